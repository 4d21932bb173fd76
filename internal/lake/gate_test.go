package lake

import (
	"context"
	"testing"
)

func TestUserSmoke(t *testing.T) {
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 10)
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	rows, err := r.QueryUser(context.Background(), "select count(*) from raw.firm", QueryLimit{})
	check(t, err)
	t.Log(rows)
}
