package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
)

// Correctable is a table on its way to a workbook in which people correct values; ReadCorrections reads it back.
type Correctable struct {
	Table    *Table
	Key      []string // columns that name a row: shown, locked
	Fields   []string // columns to correct
	Snapshot int64
	Language string
}

// CorrectableRow is one row of it: its name (see derive.RowKey), then the values of key columns and fields as texts,
// dates ISO, decimals with a point, true and false; nil is no value.
type CorrectableRow struct {
	Name   string
	Values []*string
}

// MaxCorrectable is how many rows a correction workbook holds: it is for people, who narrow the table first.
const MaxCorrectable = 100_000

// The marks of a correction workbook: hidden column keys, and the sheet that keeps the exported values.
const (
	rowName       = "_key"
	rowReason     = "_reason"
	originals     = "_original"
	correctionTag = "asterism-corrections-1"
	cellRunes     = 32767 // what a cell of a workbook holds
)

// Write writes the workbook: column keys hidden in row 1, headings in row 2, a column for the reason, the exported
// values on a hidden sheet, and a sheet 说明. Errors: Invalid for more than MaxCorrectable rows.
func (c *Correctable) Write(w io.Writer, rows []CorrectableRow) (err error) {
	defer fail.Wrap(&err, "corrections of %s", c.Table.Name)
	if len(rows) > MaxCorrectable {
		return fail.New(fail.Invalid, "%d rows: a workbook takes %d; narrow them", len(rows), MaxCorrectable)
	}
	b := &correctionBook{Correctable: c, x: excelize.NewFile()}
	defer b.x.Close()
	if err := b.write(rows); err != nil {
		return err
	}
	return b.x.Write(w)
}

type correctionBook struct {
	*Correctable
	x                        *excelize.File
	locked, open, text, head int // styles
}

func (b *correctionBook) write(rows []CorrectableRow) error {
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.x.SetSheetName("Sheet1", b.Table.Name); err != nil {
		return err
	}
	return firstError(b.sheet(rows), b.keep(rows), b.explain(), b.protect(), b.lists(len(rows)))
}

// columns are the keys of row 1: name of the row, key columns, reason, fields.
func (b *correctionBook) columns() []string {
	return append(append(append([]string{rowName}, b.Key...), rowReason), b.Fields...)
}

func (b *correctionBook) styles() (err error) {
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECECEC"}}
	free := &excelize.Protection{Locked: false}
	for style, s := range map[*int]*excelize.Style{
		&b.locked: {Fill: grey, NumFmt: 49},
		&b.open:   {Protection: free},
		&b.text:   {Protection: free, NumFmt: 49}, // "@": a code stays a text when edited
		&b.head:   {Fill: grey, Font: &excelize.Font{Bold: true}},
	} {
		if *style, err = b.x.NewStyle(s); err != nil {
			return err
		}
	}
	return nil
}

func (b *correctionBook) sheet(rows []CorrectableRow) error {
	out, err := b.x.NewStreamWriter(b.Table.Name)
	if err != nil {
		return err
	}
	frozen := len(b.Key) + 2
	corner, err := excelize.CoordinatesToCellName(frozen+1, 3)
	if err != nil {
		return err
	}
	err = firstError(out.SetColVisible(1, 1, false), out.SetColWidth(2, len(b.columns()), 18), out.SetColWidth(frozen, frozen, 28),
		out.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozen, YSplit: 2, TopLeftCell: corner, ActivePane: "bottomRight"}),
		out.SetRow("A1", plain(b.columns()), excelize.RowOpts{Hidden: true}), out.SetRow("A2", b.headings()))
	if err != nil {
		return err
	}
	for i, r := range rows {
		if err := out.SetRow("A"+strconv.Itoa(i+3), b.cells(r)); err != nil {
			return err
		}
	}
	return out.Flush()
}

func plain(words []string) []any {
	cells := make([]any, len(words))
	for i, w := range words {
		cells[i] = w
	}
	return cells
}

func (b *correctionBook) headings() []any {
	cells := []any{excelize.Cell{StyleID: b.head, Value: rowName}}
	for _, name := range b.columns()[1:] {
		heading := b.word("更正原因", "Reason of the correction")
		if name != rowReason {
			heading = b.column(name).correctionHeading(b.Language)
		}
		cells = append(cells, excelize.Cell{StyleID: b.head, Value: heading})
	}
	return cells
}

// correctionHeading is the heading of a template, except that shares stand as they are, 0–1.
func (c *TableCol) correctionHeading(language string) string {
	if c.Type != "share" {
		return c.heading(language)
	}
	plain := *c
	plain.Type, plain.Unit = "float", ""
	return plain.heading(language) + "(0–1)"
}

func (b *correctionBook) column(name string) *TableCol { return &b.Table.Columns[b.Table.index[name]] }

func (b *correctionBook) word(zh, en string) string {
	if b.Language == "en" {
		return en
	}
	return zh
}

func (b *correctionBook) cells(r CorrectableRow) []any {
	cells := []any{excelize.Cell{StyleID: b.locked, Value: r.Name}}
	for i := range b.Key {
		cells = append(cells, excelize.Cell{StyleID: b.locked, Value: deref(r.Values[i])})
	}
	cells = append(cells, excelize.Cell{StyleID: b.text})
	for i, name := range b.Fields {
		cells = append(cells, b.cell(b.column(name), r.Values[len(b.Key)+i]))
	}
	return cells
}

