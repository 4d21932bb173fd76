package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"asterism/content"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// Rejected writes the rejected rows of a batch as a workbook: one sheet per file and sheet, the original columns in
// their order, then the reason in Chinese and English and the line. Mended, the same workbook can be imported.
// Errors: NotFound when the batch rejected nothing.
func Rejected(ctx context.Context, r *lake.Reader, batch string, w io.Writer) (err error) {
	defer fail.Wrap(&err, "rejected rows of %s", batch)
	if _, ok := r.Snapshot().Table("raw.rejected"); !ok {
		return fail.New(fail.NotFound, "nothing was rejected")
	}
	rows, err := r.Query(ctx, `select f.name, j.sheet, j.line, j.header, j.cells, j.reason_code, j.reason_field, j.reason_value
		from raw.rejected j join raw.file f on f.batch = j.batch and f.file = j.file
		where j.batch = ? order by f.name, j.sheet nulls first, j.record`, batch)
	if err != nil {
		return err
	}
	if len(rows.Data) == 0 {
		return fail.New(fail.NotFound, "nothing was rejected")
	}
	words, err := lang.Load(content.FS)
	if err != nil {
		return err
	}
	x := excelize.NewFile()
	defer x.Close()
	b := &rejectedBook{x: x, words: words}
	for _, row := range rows.Data {
		if err := b.add(row); err != nil {
			return err
		}
	}
	return firstError(x.DeleteSheet("Sheet1"), x.Write(w))
}

type rejectedBook struct {
	x     *excelize.File
	words *lang.Catalog
	key   string
	sheet string
	width int
	next  int
	count int
}

func (b *rejectedBook) add(row []any) error {
	text := func(i int) string { s, _ := row[i].(string); return s }
	header, cells := cellsOf(text(3)), cellsOf(text(4))
	if key := text(0) + "\x00" + text(1) + "\x00" + text(3); key != b.key || b.sheet == "" {
		b.key = key
		if err := b.open(text(0), text(1), header); err != nil {
			return err
		}
	}
	for len(cells) < b.width {
		cells = append(cells, "")
	}
	b.next++
	out := anys(cells[:b.width])
	out = append(out, b.reason("zh", text), b.reason("en", text), row[2])
	return b.x.SetSheetRow(b.sheet, fmt.Sprintf("A%d", b.next), &out)
}

// open begins a sheet with the header of its file.
func (b *rejectedBook) open(file, sheet string, header []string) error {
	b.count++
	b.width, b.next = max(len(header), 1), 1
	b.sheet = sheetName(b.count, stem(file), sheet)
	if _, err := b.x.NewSheet(b.sheet); err != nil {
		return err
	}
	for len(header) < b.width {
		header = append(header, "")
	}
	out := append(anys(header), "拒绝原因", "reason", "原文件行号 line")
	return b.x.SetSheetRow(b.sheet, "A1", &out)
}

// sheetName keeps to what workbooks allow: 31 characters, none of []:*?/\.
func sheetName(n int, parts ...string) string {
	name := fmt.Sprintf("%d %s", n, strings.TrimSpace(strings.Join(parts, " ")))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, name)
	runes := []rune(name)
	return string(runes[:min(len(runes), 31)])
}

func (b *rejectedBook) reason(language string, text func(int) string) string {
	what := b.words.Text(language, "finding."+text(5)+".what")
	for _, detail := range []string{text(6), text(7)} {
		if detail != "" {
			what += " · " + detail
		}
	}
	return what
}

func cellsOf(list string) []string {
	var out []string
	if json.Unmarshal([]byte(list), &out) != nil {
		return nil
	}
	return out
}

func anys(cells []string) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = c
	}
	return out
}
