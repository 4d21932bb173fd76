package ingest

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"asterism/internal/lake"
)

var everyKind = newRawTable("raw.every_kind", []column{{"title", kindText}, {"office", kindText}, {"name", kindText}, {"count", kindWhole},
	{"year", kindSmall}, {"share", kindFloat}, {"amount", kindMoney}, {"application_date", kindDate}, {"listed", kindFlag}, {"never", kindText}})

// TestPartsReadBack writes random rows of every kind, with gaps of every density and a dictionary that overflows, and
// reads them with the library's own reader.
func TestPartsReadBack(t *testing.T) {
	for seed := range uint64(6) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		dir, want := t.TempDir(), [][]string(nil)
		p := &parts{dir: dir, open: map[*rawTable]*part{}}
		for n := range 4 + rnd.IntN(20) {
			w := newRows(everyKind)
			for range 1 + rnd.IntN([]int{3, 3000, 17000}[rnd.IntN(3)]) {
				want = append(want, randomRow(rnd, w, seed, int64(len(want)), n))
			}
			if err := p.emit(everyKind, w.take()); err != nil {
				t.Fatal(err)
			}
		}
		list, err := p.close()
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for _, f := range list {
			got = append(got, readBack(t, filepath.Join(dir, f.File))...)
		}
		if len(got) != len(want) {
			t.Fatalf("seed %d: %d rows, want %d", seed, len(got), len(want))
		}
		for i := range want {
			if !slices.Equal(want[i], got[i]) {
				t.Fatalf("seed %d, row %d: %s", seed, i, cmp.Diff(want[i], got[i]))
			}
		}
	}
}

// randomRow adds a row and returns it as its reader shall show it.
func randomRow(rnd *rand.Rand, w *rows, seed uint64, record int64, n int) []string {
	given := func() bool { return rnd.Uint64()%(seed+1) == 0 }
	row := make([]string, 0, len(everyKind.columns))
	text := func(s string) {
		if !given() {
			s = ""
		}
		w.text(s)
		row = append(row, s)
	}
	put := func(s string, add func()) {
		if !given() {
			w.null()
			row = append(row, "")
			return
		}
		add()
		row = append(row, s)
	}
	text(fmt.Sprintf("合成 %d", rnd.Uint32()))
	text([]string{"CN", "US", "EP"}[rnd.IntN(1+n%3)])
	text(fmt.Sprintf("名称%d", rnd.IntN(100000)))
	count, year, cents := int64(rnd.Uint64()), int32(rnd.Uint32()), rnd.Int64N(1<<50)-1<<49
	if seed%2 == 0 {
		count, year = record, 2000+int32(record/100)
	}
	put(strconv.FormatInt(count, 10), func() { w.whole(count) })
	put(strconv.Itoa(int(year)), func() { w.small(int(year)) })
	put("0.5", func() { w.float(0.5) })
	put(strings.TrimSpace(fmt.Sprintf("%d", cents)), func() { w.money(big.NewInt(cents)) })
	days := rnd.IntN(40000) - 20000
	put(strconv.Itoa(days), func() { w.date(day{int32(days), true}) })
	listed := rnd.IntN(2) == 0
	put(strconv.FormatBool(listed), func() { w.flag(&listed) })
	text("")
	filled, cells := w.filled, []string{"a\"b", strconv.FormatInt(record, 10), ""}
	w.provenance(place{batch: "b1", file: "f1", record: record, line: record + 2}, cells)
	return append(row, "b1", "f1", strconv.FormatInt(record, 10), strconv.FormatInt(record+2, 10), "", strconv.Itoa(int(filled)), jsonCells(cells))
}

// readBack shows a file's rows by the table's columns; what the file does not hold is missing.
func readBack(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := pqarrow.NewFileReader(f, pqarrow.ArrowReadProperties{BatchSize: 1000}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	table, err := r.ReadTable(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]string, table.NumRows())
	for i := range out {
		out[i] = make([]string, len(everyKind.columns))
	}
	for c, col := range everyKind.columns {
		at := table.Schema().FieldIndices(col.name)
		if len(at) == 0 {
			continue
		}
		row := 0
		for _, a := range table.Column(at[0]).Data().Chunks() {
			for i := range a.Len() {
				out[row][c] = shownValue(a, i)
				row++
			}
		}
	}
	return out
}

func shownValue(a interface {
	IsNull(int) bool
	ValueStr(int) string
}, i int) string {
	if a.IsNull(i) {
		return ""
	}
	switch a := a.(type) {
	case *array.Date32:
		return strconv.Itoa(int(a.Value(i)))
	case *array.Decimal128:
		return a.Value(i).BigInt().String()
	}
	return a.ValueStr(i)
}

// TestSameRowsSameBytes: parts do not depend on how many read, nor on chance.
func TestSameRowsSameBytes(t *testing.T) {
	path := csvOfPatents(t, 70000)
	parts := func(jobs int) string {
		l := openLake(t)
		mustRun(t, l, Request{Paths: []string{path}, Jobs: jobs})
		return partHashes(t, l)
	}
	want := parts(1)
	for _, jobs := range []int{2, 4, 4, 7} {
		if got := parts(jobs); got != want {
			t.Errorf("%d jobs:\n%s\none:\n%s", jobs, got, want)
		}
	}
}

// partHashes lists the patent tables' parts in their order, by what their files hold.
func partHashes(t *testing.T, l *lake.Lake) string {
	t.Helper()
	s, err := l.Current()
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, table := range s.Tables {
		for _, p := range table.Parts {
			if !strings.HasPrefix(table.Name, "raw.patent") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(l.Dir(), p.Path))
			if err != nil {
				t.Fatal(err)
			}
			out += fmt.Sprintf("%s %d %x\n", table.Name, p.Rows, shaOf(data))
		}
	}
	return out
}

// A column that one file of an import fills and the next does not stands empty in the next one's part; the engine
// has to read it.
func TestColumnEmptyInLaterPart(t *testing.T) {
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{
		write(t, "a.csv", []byte("专利名称,申请号,省份\n合成一,CN201510163325.6,山东\n")),
		write(t, "b.csv", []byte("专利名称,申请号,法律状态\n合成二,CN201710117081.7,授权\n")),
	}})
	got := query(t, l, "select count(distinct applicant_region), count(distinct legal_status), count(distinct legal_status_raw) from raw.patent")
	if got != "1 1 1" {
		t.Error(got)
	}
}
