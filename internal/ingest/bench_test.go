package ingest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"asterism/patent"
)

// csvOfPatents writes n plainly artificial patents: the six columns a list of patents has at least.
func csvOfPatents(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "patents.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "专利名称,申请号,申请人,申请日,主分类号,公开（公告）号")
	for i := range n {
		year := 2004 + i%16
		number := fmt.Sprintf("%d1%07d", year, i%10000000)
		check, _ := patent.CNCheckDigit(number)
		fmt.Fprintf(w, "一种合成示例装置%d,CN%s.%c,合成示例企业%d有限公司;合成示例大学%d,%d-%02d-%02d,H01L%d/%02d,CN1%08dA\n",
			i, number, check, i%5000, i%50, year, 1+i%12, 1+i%28, 1+i%51, i%60, i)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	return path
}

// BenchmarkImportCSV imports a list of patents into a fresh lake; rows/s is the figure that counts. Size it with
// ASTERISM_BENCH_ROWS (default 200,000; the goal is stated for 5,000,000).
func BenchmarkImportCSV(b *testing.B) {
	n := 200000
	if v, err := strconv.Atoi(os.Getenv("ASTERISM_BENCH_ROWS")); err == nil {
		n = v
	}
	path := csvOfPatents(b, n)
	for b.Loop() {
		res := mustRun(b, openLake(b), Request{Paths: []string{path}, Jobs: min(2, runtime.GOMAXPROCS(0))})
		if res.Files[0].Accepted != int64(n) {
			b.Fatalf("%+v", res.Files[0])
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkReadCSV measures the reader alone.
func BenchmarkReadCSV(b *testing.B) {
	path := csvOfPatents(b, 200000)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		c := newCSVReader(f, plainDialect, Limits{}.orDefault())
		for err == nil {
			_, _, err = c.next(blockRows)
		}
		f.Close()
	}
}
