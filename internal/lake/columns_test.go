package lake

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"

	"asterism/internal/fail"
)

func TestColumns(t *testing.T) {
	r := reader(t)
	for range 10 { // connections come back
		records, err := r.Columns(context.Background(), "select id, name from raw.firm where id <= ?", 500)
		check(t, err)
		var sum, rows int64
		for records.Next() {
			record := records.RecordBatch()
			for _, id := range record.Column(0).(*array.Int64).Int64Values() {
				sum += id
			}
			rows += record.NumRows()
		}
		check(t, records.Err())
		records.Release()
		if sum != 500*501/2 || rows != 500 {
			t.Errorf("sum %d of %d rows", sum, rows)
		}
	}
	if _, err := r.Columns(context.Background(), "select nothing"); fail.KindOf(err) != fail.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestCopyTo(t *testing.T) {
	r := reader(t)
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "it's.out")
	for _, format := range []string{"parquet", "csv", "json"} {
		n, err := r.CopyTo(ctx, "select id, name from raw.firm order by id -- all of them", file, format)
		if err != nil || n != 1000 {
			t.Fatalf("%s: %d %v", format, n, err)
		}
		data, err := os.ReadFile(file)
		check(t, err)
		if got := countRows(t, format, data); got != 1000 {
			t.Errorf("%s holds %d rows", format, got)
		}
	}
	if _, err := r.CopyTo(ctx, "select 1", file, "dbf"); fail.KindOf(err) != fail.Invalid {
		t.Errorf("got %v", err)
	}
}

func countRows(t *testing.T, format string, data []byte) int {
	t.Helper()
	switch format {
	case "csv":
		lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		check(t, err)
		return len(lines) - 1
	case "json":
		var rows []map[string]any
		check(t, json.Unmarshal(data, &rows))
		return len(rows)
	}
	if !bytes.HasPrefix(data, []byte("PAR1")) || !bytes.HasSuffix(data, []byte("PAR1")) {
		t.Error("no Parquet file")
	}
	return 1000
}

// BenchmarkColumns reads twelve columns of five million rows into Arrow.
func BenchmarkColumns(b *testing.B) {
	ctx := context.Background()
	l, err := Open(ctx, b.TempDir(), Options{})
	check(b, err)
	defer l.Close()
	importFirms(b, l, "b1", 1, 1)
	r, err := l.Read(ctx, 0)
	check(b, err)
	defer r.Close()
	for b.Loop() {
		records, err := r.Columns(ctx, "select range as a, range * 2 as b, range % 7 as c from range(5000000)")
		check(b, err)
		for records.Next() {
		}
		records.Release()
	}
}
