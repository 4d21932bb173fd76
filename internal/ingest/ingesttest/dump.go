package ingesttest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"asterism/internal/lake"
)

// skipped are the columns that differ from import to import, or repeat the file.
var skipped = map[string]bool{"batch": true, "file": true, "source_row": true}

// dump writes every raw row as a line of name=value pairs, without missing values.
func dump(t *testing.T, l *lake.Lake) string {
	t.Helper()
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out strings.Builder
	for _, table := range r.Snapshot().Tables {
		if table.Name == "raw.batch" || table.Name == "raw.file" || table.Name == "raw.finding" {
			continue
		}
		rows, err := r.Query(context.Background(), "select * from "+table.Name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "# %s\n%s\n", table.Name, strings.Join(lines(rows), "\n"))
	}
	return out.String()
}

func lines(rows *lake.Rows) []string {
	out := make([]string, len(rows.Data))
	for i, row := range rows.Data {
		line := fmt.Sprintf("%06d", valueOf(rows, row, "record"))
		for c, v := range row {
			if name := rows.Columns[c].Name; v != nil && !skipped[name] {
				line += " " + name + "=" + shown(v)
			}
		}
		out[i] = line
	}
	sort.Strings(out)
	return out
}

func valueOf(rows *lake.Rows, row []any, column string) int64 {
	for c, v := range row {
		if n, ok := v.(int64); ok && rows.Columns[c].Name == column {
			return n
		}
	}
	return 0
}

// shown is a value on one line, cut at 120 bytes.
func shown(v any) string {
	s := fmt.Sprint(v)
	if at, ok := v.(time.Time); ok {
		s = at.Format("2006-01-02")
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 120 {
		s = fmt.Sprintf("%s…(%d bytes)", strings.ToValidUTF8(s[:120], ""), len(s))
	}
	return s
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; look at the rows, then write it with -update:\n%s", err, got)
	}
	if got != string(want) {
		t.Errorf("%s: %s", filepath.Base(path), firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < max(len(a), len(b)); i++ {
		x, y := at(a, i), at(b, i)
		if x != y {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, x, y)
		}
	}
	return "no difference"
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// places are up to 24 offsets spread over n bytes, close together at both ends.
func places(n int) []int {
	seen, out := map[int]bool{}, []int(nil)
	add := func(i int) {
		if i >= 0 && i < n && !seen[i] {
			seen[i] = true
			out = append(out, i)
		}
	}
	for _, i := range []int{0, 1, 2, 3, n - 1, n - 2, n - 3} {
		add(i)
	}
	for i := 1; i < 18; i++ {
		add(i * n / 18)
	}
	sort.Ints(out)
	return out
}

func numbered(what string, n int, sample string) string {
	return fmt.Sprintf("%s-%08d%s", what, n, filepath.Ext(sample))
}

func put(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func gz(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
