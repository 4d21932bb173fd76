package demo

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"asterism/content"
	"asterism/internal/fail"
)

// table is what the demo needs to know of content/tables/<name>.yaml: its title and the Chinese words of its columns.
type table struct {
	Title struct {
		Zh string `yaml:"zh"`
	} `yaml:"title"`
	Columns []struct {
		Name   string            `yaml:"name"`
		Zh     string            `yaml:"zh"`
		Values map[string]string `yaml:"values"`
	} `yaml:"columns"`
}

func (w *world) loadTables() error {
	w.columns = map[string]*table{}
	for _, s := range sheets {
		b, err := content.FS.ReadFile("tables/" + s.table + ".yaml")
		if err != nil {
			return fail.As(fail.Internal, err, "demo: table %s", s.table)
		}
		t := &table{}
		if err := yaml.Unmarshal(b, t); err != nil {
			return fail.As(fail.Internal, err, "demo: table %s", s.table)
		}
		w.columns[s.table] = t
	}
	return nil
}

// sheet is one file of rows: columns by name, in the order of the cells that rows emits. Coded cells are written as
// their Chinese word.
type sheet struct {
	table   string
	columns string // names parted by blanks
	format  string // csv, xlsx, gbk
	rows    func(w *world, emit func(cells ...string))
}

// header is the Chinese header, and per column the words of its codes.
func (w *world) header(s *sheet) (names []string, words []map[string]string, err error) {
	t := w.columns[s.table]
	for _, name := range strings.Fields(s.columns) {
		found := false
		for _, c := range t.Columns {
			if c.Name == name {
				names, words, found = append(names, c.Zh), append(words, firstWords(c.Values)), true
			}
		}
		if !found {
			return nil, nil, fail.New(fail.Internal, "demo: table %s has no column %s", s.table, name)
		}
	}
	return names, words, nil
}

func firstWords(values map[string]string) map[string]string {
	out := map[string]string{}
	for code, synonyms := range values {
		out[code], _, _ = strings.Cut(synonyms, "|")
	}
	return out
}

// writeSheet writes one table and returns its rows.
func (w *world) writeSheet(dir string, s *sheet) (int64, error) {
	names, words, err := w.header(s)
	if err != nil {
		return 0, err
	}
	base := filepath.Join(dir, "合成_"+w.columns[s.table].Title.Zh)
	coded := func(cells []string) {
		for k, c := range cells {
			if word := words[k][c]; word != "" {
				cells[k] = word
			}
		}
	}
	if s.format == "xlsx" {
		return writeXLSX(base+".xlsx", names, coded, func(emit func(...string)) { s.rows(w, emit) })
	}
	return writeCSV(base+".csv", s.format, names, coded, func(emit func(...string)) { s.rows(w, emit) })
}

func writeCSV(path, format string, names []string, coded func([]string), rows func(func(...string))) (int64, error) {
	file, err := os.Create(path)
	if err != nil {
		return 0, fail.As(fail.Unavailable, err, "write %s", path)
	}
	out := bufio.NewWriterSize(file, 1<<16)
	text := bufio.NewWriterSize(out, 1<<16)
	if format == "gbk" {
		text = bufio.NewWriterSize(simplifiedchinese.GB18030.NewEncoder().Writer(out), 1<<16)
	} else {
		out.WriteString("\xef\xbb\xbf")
	}
	writeCells(text, names)
	n := int64(0)
	rows(func(cells ...string) {
		coded(cells)
		writeCells(text, cells)
		n++
	})
	for _, e := range []error{text.Flush(), out.Flush(), file.Close()} {
		if err == nil {
			err = e
		}
	}
	return n, fail.As(fail.Unavailable, err, "write %s", path)
}

func writeCells(out *bufio.Writer, cells []string) {
	for k, c := range cells {
		if k > 0 {
			out.WriteByte(',')
		}
		if strings.ContainsAny(c, ",\"\n") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		out.WriteString(c)
	}
	out.WriteByte('\n')
}

// writeXLSX streams rows of text cells. The sheet is named as the file says: 合成.
func writeXLSX(path string, names []string, coded func([]string), rows func(func(...string))) (n int64, err error) {
	book := excelize.NewFile()
	defer book.Close()
	if err = book.SetSheetName("Sheet1", "合成数据"); err != nil {
		return 0, fail.As(fail.Internal, err, "write %s", path)
	}
	out, err := book.NewStreamWriter("合成数据")
	if err != nil {
		return 0, fail.As(fail.Internal, err, "write %s", path)
	}
	put := func(cells []string) {
		at, e := excelize.CoordinatesToCellName(1, int(n)+1)
		row := make([]any, len(cells))
		for k, c := range cells {
			row[k] = c
		}
		for _, e := range []error{e, out.SetRow(at, row)} {
			if err == nil {
				err = e
			}
		}
		n++
	}
	put(names)
	rows(func(cells ...string) { coded(cells); put(cells) })
	for _, step := range []func() error{out.Flush, func() error { return book.SaveAs(path) }} {
		if err == nil {
			err = step()
		}
	}
	return n - 1, fail.As(fail.Unavailable, err, "write %s", path)
}
