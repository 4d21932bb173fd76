package page

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Format writes values for people in one language. Codes and years are never grouped; what is missing is "–".
type Format struct{ Lang string }

const missing = "–"

// text is the plain form of a value, as URLs and the JSON interface use it.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		if v.Hour()+v.Minute()+v.Second() == 0 {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.RFC3339)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// toFloat reads numbers in all forms a lake's rows have, decimals as text included.
func toFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case float64:
		return v, !math.IsNaN(v)
	case string:
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil
	}
	return 0, false
}

// Number groups thousands and keeps at most three significant decimals.
func (f Format) Number(v any) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	return grouped(x, decimalsOf(x))
}

func decimalsOf(x float64) int {
	switch a := math.Abs(x); {
	case a == math.Trunc(a) || a >= 1000:
		return 0
	case a >= 100:
		return 1
	case a >= 1:
		return 2
	}
	return 3
}

func grouped(x float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(x), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		whole += "." + fraction
	}
	if x < 0 {
		return "−" + whole
	}
	return whole
}

// scale is a unit of money with its size in CNY.
type scale struct {
	by     float64
	zh, en string
}

var scales = []scale{{1e8, "亿元", "CNY 100m"}, {1e4, "万元", "CNY 10k"}, {1, "元", "CNY"}}

// scaleOf chooses the unit for a column or a figure by its largest amount.
func scaleOf(most float64, language string) scale {
	if language == "en" {
		return scaleEnglish(most)
	}
	for _, s := range scales {
		if math.Abs(most) >= s.by {
			return s
		}
	}
	return scales[len(scales)-1]
}

func scaleEnglish(most float64) scale {
	for _, s := range []scale{{1e9, "", "CNY bn"}, {1e6, "", "CNY m"}} {
		if math.Abs(most) >= s.by {
			return s
		}
	}
	return scale{1, "元", "CNY"}
}

func (s scale) name(language string) string {
	if language == "en" {
		return s.en
	}
	return s.zh
}

// of is an amount in the unit; what is not known is a gap.
func (s scale) of(v any) float64 {
	x, ok := toFloat(v)
	if !ok {
		return math.NaN()
	}
	return x / s.by
}

// Money writes an amount of CNY with its unit: 1,234.5 亿元.
func (f Format) Money(v any) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	s := scaleOf(x, f.Lang)
	if f.Lang == "en" {
		return strings.TrimSpace("CNY " + f.Number(x/s.by) + strings.TrimPrefix(s.en, "CNY"))
	}
	return f.Number(x/s.by) + " " + s.zh
}

// Share writes a share of 0–1 as a percentage.
func (f Format) Share(v any) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	return grouped(100*x, 1) + "%"
}

// Date writes a day.
func (f Format) Date(v any) string {
	t, ok := v.(time.Time)
	if !ok || t.IsZero() {
		return missing
	}
	return t.Format(time.DateOnly)
}

// shanghai is where the product's users read clocks.
var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// Time writes an instant in Chinese time.
func (f Format) Time(t time.Time) string {
	if t.IsZero() {
		return missing
	}
	return t.In(shanghai).Format("2006-01-02 15:04")
}

// Bytes writes a size of storage.
func (f Format) Bytes(n int64) string {
	x, units := float64(n), []string{"B", "kB", "MB", "GB", "TB"}
	for x >= 1000 && len(units) > 1 {
		x, units = x/1000, units[1:]
	}
	return grouped(x, map[bool]int{true: 0, false: 1}[x >= 100 || units[0] == "B"]) + " " + units[0]
}
