package cli

import (
	"bytes"
	"encoding/csv"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"asterism"
	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/internal/report"
)

// sheetRows is what a sheet holds below its header.
const sheetRows = 1<<20 - 1

// resultSheet is a result as a workbook: its rows on one sheet, what was computed from which file on the other.
type resultSheet struct {
	name    string
	columns []lake.Column // nil: not known
	facts   []report.Fact
}

func (s resultSheet) write(to io.Writer, run func(csv io.Writer) error) error {
	var text bytes.Buffer
	if err := run(&text); err != nil {
		return err
	}
	rows, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		return fail.As(fail.Internal, err, "read the result")
	}
	if len(rows) > sheetRows {
		return fail.New(fail.Invalid, "%d rows: a sheet has room for %d; write to a .csv file", len(rows)-1, sheetRows)
	}
	texts, err := lang.Load(asterism.Content())
	if err != nil {
		return err
	}
	return fail.As(fail.Unavailable, report.WriteTable(to, "xlsx", sheetOf(s.name, rows, s.columns), report.TableOptions{Words: report.Words{Catalog: texts, Lang: "zh"}, Facts: s.facts}), "write the result")
}

func sheetOf(name string, rows [][]string, columns []lake.Column) *report.Table {
	t := &report.Table{Name: name, Title: name}
	for i, title := range rows[0] {
		t.Columns = append(t.Columns, report.Column{Name: title, Title: title, Kind: kindIn(rows[1:], i, columns)})
	}
	for _, row := range rows[1:] {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = valueOf(t.Columns[i].Kind, c)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// kindIn is the kind of a column: by its type, or where that is not known number when every cell is one.
func kindIn(rows [][]string, i int, columns []lake.Column) string {
	if i < len(columns) {
		return kind(columns[i].Type)
	}
	for _, row := range rows {
		if _, err := strconv.ParseFloat(row[i], 64); err != nil && row[i] != "" {
			return "code"
		}
	}
	return "number"
}

func valueOf(kind, text string) any {
	if text == "" {
		return nil
	}
	switch kind {
	case "number":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n > -1<<53 && n < 1<<53 { // what a spreadsheet holds exactly
			return n
		}
		if x, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, ".eE") {
			return x
		}
	case "flag":
		return text == "true"
	case "date":
		if d, err := time.Parse(time.DateOnly, text); err == nil {
			return d
		}
	}
	return text
}

// computed tells in a workbook what stands in it.
func computed(k *derive.KernelAdapter, in string, options map[string]string) []report.Fact {
	facts := []report.Fact{{Title: "算法 · kernel", Text: k.Name + "，asterism " + asterism.Version}, {Title: "说明 · about", Text: k.Doc.Zh}, {Title: "", Text: k.Doc.En}, {Title: "输入文件 · input", Text: filepath.Base(in)}}
	for _, name := range slices.Sorted(maps.Keys(options)) {
		if len(options[name]) < 200 { // a file given as an option is no fact to print
			facts = append(facts, report.Fact{Title: "选项 · option --" + name, Text: options[name]})
		}
	}
	return facts
}
