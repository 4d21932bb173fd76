package report

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
)

// TableOptions are the choices of a table's download.
type TableOptions struct {
	BOM   bool   // csv: byte order mark, without which spreadsheets misread Chinese
	Raw   bool   // csv: text as it is, without the guard against formulas
	Words Words  // headers and coded values; zero: values as they are
	Facts []Fact // xlsx: the 数据说明 sheet
}

// TableFormats are the outputs a table has.
var TableFormats = []string{"xlsx", "csv", "json"}

// WriteTable writes one table: xlsx (codes as text cells, units in the header, frozen header, 数据说明 sheet), csv
// (RFC 4180, UTF-8) or json (an array of row objects by column name).
func WriteTable(w io.Writer, format string, t *Table, o TableOptions) error {
	switch format {
	case "xlsx":
		return writeBook(w, []*Table{t}, Statement{Facts: o.Facts}, o.Words)
	case "csv":
		return writeCSV(w, t, o)
	case "json":
		return writeJSON(w, t)
	}
	return fail.New(fail.Invalid, "a table downloads as xlsx, csv or json, not %q", format)
}

func writeCSV(w io.Writer, t *Table, o TableOptions) error {
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	header := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		header[i] = guarded(c.Header(o.Words.Lang), o.Raw)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := out.Write(record(t, row, o)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func record(t *Table, row []any, o TableOptions) []string {
	cells := make([]string, len(row))
	for i, v := range row {
		cells[i] = plainCell(t.Columns[i], v, o)
	}
	return cells
}

// plainCell writes a value for machines: no thousands separators, shares as fractions, nothing for nil.
func plainCell(c Column, v any, o TableOptions) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return v.Format("2006-01-02")
	case string:
		return textCell(c, v, o)
	}
	return guarded(fmt.Sprint(v), o.Raw)
}

func textCell(c Column, v string, o TableOptions) string {
	if _, err := strconv.ParseFloat(v, 64); err == nil && c.Numeric() {
		return v
	}
	return guarded(o.Words.Value(c.from, c.Name, v), o.Raw)
}

// guarded keeps a spreadsheet from running a text as a formula (OWASP ASVS 1.2.10): what begins like one gets an
// apostrophe. Numbers are never touched.
func guarded(s string, raw bool) string {
	if raw || s == "" || !strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
		return s
	}
	return "'" + s
}

func writeJSON(w io.Writer, t *Table) error {
	rows := make([]map[string]any, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = map[string]any{}
		for j, c := range t.Columns {
			rows[i][c.Name] = row[j]
			if d, ok := row[j].(time.Time); ok {
				rows[i][c.Name] = d.Format("2006-01-02")
			}
		}
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(rows)
}

// CSV writes the document's tables: one as a file, several as a zip with the data statement as README.txt.
func (d *Document) CSV(ctx context.Context, w io.Writer) error {
	tables := d.Tables()
	o := TableOptions{BOM: true, Words: d.words}
	if len(tables) == 1 {
		return writeCSV(w, tables[0], o)
	}
	z := zip.NewWriter(w)
	for i, t := range tables {
		if err := d.zipped(z, fmt.Sprintf("%02d-%s.csv", i+1, t.Name), func(f io.Writer) error { return writeCSV(f, t, o) }); err != nil {
			return err
		}
	}
	if err := d.zipped(z, "README.txt", d.readme); err != nil {
		return err
	}
	return z.Close()
}

// zipped stamps every entry with the snapshot's time, so that the same snapshot gives the same bytes.
func (d *Document) zipped(z *zip.Writer, name string, write func(io.Writer) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: d.Created})
	if err != nil {
		return err
	}
	return write(f)
}

func (d *Document) readme(w io.Writer) error {
	var b strings.Builder
	b.WriteString("\ufeff" + d.Title + "\r\n\r\n")
	for _, f := range d.Statement.Facts {
		b.WriteString(f.Title + "  " + f.Text + "\r\n")
	}
	b.WriteString("\r\n")
	for i, t := range d.Tables() {
		fmt.Fprintf(&b, "%02d-%s.csv  %s  %s\r\n", i+1, t.Name, t.Title, t.Source)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
