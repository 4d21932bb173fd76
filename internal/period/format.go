package period

import (
	"fmt"
	"time"
)

// Format writes the period for people, in Chinese ("zh") or English ("en").
func (p Period) Format(language string) string {
	text := p.inChinese()
	if language == "en" {
		text = p.inEnglish()
	}
	switch {
	case p.AtEnd && language == "en":
		return "end of " + text
	case p.AtEnd:
		return text + "末"
	}
	return text
}

func (p Period) inChinese() string {
	switch p.Kind {
	case Quarter:
		return fmt.Sprintf("%d年第%d季度", p.Year, p.Index)
	case Month:
		return fmt.Sprintf("%d年%d月", p.Year, p.Index)
	case Plan:
		return fmt.Sprintf("“%s五”（%d—%d年）", numeral(p.Index), p.Year, p.LastYear())
	}
	return fmt.Sprintf("%d年", p.Year)
}

func (p Period) inEnglish() string {
	switch p.Kind {
	case Quarter:
		return fmt.Sprintf("Q%d %d", p.Index, p.Year)
	case Month:
		return fmt.Sprintf("%s %d", time.Month(p.Index), p.Year)
	case Plan:
		return fmt.Sprintf("%s Five-Year Plan (%d–%d)", ordinal(p.Index), p.Year, p.LastYear())
	}
	return fmt.Sprint(p.Year)
}

// numeral writes 1 … 99 in Chinese.
func numeral(n int) string {
	units := []rune(numerals)
	digit := func(n int) string {
		if n == 0 {
			return ""
		}
		return string(units[n-1])
	}
	switch {
	case n < 10:
		return digit(n)
	case n < 20:
		return "十" + digit(n%10)
	}
	return digit(n/10) + "十" + digit(n%10)
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
