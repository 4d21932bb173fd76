package patent

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// open reads a packed table of real data, column by name; the test skips where the data are absent.
func open(t *testing.T, name, column string, comma rune) []string {
	t.Helper()
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, "patents", name))
	if err != nil {
		t.Skip("no real data:", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(z)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for k, h := range head {
		if strings.TrimPrefix(h, "\ufeff") == column {
			at = k
		}
	}
	var out []string
	for row, err := r.Read(); err != io.EOF; row, err = r.Read() {
		if err == nil && at < len(row) {
			out = append(out, row[at])
		}
	}
	return out
}

// Every application number of a real Chinese table that carries a check digit verifies.
func TestRealApplications(t *testing.T) {
	checked := 0
	numbers := open(t, "cn-patents/taian_shandong_two_thirds.csv.gz", "申请号", ',')
	for _, raw := range numbers {
		n := ParseApplication(raw, "CN")
		if !n.OK() || n.CheckKnown && !n.CheckOK || n.Type < '1' {
			t.Errorf("%q: %+v", raw, n)
		}
		if n.CheckKnown {
			checked++
		}
	}
	if len(numbers) != 4946 || len(numbers)-checked != 7 { // nine in the whole table of which this is two thirds
		t.Errorf("%d numbers, %d without check digit", len(numbers), len(numbers)-checked)
	}
}

// Its main classes are IPC symbols or Locarno classes, nothing else.
func TestRealClasses(t *testing.T) {
	locarno := 0
	for _, raw := range open(t, "cn-patents/taian_shandong_two_thirds.csv.gz", "主分类号", ',') {
		if raw == "" {
			continue
		}
		c, ok := ParseClass(raw)
		if !ok {
			t.Errorf("%q", raw)
		}
		if c.Scheme == Locarno {
			locarno++
		}
	}
	if locarno == 0 {
		t.Error("no design class found")
	}
}

// The symbols of the IPC of 2026 are their own normal form.
func TestRealSymbols(t *testing.T) {
	symbols := open(t, "classification/ipc_2026_zh_titles.tsv.gz", "code", '\t')
	if len(symbols) < 70000 {
		t.Fatalf("%d symbols", len(symbols))
	}
	for _, s := range symbols {
		if c, ok := ParseIPC(s); !ok || c.Normal != s && c.Normal != s+"/00" {
			t.Errorf("%q: %q %v", s, c.Normal, ok)
		}
	}
}

// Publication numbers with hyphens are understood but for a remainder that is listed when it grows.
func TestRealPublications(t *testing.T) {
	numbers := open(t, "tables/lens_google_20k_publication_numbers.csv.gz", "publication_number", ',')
	var refused []string
	for _, raw := range numbers {
		if n := ParsePublication(raw, "", ""); !n.OK() || n.Kind == "" {
			refused = append(refused, raw+" "+n.Reason)
		}
	}
	if len(refused)*1000 > len(numbers) {
		t.Errorf("%d of %d refused: %s", len(refused), len(numbers), strings.Join(refused[:min(40, len(refused))], ", "))
	}
}
