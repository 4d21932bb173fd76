package patent

import "testing"

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want, precision string }{
		{"2013.01.02", "2013-01-02", Day}, {"2009-08-21", "2009-08-21", Day}, {"21.08.2009", "2009-08-21", Day}, {"20140520", "2014-05-20", Day},
		{"2013/1/2", "2013-01-02", Day}, {"20121000", "2012-10", Month}, {"20120000", "2012", Year}, {"2012", "2012", Year}, {"2013-01", "2013-01", Month},
		{"2013.1", "2013-01", Month}, {"01/2013", "2013-01", Month}, {"201301", "2013-01", Month}, {"0", "", None}, {"9999-12-31", "", None}, {"9999", "", None},
		{"99991231", "", None}, {"0000-00-00", "", None}, {"2013年1月2日", "2013-01-02", Day}, {"2013年1月", "2013-01", Month}, {"2013年", "2013", Year},
		{"2013 年 01 月 02 日", "2013-01-02", Day}, {"二〇一三年一月二日", "2013-01-02", Day}, {"二○一五年十二月三十一日", "2015-12-31", Day}, {"2013年1月2号", "2013-01-02", Day},
		{"２０１３．０１．０２", "2013-01-02", Day}, {"2009-08-21T00:00:00Z", "2009-08-21", Day}, {"2013/1/2 0:00", "2013-01-02", Day}, {"2013-01-02 12:30:01.5", "2013-01-02", Day},
		{"21 Aug 2009", "2009-08-21", Day}, {"21-AUG-2009", "2009-08-21", Day}, {"Aug. 21, 2009", "2009-08-21", Day}, {"August 2009", "2009-08", Month}, {"1st March 2010", "2010-03-01", Day},
		{"25/04/2013", "2013-04-25", Day}, {"04/25/2013", "2013-04-25", Day}, {"04/04/2013", "2013-04-04", Day}, {"29.02.2012", "2012-02-29", Day}, {" 20140520 ", "2014-05-20", Day},
		{"2014-05-20;", "2014-05-20", Day}, {"2009 08 21", "2009-08-21", Day}, {"2009-8", "2009-08", Month}, {"9999-12-31 00:00:00", "", None},
	} {
		d, ok := ParseDate(c.in)
		if !ok || d.String() != c.want || d.Precision != c.precision {
			t.Errorf("ParseDate(%q) = %v %s %v, want %q %s", c.in, d, d.Precision, ok, c.want, c.precision)
		}
	}
}

func TestDatesRefused(t *testing.T) {
	for _, in := range []string{"", "-", "NA", "25/04/13", "04/05/2013", "2013-02-30", "2013-13-01", "20130230", "31.04.2013", "201212", "41276", "1.5", "soon", "2013年13月",
		"2013-01-02-03", "20131", "29.02.2013", "12", "2013年1", "13-4-5", "32/01/2013", "20130001"} {
		if d, ok := ParseDate(in); ok {
			t.Errorf("ParseDate(%q) = %v, want refusal", in, d)
		}
	}
}

func TestDateOrder(t *testing.T) {
	for _, c := range []struct {
		in    string
		order Order
		want  string
	}{
		{"25/04/13", DayFirst, "2013-04-25"}, {"04/25/13", MonthFirst, "2013-04-25"}, {"13/04/25", YearFirst, "2013-04-25"}, {"04/05/2013", DayFirst, "2013-05-04"},
		{"04/05/2013", MonthFirst, "2013-04-05"}, {"25/04/85", DayFirst, "1985-04-25"}, {"130425", YearFirst, "2013-04-25"}, {"25042013", DayFirst, "2013-04-25"},
		{"2013-04-25", DayFirst, "2013-04-25"}, {"25.04.13", DayFirst, "2013-04-25"},
	} {
		if d, ok := ParseDateOrder(c.in, c.order); !ok || d.String() != c.want {
			t.Errorf("ParseDateOrder(%q, %d) = %v %v, want %s", c.in, c.order, d, ok, c.want)
		}
	}
}

func TestExcelDate(t *testing.T) {
	for _, c := range []struct {
		serial float64
		old    bool
		want   string
	}{{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {41276, false, "2013-01-02"}, {41276.75, false, "2013-01-02"}, {39814, true, "2013-01-02"}} {
		if d, ok := ExcelDate(c.serial, c.old); !ok || d.String() != c.want {
			t.Errorf("ExcelDate(%v) = %v, want %s", c.serial, d, c.want)
		}
	}
	for _, bad := range []float64{0, -1, 60, 3e6} {
		if d, ok := ExcelDate(bad, false); ok {
			t.Errorf("ExcelDate(%v) = %v", bad, d)
		}
	}
}

// A date's own writing is read as the same date.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2013.01.02", "二〇一三年一月", "21 Aug 2009", "20121000", "25/04/13", "0"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, order int) {
		d, ok := ParseDateOrder(s, Order(order&3))
		if !ok || d.Precision == None {
			return
		}
		if again, ok := ParseDate(d.String()); !ok || again != d {
			t.Errorf("%q → %v → %v", s, d, again)
		}
	})
}
