package lake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"asterism/internal/fail"
)

// rowGroupRows is DuckDB's own row-group size: good for lookups by a sorted key and for parallel scans.
const rowGroupRows = 122880

var formats = map[string]string{
	"parquet": parquetOptions(rowGroupRows),
	"csv":     "(format csv, header true)",
	"json":    "(format json, array true)",
}

func parquetOptions(groupRows int) string {
	return fmt.Sprintf("(format parquet, compression zstd, row_group_size %d)", groupRows)
}

// CopyTo writes the result of the product's own SQL to a file, parquet, csv (UTF-8, header) or json (array of
// objects), and returns its rows. The file appears when it is complete.
func (r *Reader) CopyTo(ctx context.Context, query, path, format string) (_ int64, err error) {
	defer fail.Wrap(&err, "write %s", format)
	options, ok := formats[format]
	if !ok {
		return 0, fail.New(fail.Invalid, "no format %q: parquet, csv or json", format)
	}
	if err := r.catalog.ensure(ctx, query); err != nil {
		return 0, err
	}
	// The engine may write below the lake only, so the file is made there and moved.
	made, err := r.catalog.engine.scratch()
	if err != nil {
		return 0, err
	}
	defer os.Remove(made)
	rows, err := r.catalog.copyTo(ctx, query, made, options)
	if err != nil {
		return 0, err
	}
	return rows, storageError(move(made, path))
}

// scratch names a file in the engine's spill folder, which no writer sweeps.
func (e *engine) scratch() (string, error) {
	if err := os.MkdirAll(e.spill, 0o755); err != nil {
		return "", storageError(err)
	}
	return filepath.Join(e.spill, token()), nil
}

// move renames a file, or copies it where it has to go to another file system.
func move(from, to string) error {
	if os.Rename(from, to) == nil {
		return nil
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	partial := to + ".partial"
	if err := fill(partial, source); err != nil {
		os.Remove(partial)
		return err
	}
	return os.Rename(partial, to)
}

func fill(name string, from io.Reader) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// copyTo writes a query's result; its views exist already.
func (c *catalog) copyTo(ctx context.Context, query, path, options string) (int64, error) {
	result, err := c.db.ExecContext(ctx, "copy ("+inner(query)+") to "+quote(path)+" "+options)
	if err != nil {
		return 0, engineError(ctx, err)
	}
	return result.RowsAffected()
}

// inner makes a statement fit for parentheses: no semicolon, and a line end in case its last line is a comment.
func inner(query string) string {
	return strings.TrimRight(strings.TrimSpace(query), "; \n\t") + "\n"
}
