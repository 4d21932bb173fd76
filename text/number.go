package text

import (
	"math"
	"strconv"
	"strings"
)

// magnitudes of Chinese quantities, the longest first.
var magnitudes = []struct {
	word  string
	scale float64
}{
	{"万亿", 1e12}, {"千亿", 1e11}, {"百亿", 1e10}, {"十亿", 1e9}, {"亿", 1e8}, {"千万", 1e7}, {"百万", 1e6}, {"十万", 1e5}, {"万", 1e4}, {"千", 1e3}, {"百", 1e2},
}

var numberMarks = strings.NewReplacer("−", "-", "–", "-", " ", "")

// currencies and the unit they are reported as.
var currencies = []struct{ word, unit string }{
	{"人民币", "元"}, {"RMB", "元"}, {"CNY", "元"}, {"¥", "元"}, {"USD", "美元"}, {"US$", "美元"}, {"$", "美元"}, {"EUR", "欧元"}, {"€", "欧元"},
}

// Number reads a quantity as people type it: "１２．３万元", "1.2亿", "12%", "1,234", "(5.0)", "¥3千万", "1.5E+3". value is in
// the base unit (万, 亿 multiplied out, 12% = 0.12); unit is what stood behind ("元", "%", "人", "" none). Commas must
// part thousands (also 1,2345,6789 by ten-thousands is refused); "1,23", ranges and words are not numbers.
func Number(s string) (value float64, unit string, ok bool) {
	t := strings.ToUpper(Fold(s))
	t = numberMarks.Replace(t)
	t, unit = currency(t)
	negative := false
	if strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") {
		t, negative = t[1:len(t)-1], true
	}
	figure := t[:figureEnd(t)]
	value, ok = plainNumber(figure)
	if !ok || negative && value < 0 {
		return 0, "", false
	}
	scale, rest := magnitude(t[len(figure):])
	unit, scale, ok = unitOf(rest, unit, scale)
	if value *= scale; negative {
		value = -value
	}
	if math.IsInf(value, 0) {
		return 0, "", false
	}
	return value, unit, ok
}

func currency(t string) (rest, unit string) {
	for _, c := range currencies {
		if after, ok := strings.CutPrefix(t, c.word); ok {
			return after, c.unit
		}
	}
	return t, ""
}

// figureEnd is where the digits, sign, point, commas and exponent end.
func figureEnd(t string) int {
	i := 0
	for i < len(t) && strings.IndexByte("+-0123456789.,", t[i]) >= 0 {
		i++
	}
	if i == 0 || i+1 >= len(t) || t[i] != 'E' {
		return i
	}
	j := i + 1
	if t[j] == '+' || t[j] == '-' {
		j++
	}
	k := j
	for k < len(t) && t[k] >= '0' && t[k] <= '9' {
		k++
	}
	if k > j {
		return k
	}
	return i
}

func plainNumber(t string) (float64, bool) {
	whole, _, _ := strings.Cut(strings.TrimLeft(t, "+-"), ".")
	if strings.Contains(t, ",") {
		groups := strings.Split(whole, ",")
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
				return 0, false
			}
		}
		if strings.Contains(t[strings.LastIndexByte(t, ',')+1:], ",") || strings.Contains(afterPoint(t), ",") {
			return 0, false
		}
		t = strings.ReplaceAll(t, ",", "")
	}
	v, err := strconv.ParseFloat(t, 64)
	return v, err == nil && t != ""
}

func afterPoint(t string) string {
	_, after, _ := strings.Cut(t, ".")
	return after
}

func magnitude(t string) (float64, string) {
	for _, m := range magnitudes {
		if rest, ok := strings.CutPrefix(t, m.word); ok && !strings.HasPrefix(rest, "分") {
			return m.scale, rest
		}
	}
	return 1, t
}

// unitOf accepts what stands behind the figure: per cent and per mille scale, words stay as they are.
func unitOf(rest, unit string, scale float64) (string, float64, bool) {
	switch rest {
	case "%":
		return "%", scale / 100, unit == ""
	case "‰":
		return "‰", scale / 1000, unit == ""
	case "":
		return unit, scale, true
	}
	rest = strings.Trim(rest, "()")
	for _, c := range currencies {
		if word := strings.TrimSuffix(rest, c.word); word != rest && (word == "" || word == c.unit) {
			return c.unit, scale, true
		}
	}
	if unit == "" {
		unit = rest
	}
	return unit, scale, !strings.ContainsAny(rest, "0123456789.,+-%~") && len([]rune(rest)) <= 6
}
