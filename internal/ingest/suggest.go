package ingest

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"asterism/internal/fail"
)

// Guess proposes the mapping of a table nobody has a format for: what each header means and how sure that is. The
// answer can be saved, edited and given back as Request.Map. Errors: NotFound, Invalid when the file is no table
// or nothing in it is recognised.
func Guess(ctx context.Context, content fs.FS, path string) (_ *Mapping, err error) {
	defer fail.Wrap(&err, "guess mapping of %s", filepath.Base(path))
	defer recovered(&err)
	tables, err := LoadTables(content)
	if err != nil {
		return nil, err
	}
	work := &workshop{dir: os.TempDir(), limits: Limits{}.orDefault()}
	defer work.close()
	e := &expansion{ctx: ctx, work: work}
	if err := e.expand([]string{path}); err != nil {
		return nil, err
	}
	for _, it := range e.items {
		s, err := inspect(ctx, it, func(int64) {})
		if err != nil {
			return nil, err
		}
		if m := guessHead(s.head, tables); m != nil {
			return m, nil
		}
	}
	return nil, fail.New(fail.Invalid, "no table with a header that is understood")
}

func guessHead(h Head, tables *Tables) *Mapping {
	for _, s := range h.Sheets {
		top, _ := topRows(s.Rows)
		l := recognise(top, nil, tables.targets(), orElse(s.Name, stem(h.Name)), nil)
		if l == nil {
			continue
		}
		guessColumns(l, top)
		m := l.mapping()
		m.Sheet = s.Name
		return m
	}
	return nil
}

func sortedCodes(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
