package lake

import (
	"context"
	"testing"

	"asterism/internal/fail"
)

func TestMemoryLimit(t *testing.T) {
	l := openLake(t, Options{MemoryLimit: "64MB", Threads: 1})
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	_, err = r.Query(context.Background(), "select list(range) from range(30000000)")
	if fail.KindOf(err) != fail.Unavailable {
		t.Errorf("got %v", err)
	}
	// Sorting more than the limit spills.
	rows, err := r.Query(context.Background(), "select max(n) from (select row_number() over (order by hash(range)) as n from range(4000000))")
	if err != nil || rows.Data[0][0] != int64(4000000) {
		t.Errorf("spilling sort: %v %v", rows, err)
	}
}
