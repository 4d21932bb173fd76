package period

import (
	"regexp"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

var (
	isoYear    = regexp.MustCompile(`^(\d{4})年?度?$`)
	isoQuarter = regexp.MustCompile(`^(\d{4})[-/ ]?Q([1-4])$`)
	hanQuarter = regexp.MustCompile(`^(\d{4})年第?([1-4一二三四])季度?$`)
	isoMonth   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})$`)
	hanMonth   = regexp.MustCompile(`^(\d{4})年(\d{1,2})月份?$`)
	isoPlan    = regexp.MustCompile(`^FYP(\d{1,2})$`)
	hanPlan    = regexp.MustCompile(`^第?([一二三四五六七八九十]{1,3})(?:个)?五(?:年规划|年计划)?(?:期间|时期|规划)?$`)
)

// Parse reads a period: 2015, 2015年, 2015-Q1, 2015年第一季度, 2015-03, 2015年3月, FYP12, 十二五, “十三五”期间; with 末,
// 年末 or 年底 behind it, the period's end (AtEnd; of a plan, its last year). What is none of these is fail.Invalid.
func Parse(text string) (Period, error) {
	s := tidy(text)
	s, atEnd := cutEnd(s)
	for _, read := range []func(string) (Period, bool){year, quarter, month, plan} {
		if p, ok := read(s); ok {
			return ended(p, atEnd), nil
		}
	}
	return Period{}, fail.New(fail.Invalid, "%q is no year, quarter, month or five-year plan; write 2015, 2015-Q1, 2015-03 or 十二五", text)
}

// tidy drops blanks and quotation marks and makes full-width digits and letters plain.
func tidy(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("“”\"'‘’《》　 ", r):
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, strings.TrimSpace(text))
}

func cutEnd(s string) (string, bool) {
	for _, end := range []string{"期末", "年末", "年底", "末"} {
		if rest, ok := strings.CutSuffix(s, end); ok {
			return rest, true
		}
	}
	return s, false
}

// ended gives a plan's end the form of its last year: 十三五末 is the end of 2020.
func ended(p Period, atEnd bool) Period {
	if !atEnd {
		return p
	}
	if p.Kind == Plan {
		p = OfYear(p.LastYear())
	}
	p.AtEnd = true
	return p
}

func year(s string) (Period, bool) {
	m := isoYear.FindStringSubmatch(s)
	if m == nil {
		return Period{}, false
	}
	return OfYear(digits(m[1])), true
}

func quarter(s string) (Period, bool) {
	m := isoQuarter.FindStringSubmatch(s)
	if m == nil {
		m = hanQuarter.FindStringSubmatch(s)
	}
	if m == nil {
		return Period{}, false
	}
	n := digits(m[2])
	if n == 0 {
		n = chinese(m[2])
	}
	return Period{Kind: Quarter, Year: digits(m[1]), Index: n}, true
}

func month(s string) (Period, bool) {
	m := isoMonth.FindStringSubmatch(s)
	if m == nil {
		m = hanMonth.FindStringSubmatch(s)
	}
	if m == nil || digits(m[2]) < 1 || digits(m[2]) > 12 {
		return Period{}, false
	}
	return Period{Kind: Month, Year: digits(m[1]), Index: digits(m[2])}, true
}

func plan(s string) (Period, bool) {
	if m := isoPlan.FindStringSubmatch(s); m != nil {
		return OfPlan(digits(m[1]))
	}
	m := hanPlan.FindStringSubmatch(s)
	if m == nil {
		return Period{}, false
	}
	return OfPlan(chinese(m[1]))
}

// digits reads what a pattern has matched as digits, else 0.
func digits(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

const numerals = "一二三四五六七八九"

// chinese reads 一 … 九十九; 0 for anything else.
func chinese(s string) int {
	one := func(s string) int {
		if i := strings.Index(numerals, s); s != "" && len(s) == 3 && i >= 0 {
			return i/3 + 1
		}
		return 0
	}
	tens, units, has := strings.Cut(s, "十")
	switch {
	case !has:
		return one(s)
	case tens != "" && one(tens) == 0, units != "" && one(units) == 0:
		return 0
	case tens == "":
		return 10 + one(units)
	}
	return 10*one(tens) + one(units)
}
