package ingest

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
)

// markerKey heads the first column of a template; rows marked 示例 or sample there are skipped on import.
const markerKey = "_row"

// Template writes the workbook to fill for a table: hidden column keys in row 1, headers with units in row 2, sample
// rows marked 示例, drop-down lists for coded values, and a sheet that explains the columns. Errors: NotFound for a
// table nobody defined.
func Template(content fs.FS, table, language string, w io.Writer) (err error) {
	defer fail.Wrap(&err, "template of %s", table)
	tables, err := LoadTables(content)
	if err != nil {
		return err
	}
	t, ok := tables.Named(table)
	if ok && !t.Importable() {
		t, ok = tables.Named(t.Source)
	}
	if !ok {
		return fail.New(fail.NotFound, "no table %q", table)
	}
	x := excelize.NewFile()
	defer x.Close()
	b := &templateBook{x: x, t: t, language: language}
	if err := b.write(); err != nil {
		return err
	}
	return x.Write(w)
}

type templateBook struct {
	x        *excelize.File
	t        *Table
	language string
}

func (b *templateBook) write() error {
	if err := b.x.SetSheetName("Sheet1", b.t.Name); err != nil {
		return err
	}
	keys, heads := []any{markerKey}, []any{b.word("行标记", "Row mark")}
	for _, c := range b.t.Columns {
		keys, heads = append(keys, c.Name), append(heads, c.heading(b.language))
	}
	if err := b.x.SetSheetRow(b.t.Name, "A1", &keys); err != nil {
		return err
	}
	if err := b.x.SetSheetRow(b.t.Name, "A2", &heads); err != nil {
		return err
	}
	if err := b.samples(); err != nil {
		return err
	}
	return firstError(b.x.SetRowVisible(b.t.Name, 1, false), b.format(), b.lists(), b.explain())
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *templateBook) word(zh, en string) string {
	if b.language == "en" {
		return en
	}
	return zh
}

// heading is the header a person reads: title, unit, and a star where the column is required.
func (c *TableCol) heading(language string) string {
	h := c.Zh
	if language == "en" {
		h = c.En
	}
	if unit := c.shownUnit(language); unit != "" {
		h += "(" + unit + ")"
	}
	if c.Required {
		h += "*"
	}
	return h
}

func (c *TableCol) shownUnit(language string) string {
	switch {
	case c.Type == "money" && language == "en":
		return "CNY"
	case c.Type == "money":
		return "元"
	case c.Type == "share":
		return "%"
	case c.Unit == "km2":
		return "km²"
	case c.Unit == "km":
		return "km"
	}
	return ""
}

func (b *templateBook) samples() error {
	for i, sample := range b.t.Sample {
		row := []any{b.word("示例", "sample")}
		for j, v := range sample {
			row = append(row, b.sampleCell(j, v))
		}
		if err := b.x.SetSheetRow(b.t.Name, fmt.Sprintf("A%d", i+3), &row); err != nil {
			return err
		}
	}
	return nil
}

// sampleCell shows a coded value under its label, as the lists offer it.
func (b *templateBook) sampleCell(j int, v string) string {
	if j < len(b.t.Columns) {
		if labels, ok := b.t.Columns[j].Values[v]; ok && b.language != "en" {
			label, _, _ := strings.Cut(labels, "|")
			return label
		}
	}
	return v
}

// format makes codes text cells, freezes the header and widens the columns.
func (b *templateBook) format() error {
	text, err := b.x.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return err
	}
	head, err := b.x.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(b.t.Columns) + 1)
	if err != nil {
		return err
	}
	return firstError(b.x.SetColStyle(b.t.Name, "A:"+last, text), b.x.SetRowStyle(b.t.Name, 2, 2, head), b.x.SetColWidth(b.t.Name, "A", last, 18),
		b.x.SetPanes(b.t.Name, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
}

// lists offers the coded values and yes/no as drop-downs; other values stay possible and become findings.
func (b *templateBook) lists() error {
	for i := range b.t.Columns {
		if err := b.list(i+2, 10000, b.options(&b.t.Columns[i])); err != nil {
			return err
		}
	}
	return nil
}

// list offers values in a column's cells, from row 3 to the last.
func (b *templateBook) list(at, last int, options []string) error {
	if len(options) == 0 || len(strings.Join(options, ",")) > 250 {
		return nil
	}
	column, err := excelize.ColumnNumberToName(at)
	if err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = fmt.Sprintf("%s3:%s%d", column, column, max(last, 3))
	v.SetError(excelize.DataValidationErrorStyleInformation, "", b.word("不在列表中", "not in the list"))
	return firstError(v.SetDropList(options), b.x.AddDataValidation(b.t.Name, v))
}

func (b *templateBook) options(c *TableCol) []string {
	if c.Type == "bool" {
		return []string{b.word("是", "yes"), b.word("否", "no")}
	}
	var out []string
	for _, code := range sortedCodes(c.Values) {
		label, _, _ := strings.Cut(c.Values[code], "|")
		out = append(out, b.word(orElse(label, code), code))
	}
	return out
}

// explanation sheets carry this name; import passes over them.
const explanation = "数据说明"

func (b *templateBook) explain() error {
	if _, err := b.x.NewSheet(explanation); err != nil {
		return err
	}
	rows := [][]any{{b.word(b.t.Title.Zh, b.t.Title.En), b.word(b.t.Grain.Zh, b.t.Grain.En)},
		{b.word("列", "Column"), b.word("键", "Key"), b.word("类型", "Type"), b.word("必填", "Required"), b.word("可取值", "Values"), b.word("说明", "Notes")}}
	for i := range b.t.Columns {
		c := &b.t.Columns[i]
		required := ""
		if c.Required {
			required = b.word("是", "yes")
		}
		rows = append(rows, []any{c.heading(b.language), c.Name, c.Type, required, strings.Join(b.options(c), " / "), c.Doc.In(b.language)})
	}
	for i := range rows {
		if err := b.x.SetSheetRow(explanation, fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			return err
		}
	}
	return b.x.SetColWidth(explanation, "A", "F", 24)
}
