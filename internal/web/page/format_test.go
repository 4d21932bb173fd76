package page

import (
	"testing"
	"time"
)

func TestFormat(t *testing.T) {
	zh, en := Format{"zh"}, Format{"en"}
	for _, c := range []struct{ got, want string }{
		{zh.Number(int64(1234567)), "1,234,567"},
		{zh.Number(0.123456), "0.123"},
		{zh.Number(-12.5), "−12.5"},
		{zh.Number("1234.50"), "1,234"},
		{zh.Number(nil), "–"},
		{zh.Money("123456789012.00"), "1,235 亿元"},
		{zh.Money(52000.0), "5.2 万元"},
		{zh.Money(999.0), "999 元"},
		{en.Money("123456789012.00"), "CNY 123.5 bn"},
		{en.Money(999.0), "CNY 999"},
		{zh.Share(0.7432), "74.3%"},
		{zh.Date(time.Date(2015, 1, 23, 0, 0, 0, 0, time.UTC)), "2015-01-23"},
		{zh.Time(time.Date(2015, 1, 23, 20, 30, 0, 0, time.UTC)), "2015-01-24 04:30"},
		{zh.Bytes(1_234_567), "1.2 MB"},
		{zh.Bytes(12), "12 B"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
