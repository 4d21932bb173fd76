package xlsx

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestFormatCodes(t *testing.T) {
	for code, want := range map[string]format{
		"General": plainNumber, "0.00": plainNumber, "0.00E+00": plainNumber, `#,##0.00"元"`: plainNumber, "@": plainNumber, `[Red]0;[Green]-0`: plainNumber,
		"[h]:mm:ss": plainNumber, "[mm]:ss": plainNumber, `"d"0`: plainNumber, `\d0`: plainNumber, `0_d`: plainNumber, `0;yyyy`: plainNumber, "General;dd": plainNumber,
		"yyyy-mm-dd": fullDate, "m/d/yy": fullDate, "[$-409]d-mmm-yy;@": fullDate, "mmm-yy": monthDate, `yyyy"年"m"月"`: monthDate, "yyyy": yearDate, `e"年"`: yearDate,
		"h:mm": timeOfDay, "mm:ss": timeOfDay, "h:mm AM/PM": timeOfDay, "yyyy-mm-dd hh:mm:ss": fullDate, "[$-F800]dddd, mmmm dd, yyyy": fullDate, "m月": fullDate, "YYYY\\-MM\\-DD": fullDate,
		"[": plainNumber, `"`: plainNumber, "": plainNumber, `\`: plainNumber,
	} {
		if got := formatOf(code); got != want {
			t.Errorf("%q: %d, want %d", code, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		serial float64
		f      format
		base   bool
		want   string // empty: no date
	}{
		{42102, fullDate, false, "2015-04-08"}, {42102.5625, fullDate, false, "2015-04-08 13:30:00"}, {42102.9999999, fullDate, false, "2015-04-09"},
		{42095, monthDate, false, "2015-04"}, {42102, monthDate, false, "2015-04-08"}, {42005, yearDate, false, "2015"}, {42102, yearDate, false, "2015-04-08"},
		{1, fullDate, false, "1900-01-01"}, {59, fullDate, false, "1900-02-28"}, {60, fullDate, false, ""}, {61, fullDate, false, "1900-03-01"},
		{0, fullDate, false, ""}, {-3, fullDate, false, ""}, {2958465, fullDate, false, "9999-12-31"}, {2958466, fullDate, false, ""}, {1e300, fullDate, false, ""},
		{math.Inf(1), fullDate, false, ""}, {math.NaN(), fullDate, false, ""},
		{0.5625, timeOfDay, false, "13:30:00"}, {42102.5625, timeOfDay, false, "2015-04-08 13:30:00"}, {0, timeOfDay, false, "00:00:00"}, {0.999999, timeOfDay, false, "00:00:00"},
		{40640, fullDate, true, "2015-04-08"}, {0, fullDate, true, "1904-01-01"}, {0.25, timeOfDay, true, "06:00:00"},
	} {
		got, ok := appendDate(nil, c.serial, c.f, c.base)
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("%v as %d: %q, want %q", c.serial, c.f, got, c.want)
		}
	}
}

// Every day of the calendar agrees with excelize.
func TestDatesAgainstExcelize(t *testing.T) {
	for serial := 61.0; serial < 120_000; serial++ {
		for _, base := range []bool{false, true} {
			want, err := excelize.ExcelDateToTime(serial, base)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := appendDate(nil, serial, fullDate, base); string(got) != want.Format(time.DateOnly) {
				t.Fatalf("%v: %s, want %s", serial, got, want)
			}
		}
	}
}

func TestColumns(t *testing.T) {
	for n := 1; n <= maxColumns; n += 7 {
		name, err := excelize.ColumnNumberToName(n)
		if err != nil || column([]byte(name+"12")) != n {
			t.Fatalf("%s: %d, want %d", name, column([]byte(name+"12")), n)
		}
	}
	for _, ref := range []string{"", "12", "$A$1", "中1"} {
		if n := column([]byte(ref)); n != 0 {
			t.Errorf("%s: %d", ref, n)
		}
	}
	if n := column([]byte(fmt.Sprintf("%0100dA", 0))); n != 0 {
		t.Error(n)
	}
}
