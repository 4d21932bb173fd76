package derive

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
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

// textWriter writes batches as lines: tab-separated, CSV, or a JSON array of rows.
type textWriter struct {
	w      *bufio.Writer
	format string
	begun  bool
	cell   []byte
}

func (t *textWriter) write(b arrow.RecordBatch) error {
	if t.format == "json" {
		return t.json(b)
	}
	comma := byte('\t')
	if t.format == "csv" {
		comma = ','
	}
	if !t.begun {
		t.begun = true
		for i, f := range b.Schema().Fields() {
			if i > 0 {
				t.w.WriteByte(comma)
			}
			t.w.WriteString(f.Name)
		}
		t.w.WriteByte('\n')
	}
	for row := range int(b.NumRows()) {
		for i := range int(b.NumCols()) {
			if i > 0 {
				t.w.WriteByte(comma)
			}
			t.cell = appendText(t.cell[:0], b.Column(i), row)
			t.field(comma)
		}
		if err := t.w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

// field quotes a cell where its text would break the row.
func (t *textWriter) field(comma byte) {
	for _, c := range t.cell {
		if c == comma || c == '\n' || c == '\r' || c == '"' && comma == ',' {
			t.w.WriteString(`"` + strings.ReplaceAll(string(t.cell), `"`, `""`) + `"`)
			return
		}
	}
	t.w.Write(t.cell)
}

func appendText(b []byte, a arrow.Array, i int) []byte {
	if a.IsNull(i) {
		return b
	}
	switch a := a.(type) {
	case *array.String:
		return append(b, a.Value(i)...)
	case *array.Float64:
		return strconv.AppendFloat(b, a.Value(i), 'g', -1, 64)
	case *array.Int64:
		return strconv.AppendInt(b, a.Value(i), 10)
	}
	return append(b, a.ValueStr(i)...)
}

func (t *textWriter) json(b arrow.RecordBatch) error {
	for row := range int(b.NumRows()) {
		mark := ",\n"
		if !t.begun {
			t.begun, mark = true, "[\n"
		}
		t.w.WriteString(mark + "  {")
		for i, f := range b.Schema().Fields() {
			if i > 0 {
				t.w.WriteString(", ")
			}
			fmt.Fprintf(t.w, "%q: ", f.Name)
			t.value(b.Column(i), row)
		}
		if err := t.w.WriteByte('}'); err != nil {
			return err
		}
	}
	return nil
}

func (t *textWriter) value(a arrow.Array, i int) {
	t.cell = appendText(t.cell[:0], a, i)
	_, number := a.(*array.Float64)
	_, whole := a.(*array.Int64)
	_, truth := a.(*array.Boolean)
	switch {
	case a.IsNull(i):
		t.w.WriteString("null")
	case number || whole || truth:
		t.w.Write(t.cell)
	default:
		t.w.WriteString(jsonText(string(t.cell)))
	}
}

func (t *textWriter) end() {
	if t.format != "json" {
		return
	}
	if !t.begun {
		t.w.WriteByte('[')
	}
	t.w.WriteString("\n]\n")
}

// FormatOf tells the format of a result by the file's name: csv, json, gexf, graphml and net by their ending, vosviewer by
// .vos.json, else tab-separated.
func FormatOf(name string) string {
	name = strings.ToLower(name)
	if strings.HasSuffix(name, ".vos.json") || strings.HasSuffix(name, ".vosviewer.json") {
		return "vosviewer"
	}
	if ext := strings.TrimPrefix(filepath.Ext(name), "."); slices.Contains(Formats, ext) {
		return ext
	}
	return "tsv"
}

// Formats are the formats a computation can write.
var Formats = append([]string{"tsv", "csv", "json"}, graph.Formats...)

func jsonText(s string) string {
	b, _ := json.Marshal(s) // a string always marshals
	return string(b)
}
