package lake

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"asterism/internal/fail"
)

func reader(t *testing.T) *Reader {
	t.Helper()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 1000)
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	t.Cleanup(func() { r.Close() })
	return r
}

func TestValues(t *testing.T) {
	r := reader(t)
	day := time.Date(2015, 4, 1, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		sql  string
		want any
	}{
		{"null", nil}, {"true", true}, {"'省'", "省"}, {"1::tinyint", int64(1)}, {"1::smallint", int64(1)}, {"1::integer", int64(1)},
		{"1::utinyint", int64(1)}, {"1::usmallint", int64(1)}, {"1::uinteger", int64(1)}, {"1::ubigint", int64(1)},
		{"18446744073709551615::ubigint", "18446744073709551615"}, {"sum(1::bigint)", int64(1)}, {"9223372036854775808::hugeint", "9223372036854775808"},
		{"1.5::float", 1.5}, {"1.5::double", 1.5}, {"1.2::decimal(20,2)", "1.20"}, {"-0.05::decimal(20,2)", "-0.05"}, {"7::decimal(5,0)", "7"},
		{"-12345678901234567890.123::decimal(38,3)", "-12345678901234567890.123"}, {"date '2015-04-01'", day}, {"timestamp '2015-04-01 00:00:00'", day},
		{"time '10:20:30.5'", "10:20:30.5"}, {"'ab'::blob", []byte("ab")}, {"[1::tinyint, null]", []any{int64(1), nil}},
		{"{'a': 1.20::decimal(4,2)}", map[string]any{"a": "1.20"}}, {"'6e0f6f2e-2a3c-4f4e-8a27-0c3c7c0f9a11'::uuid", "6e0f6f2e-2a3c-4f4e-8a27-0c3c7c0f9a11"},
	}
	for _, c := range cases {
		rows, err := r.Query(context.Background(), "select "+c.sql)
		check(t, err)
		if d := cmp.Diff(c.want, rows.Data[0][0]); d != "" {
			t.Errorf("%s: %s", c.sql, d)
		}
	}
}

func TestArguments(t *testing.T) {
	rows, err := reader(t).Query(context.Background(), "select count(*) from raw.firm where id > ? and batch = ?", 990, "b1")
	check(t, err)
	if rows.Data[0][0] != int64(10) {
		t.Errorf("%v", rows.Data)
	}
}

func TestQueryErrors(t *testing.T) {
	r := reader(t)
	for _, q := range []string{"selec", "select a from raw.nothing", "select nothing from raw.firm", "select cast('x' as integer)"} {
		if _, err := r.Query(context.Background(), q); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", q, err)
		}
	}
}
