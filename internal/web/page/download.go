package page

import (
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strconv"

	"asterism/internal/fail"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/report"
)

// downloadFormats are the formats every table leaves in, the one for people first.
var downloadFormats = []string{"xlsx", "csv", "parquet", "json"}

var contentTypes = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
	"parquet": "application/vnd.apache.parquet", "json": "application/json", "pdf": "application/pdf", "html": "text/html; charset=utf-8",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "yaml": "application/yaml",
}

// attach names a download; browsers that know RFC 5987 see the Chinese name.
func attach(w http.ResponseWriter, name, format string) {
	w.Header().Set("Content-Type", contentTypes[format])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + "." + format}))
	w.Header().Set("Cache-Control", "no-cache")
}

func sendTable(r *Request, w http.ResponseWriter) error {
	t, from, err := r.tableOrAnswer(r.PathValue("table"))
	if err != nil {
		return err
	}
	s, err := ParseSelect(t, r.Values, "count")
	if err != nil {
		return err
	}
	s.From = from
	return r.sendRows(w, s, t.Name)
}

func sendPatents(r *Request, w http.ResponseWriter) error {
	s, err := loadPatentFiles(r)
	if err != nil {
		return err
	}
	return r.sendRows(w, s, "base.patent")
}

// sendRows writes a selection in the format the path names.
func (r *Request) sendRows(w http.ResponseWriter, s Select, name string) error {
	s = s.by(r.Site.tables.order(s.Table.Name)...).by(r.Site.tables.grain(s.Table.Name)...)
	return r.sendSQL(w, s.AllSQL(), name, s.Table.Name)
}

// maxSheet is how many rows a workbook takes from one download; more belong into CSV or Parquet.
const maxSheet = 1_000_000

func (r *Request) sendSQL(w http.ResponseWriter, sql, name, table string) error {
	format := r.PathValue("format")
	if contentTypes[format] == "" {
		return fail.New(fail.NotFound, "no format %s: xlsx, csv, parquet or json", format)
	}
	name += "_" + strconv.FormatInt(r.Reader.Snapshot().ID, 10)
	if r.Reader.Snapshot().Synthetic {
		name += "_" + r.T("synthetic.word")
	}
	if format == "parquet" || format == "json" {
		return r.sendCopy(w, sql, name, format)
	}
	rows, err := r.Reader.Query(r.Context(), sql+limitRows(maxSheet))
	if err != nil {
		return err
	}
	attach(w, name, format)
	return r.writeTable(w, rows, sql, table, format)
}

func limitRows(n int) string { return "\nlimit " + strconv.Itoa(n) }

// sendCopy lets the lake write the file, so that its size costs no memory.
func (r *Request) sendCopy(w http.ResponseWriter, sql, name, format string) error {
	dir, err := os.MkdirTemp("", "asterism-download-")
	if err != nil {
		return fail.As(fail.Unavailable, err, "download")
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "rows."+format)
	if _, err := r.Reader.CopyTo(r.Context(), sql, file, format); err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return fail.As(fail.Unavailable, err, "download")
	}
	defer f.Close()
	attach(w, name, format)
	_, err = io.Copy(w, f)
	return err
}

// reportTable is rows as every export writes them: titled columns with units and kinds, source and snapshot.
func (r *Request) reportTable(rows *lake.Rows, sql, table string) *report.Table {
	t := &report.Table{Name: first(table, "query"), Title: r.Site.tables.title(table, r.Lang), Rows: rows.Data, Source: sql}
	for _, c := range rows.Columns {
		label, unit, _ := r.Site.tables.word(table, c.Name, r.Lang)
		t.Columns = append(t.Columns, report.Column{Name: c.Name, Title: label, Unit: r.exportUnit(unit), Kind: columnKind(c, unit)})
	}
	return t
}

// exportUnit is the unit of the stored value: files hold CNY and shares of 0–1, never scaled.
func (r *Request) exportUnit(unit string) string {
	switch unit {
	case "cny", "money":
		return map[string]string{"zh": "元", "en": "CNY"}[r.Lang]
	case "share":
		return "0–1"
	}
	return r.unitName(unit, 0)
}

// columnKind is how a file types a column's cells.
func columnKind(c lake.Column, unit string) string {
	switch {
	case unit == "share" || unit == "year" || unit == "code" || unit == "count":
		return unit
	case unit == "cny" || unit == "money":
		return "money"
	case isCode(c.Name) && kindOf(c.Type) == "text":
		return "code"
	}
	return map[string]string{"number": "number", "date": "date", "flag": "flag"}[kindOf(c.Type)]
}

func sendTemplate(r *Request, w http.ResponseWriter) error {
	name := r.PathValue("table")
	if r.Site.tables.imported["raw."+name] == nil {
		return fail.New(fail.NotFound, "no table %s can be imported", name)
	}
	attach(w, r.Site.tables.title("raw."+name, r.Lang), "xlsx")
	return ingest.Template(r.Site.w.Content(), name, r.Lang, w)
}

func sendRejected(r *Request, w http.ResponseWriter) error {
	b, err := r.batch(r.PathValue("batch"))
	if err != nil {
		return err
	}
	attach(w, r.T("batch.rejected")+"_"+b.ID, "xlsx")
	return ingest.Rejected(r.Context(), r.Reader, b.ID, w)
}

// sendQuery downloads a reader's own SELECT, within the gate.
func sendQuery(r *Request, w http.ResponseWriter) error {
	rows, err := r.Reader.QueryUser(r.Context(), r.Values.Get("sql"), lake.QueryLimit{Rows: 100_000, Time: 3 * queryLimit.Time})
	if err != nil {
		return err
	}
	format := r.PathValue("format")
	if format != "xlsx" && format != "csv" && format != "json" {
		return fail.New(fail.NotFound, "no format %s: xlsx, csv or json", format)
	}
	attach(w, "query_"+strconv.FormatInt(r.Reader.Snapshot().ID, 10), format)
	if format == "json" {
		return writeJSONRows(w, rows)
	}
	return r.writeTable(w, rows, r.Values.Get("sql"), "", format)
}

// writeTable writes rows as a workbook with a sheet about the data, or as CSV with a byte-order mark.
func (r *Request) writeTable(w io.Writer, rows *lake.Rows, sql, table, format string) error {
	return report.WriteTable(w, format, r.reportTable(rows, sql, table), r.tableOptions(table))
}