// cell shows a value as people write it: numbers as numbers where a workbook can hold them, coded values by their
// label. A text longer than a cell is shown cut and locked.
func (b *correctionBook) cell(c *TableCol, value *string) any {
	style := b.text
	if k := kinds[c.Type]; k != kindText && k != kindDate && k != kindFlag {
		style = b.open
	}
	v := deref(value)
	if value == nil {
		return excelize.Cell{StyleID: style}
	}
	if n, ok := cellNumber(v); ok && style == b.open {
		return excelize.Cell{StyleID: style, Value: n}
	}
	if utf8.RuneCountInString(v) > cellRunes {
		return excelize.Cell{StyleID: b.locked, Value: string([]rune(v)[:cellRunes-1]) + "…"}
	}
	return excelize.Cell{StyleID: style, Value: b.label(c, v)}
}

// cellNumber gives the double a workbook keeps, where that says the same as the decimal.
func cellNumber(v string) (float64, bool) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f != f || f-f != 0 {
		return 0, false
	}
	a, okA := exact(v)
	b, okB := exact(strconv.FormatFloat(f, 'f', -1, 64))
	digits := len(strings.Trim(strings.Replace(v, ".", "", 1), "-0"))
	return f, okA && okB && a.Cmp(b) == 0 && digits <= 15
}

func (b *correctionBook) label(c *TableCol, v string) string {
	if c.Type == "bool" {
		return map[string]string{"true": b.word("是", "yes"), "false": b.word("否", "no")}[v]
	}
	if synonyms, ok := c.Values[v]; ok && b.Language != "en" {
		label, _, _ := strings.Cut(synonyms, "|")
		return orElse(label, v)
	}
	return v
}

// keep writes the exported values to a sheet that only a program can show: what tells a correction from a value that
// was never touched, and a correction of a value that has changed since.
func (b *correctionBook) keep(rows []CorrectableRow) error {
	if _, err := b.x.NewSheet(originals); err != nil {
		return err
	}
	out, err := b.x.NewStreamWriter(originals)
	if err != nil {
		return err
	}
	columns := append(append([]string{rowName}, b.Key...), b.Fields...)
	head := []any{correctionTag, b.Table.Name, strconv.FormatInt(b.Snapshot, 10)}
	if err := firstError(out.SetRow("A1", head), out.SetRow("A2", plain(columns))); err != nil {
		return err
	}
	for i, r := range rows {
		cells := []any{r.Name}
		for _, v := range r.Values {
			cells = append(cells, token(v))
		}
		if err := out.SetRow("A"+strconv.Itoa(i+3), cells); err != nil {
			return err
		}
	}
	return firstError(out.Flush(), b.x.SetSheetVisible(originals, false, true))
}

// token stands for a value on the hidden sheet: "" none, "=…" itself, "#…" its hash where it is long, "!" one that no
// cell holds. Line ends and outer blanks do not count: workbooks change them.
func token(value *string) string {
	v := strings.TrimSpace(strings.ReplaceAll(deref(value), "\r", ""))
	switch n := utf8.RuneCountInString(v); {
	case v == "":
		return ""
	case n > cellRunes:
		return "!"
	case n > 100:
		sum := sha256.Sum256([]byte(v))
		return "#" + hex.EncodeToString(sum[:16])
	}
	return "=" + v
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// protect locks the key columns against slips; there is no password, since the check on reading is what guards.
func (b *correctionBook) protect() error {
	return b.x.ProtectSheet(b.Table.Name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatCells: true, FormatColumns: true, FormatRows: true, AutoFilter: true})
}

// lists offers coded values and yes/no as drop-downs.
func (b *correctionBook) lists(rows int) error {
	t := &templateBook{x: b.x, t: b.Table, language: b.Language}
	for i, name := range b.columns() {
		if i <= len(b.Key)+1 {
			continue
		}
		if err := t.list(i+1, rows+2, t.options(b.column(name))); err != nil {
			return err
		}
	}
	return nil
}

// explain writes the sheet that says how to correct.
func (b *correctionBook) explain() error {
	const name = explanation
	if _, err := b.x.NewSheet(name); err != nil {
		return err
	}
	lines := strings.Split(b.word(correctingZh, correctingEn), "\n")
	for i, line := range lines {
		row := []any{strings.NewReplacer("{table}", b.word(b.Table.Title.Zh, b.Table.Title.En), "{snapshot}", fmt.Sprint(b.Snapshot)).Replace(line)}
		if err := b.x.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return b.x.SetColWidth(name, "A", "A", 100)
}

const correctingZh = `{table}：更正表，取自快照 {snapshot}
1. 直接改单元格；清空单元格表示该值应为空。灰色列为行标识，不要改。
2. 每一行有改动的，在“更正原因”列写明依据；也可在导入时用 --reason 统一给出。
3. 不要增删行列的标识；可以筛选，可以删去不需更正的行。
4. 存盘后：asterism correct import 本文件.xlsx --dry-run 预览，再去掉 --dry-run 写入，然后 asterism build。
5. 导出之后若该值已被别人更正或被新数据更新，导入会指出冲突并拒绝，请重新导出。
6. 更正胜过一切来源，重新导入数据也不会冲掉；用 asterism correct undo 编号 撤销。`

const correctingEn = `{table}: corrections, from snapshot {snapshot}
1. Change the cells; an emptied cell means that the value should be empty. The grey columns name the row: leave them.
2. Give the grounds in the column "Reason of the correction" for each row you change, or one for all by --reason.
3. Rows that need no correction may be deleted; do not add rows.
4. Save, then: asterism correct import FILE.xlsx --dry-run to preview, again without --dry-run to keep, then asterism build.
5. A value that was corrected or updated since the export is a conflict, and the import is refused: export again.
6. A correction wins over every source and survives imports; asterism correct undo NUMBER takes it back.`
