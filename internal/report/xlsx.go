package report

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
)

// MaxRows is what a sheet holds below its header.
const MaxRows = 1_048_575

// XLSX writes a workbook: a sheet a table, then 数据说明.
func (d *Document) XLSX(ctx context.Context, w io.Writer) (err error) {
	defer fail.Wrap(&err, "report %s as XLSX", d.Name)
	return writeBook(w, d.Tables(), d.Statement, d.words)
}

// book writes sheets into one workbook.
type book struct {
	file   *excelize.File
	words  Words
	header int
	text   int
	title  int
	used   map[string]bool
}

func writeBook(w io.Writer, tables []*Table, s Statement, words Words) error {
	b := &book{file: excelize.NewFile(), words: words, used: map[string]bool{}}
	defer b.file.Close()
	if err := b.styles(); err != nil {
		return err
	}
	for _, t := range tables {
		if err := b.parts(t); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	if err := b.statement(s); err != nil {
		return err
	}
	if err := b.file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	var packed bytes.Buffer
	if _, err := b.file.WriteTo(&packed); err != nil {
		return err
	}
	return repacked(w, packed.Bytes())
}

// repacked writes a package's entries by name: streamed sheets come in no fixed order.
func repacked(w io.Writer, packed []byte) error {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

func (b *book) styles() (err error) {
	font := &excelize.Font{Bold: true, Color: "1D4A75"}
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EAF1F7"}}
	wrap := &excelize.Alignment{WrapText: true, Vertical: "center"}
	if b.header, err = b.file.NewStyle(&excelize.Style{Font: font, Fill: fill, Alignment: wrap}); err != nil {
		return err
	}
	if b.title, err = b.file.NewStyle(&excelize.Style{Font: font}); err != nil {
		return err
	}
	b.text, err = b.file.NewStyle(&excelize.Style{NumFmt: 49}) // "@": a code stays a text when edited
	return err
}

// parts splits a table that is longer than a sheet.
func (b *book) parts(t *Table) error {
	for from := 0; from == 0 || from < len(t.Rows); from += MaxRows {
		part := *t
		part.Rows = t.Rows[from:min(from+MaxRows, len(t.Rows))]
		if err := b.sheet(b.name(t.Title), &part); err != nil {
			return err
		}
	}
	return nil
}

// name makes a title a sheet name: 31 characters, none of []:*?/\, each once.
func (b *book) name(title string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, title)
	name := shortened(clean, 31)
	for i := 2; name == "" || b.used[strings.ToLower(name)]; i++ {
		name = shortened(clean, 27) + " " + strconv.Itoa(i)
	}
	b.used[strings.ToLower(name)] = true
	return name
}

func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

func (b *book) sheet(name string, t *Table) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := b.widths(out, t); err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", b.headers(t)); err != nil {
		return err
	}
	for i, row := range t.Rows {
		if err := out.SetRow("A"+strconv.Itoa(i+2), b.cells(t, row)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// widths fit the header and the first rows; a Chinese character is two wide.
func (b *book) widths(out *excelize.StreamWriter, t *Table) error {
	for i, c := range t.Columns {
		most := wide(c.Header(b.words.Lang))
		for _, row := range t.Rows[:min(len(t.Rows), 200)] {
			most = max(most, wide(c.Cell(row[i], b.words)))
		}
		if err := out.SetColWidth(i+1, i+1, float64(min(max(most+2, 8), 60))); err != nil {
			return err
		}
	}
	return nil
}

func wide(s string) int { return (len(s) + utf8.RuneCountInString(s)) / 2 }

func (b *book) headers(t *Table) []any {
	out := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = excelize.Cell{StyleID: b.header, Value: c.Header(b.words.Lang)}
	}
	return out
}

// cells types each value: numbers as numbers, unformatted; everything else as text, so that neither a code loses
// its zeros nor a text becomes a formula.
func (b *book) cells(t *Table, row []any) []any {
	out := make([]any, len(row))
	for i, v := range row {
		out[i] = b.cell(t.Columns[i], v)
	}
	return out
}

func (b *book) cell(c Column, v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case bool:
		return b.words.Flag(v)
	case int64:
		if c.Kind == "code" {
			return excelize.Cell{StyleID: b.text, Value: strconv.FormatInt(v, 10)}
		}
		return v
	case float64:
		return finiteCell(v)
	case time.Time:
		return v.Format("2006-01-02")
	case string:
		return b.textOrNumber(c, v)
	}
	return fmt.Sprint(v)
}

func finiteCell(v float64) any {
	if v != v || v-v != 0 {
		return nil
	}
	return v
}

// textOrNumber: decimals come as text from the lake, and are numbers in columns of numbers.
func (b *book) textOrNumber(c Column, v string) any {
	if f, err := strconv.ParseFloat(v, 64); err == nil && c.Numeric() {
		return f
	}
	return excelize.Cell{StyleID: b.text, Value: shortened(b.words.Value(c.from, c.Name, v), 32767)}
}

// statement writes the 数据说明 sheet: facts, imports, tables, columns, findings.
func (b *book) statement(s Statement) error {
	if b.words.Catalog == nil {
		return nil
	}
	name := b.name(b.words.Text("statement.title"))
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, 8, 24); err != nil {
		return err
	}
	at := 1
	for _, f := range s.Facts {
		if err := b.line(out, &at, excelize.Cell{StyleID: b.title, Value: f.Title}, f.Text); err != nil {
			return err
		}
	}
	for _, t := range []*Table{s.Batches, s.Sources, s.Columns, s.Findings} {
		if err := b.section(out, &at, t); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (b *book) section(out *excelize.StreamWriter, at *int, t *Table) error {
	if t == nil || len(t.Rows) == 0 {
		return nil
	}
	*at++
	if err := b.line(out, at, excelize.Cell{StyleID: b.title, Value: t.Title}); err != nil {
		return err
	}
	if err := b.line(out, at, b.headers(t)...); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := b.line(out, at, b.cells(t, row)...); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) line(out *excelize.StreamWriter, at *int, cells ...any) error {
	err := out.SetRow("A"+strconv.Itoa(*at), cells)
	*at++
	return err
}
