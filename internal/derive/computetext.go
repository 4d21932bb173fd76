package derive

import (
	"bufio"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"asterism/graph"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

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
