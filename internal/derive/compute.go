package derive

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// Computation is a run of a kernel on a plain file, without a workspace.
type Computation struct {
	Kernel  string
	Name    string // of the input file, for messages
	Input   []byte
	Options map[string]string
	Format  string // tsv, csv or json; of a network also gexf, graphml, vosviewer or net
	Output  io.Writer
	Notes   io.Writer // remarks for a person
}

// Compute runs a kernel on a file: a network kernel on a list of edges or a Pajek network, any other on a table whose header names
// the kernel's input columns (further columns are passed over).
func Compute(ctx context.Context, c Computation) error {
	k, err := FindKernel(c.Kernel)
	if err != nil {
		return err
	}
	options, err := k.options(c.Options)
	if err != nil {
		return err
	}
	if slices.Contains(graph.Formats, c.Format) {
		return k.exchange(ctx, c, options)
	}
	w := bufio.NewWriterSize(c.Output, 1<<20)
	t := &textWriter{w: w, format: c.Format}
	out, err := newOutput(k.Output, t.write)
	if err != nil {
		return err
	}
	out.notes, out.digits, out.kernel, out.input = c.Notes, true, k.Name, c.Name
	if err := k.compute(ctx, c, options, out); err != nil {
		return err
	}
	if err := out.close(); err != nil {
		return fail.As(fail.Unavailable, err, "write the result")
	}
	t.end()
	return fail.As(fail.Unavailable, w.Flush(), "write the result")
}

func (k *KernelAdapter) compute(ctx context.Context, c Computation, o KernelOptions, out *Output) error {
	if k.Network != nil {
		n, err := readNetwork(c.Name, c.Input)
		if err != nil {
			return err
		}
		return k.Network(ctx, n, o, out)
	}
	data := c.Input
	if k.Form != nil {
		long, err := k.Form(c.Name, data)
		if err != nil {
			return err
		}
		data = long
	}
	in, err := readColumns(c.Name, data, k.Input, k.Optional)
	if err != nil {
		return err
	}
	defer in.Release()
	return k.Run(ctx, in, o, out)
}

// readColumns reads a CSV or TSV file with a header into the columns a kernel takes, and those of the optional ones that
// the file has.
func readColumns(name string, data []byte, columns, optional []lake.Column) (array.RecordReader, error) {
	r := tableReader(string(data))
	header, err := r.Read()
	if err != nil {
		return nil, fail.New(fail.Invalid, "%s: no header row", name)
	}
	at, err := placesOf(name, header, columns)
	if err != nil {
		return nil, err
	}
	for _, c := range optional {
		if i := placeOf(header, c.Name); i >= 0 {
			columns, at = append(columns[:len(columns):len(columns)], c), append(at, i)
		}
	}
	schema, err := arrowSchema(columns)
	if err != nil {
		return nil, err
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fail.New(fail.Invalid, "%s: %v", name, err)
		}
		line, _ := r.FieldPos(0)
		for i, c := range columns {
			if err := appendCell(b.Field(i), cellAt(row, at[i])); err != nil {
				return nil, wrongCell(name, line, c, cellAt(row, at[i]))
			}
		}
	}
	return array.NewRecordReader(schema, []arrow.RecordBatch{b.NewRecordBatch()})
}

// tableReader reads rows of CSV, or of TSV where the first line has a tab.
func tableReader(text string) *csv.Reader {
	text = strings.TrimPrefix(text, "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	first, _, _ := strings.Cut(text, "\n")
	if strings.Contains(first, "\t") {
		r.Comma, r.LazyQuotes = '\t', true
	}
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	return r
}

func cellAt(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// wrongCell says what a column takes.
func wrongCell(name string, line int, c lake.Column, cell string) error {
	switch c.Type {
	case "DOUBLE":
		return fail.New(fail.Invalid, "%s:%d: %s: %q is no number (write 1200 or 0.57, without commas, %% or a unit)", name, line, c.Name, cell)
	case "BIGINT", "INTEGER":
		return fail.New(fail.Invalid, "%s:%d: %s: %q is no whole number", name, line, c.Name, cell)
	case "BOOLEAN":
		return fail.New(fail.Invalid, "%s:%d: %s: %q is neither true nor false", name, line, c.Name, cell)
	}
	return fail.New(fail.Invalid, "%s:%d: %s: %q is no date as 2015-01-23", name, line, c.Name, cell)
}

func appendCell(b array.Builder, cell string) error {
	if cell == "" || cell == "NA" {
		b.AppendNull()
		return nil
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		b.Append(cell)
	case *array.Float64Builder:
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return err
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return strconv.ErrRange
		}
		b.Append(x)
	case *array.Int64Builder:
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			return err
		}
		b.Append(n)
	default:
		return b.AppendValueFromString(cell)
	}
	return nil
}
