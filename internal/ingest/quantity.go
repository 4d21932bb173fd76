package ingest

import (
	"math/big"
	"strings"

	"asterism/internal/finding"
	"asterism/patent"
	"asterism/text"
)

// scales are the factors of the units that stand in headers and cells, to the base unit of the column's type:
// CNY for money, 1 for shares and counts.
var scales = map[string]*big.Rat{"": big.NewRat(1, 1), "元": big.NewRat(1, 1), "人民币元": big.NewRat(1, 1), "cny": big.NewRat(1, 1), "rmb": big.NewRat(1, 1),
	"千元": big.NewRat(1e3, 1), "万元": big.NewRat(1e4, 1), "百万元": big.NewRat(1e6, 1), "千万元": big.NewRat(1e7, 1), "亿元": big.NewRat(1e8, 1), "万亿元": big.NewRat(1e12, 1),
	"万": big.NewRat(1e4, 1), "亿": big.NewRat(1e8, 1), "千": big.NewRat(1e3, 1), "万人": big.NewRat(1e4, 1), "人": big.NewRat(1, 1), "家": big.NewRat(1, 1), "户": big.NewRat(1, 1),
	"件": big.NewRat(1, 1), "项": big.NewRat(1, 1), "个": big.NewRat(1, 1), "台": big.NewRat(1, 1), "台套": big.NewRat(1, 1), "台(套)": big.NewRat(1, 1), "小时": big.NewRat(1, 1),
	"天": big.NewRat(1, 1), "月": big.NewRat(1, 1), "年": big.NewRat(1, 1), "次": big.NewRat(1, 1), "笔": big.NewRat(1, 1), "%": big.NewRat(1, 100), "％": big.NewRat(1, 100), "‰": big.NewRat(1, 1000),
	"km": big.NewRat(1, 1), "公里": big.NewRat(1, 1), "千米": big.NewRat(1, 1), "m": big.NewRat(1, 1000), "km2": big.NewRat(1, 1), "km²": big.NewRat(1, 1), "平方公里": big.NewRat(1, 1), "平方千米": big.NewRat(1, 1),
	"公顷": big.NewRat(1, 100), "亩": big.NewRat(1, 1500), "平方米": big.NewRat(1, 1e6), "㎡": big.NewRat(1, 1e6)}

var one, firstYear, lastYear = big.NewRat(1, 1), big.NewRat(1800, 1), big.NewRat(2200, 1)

// quantity reads a number exactly, with full-width digits, thousands separators and units: the unit in the cell, else
// the one in the header, else the column's own. A share column whose header says % is divided by 100.
func (s *Sink) quantity(c *TableCol, f Field) (*big.Rat, bool) {
	number, unit := splitUnit(text.Fold(f.Value))
	if unit == "" {
		unit = f.Unit
	}
	v, ok := exact(number)
	if !ok && c.Type == "year" {
		v, ok = yearOf(f.Value)
	}
	if !ok {
		return nil, false
	}
	v = scaled(c, v, unit)
	if c.Type == "share" && (v.Sign() < 0 || v.Cmp(one) > 0) {
		s.remark(finding.Warning, "value.share_range", c.Name, f.Value)
	}
	if c.Type == "year" && (v.Cmp(firstYear) < 0 || v.Cmp(lastYear) > 0) {
		return nil, false
	}
	return v, true
}

// scaled converts to the column's base unit. Areas and lengths only scale in columns of such a unit, so that 年 or 月
// behind a number never does.
func scaled(c *TableCol, v *big.Rat, unit string) *big.Rat {
	f, ok := scales[strings.ToLower(unit)]
	if !ok || c.Type == "year" || f.Cmp(one) == 0 {
		return v
	}
	return new(big.Rat).Mul(v, f)
}

// beside is what may stand among the digits of a number.
var beside = strings.NewReplacer(",", "", " ", "", "¥", "", "￥", "", "约", "")

// splitUnit parts "12.3万元" into number and unit; "2015年" into 2015 and 年.
func splitUnit(v string) (number, unit string) {
	v = beside.Replace(v)
	for i, r := range v {
		if !strings.ContainsRune("+-.0123456789eE", r) {
			return v[:i], v[i:]
		}
	}
	return v, ""
}

// yearOf is the year of a date: in workbooks a column of years often holds dates that only show their year.
func yearOf(v string) (*big.Rat, bool) {
	d, ok := patent.ParseDate(v)
	return big.NewRat(int64(d.Year), 1), ok && d.Year > 0
}

// exact reads a decimal of at most 40 characters; (1.5) as bookkeepers write −1.5 is not one.
func exact(number string) (*big.Rat, bool) {
	if number == "" || len(number) > 40 || hugeExponent(number) {
		return nil, false
	}
	if v, ok := plainRat(number); ok {
		return v, true
	}
	return new(big.Rat).SetString(number)
}

// plainRat reads what most cells hold, digits with at most one point among them, in a tenth of the time that SetString takes.
func plainRat(number string) (*big.Rat, bool) {
	whole, part, _ := strings.Cut(number, ".")
	if whole == "" || len(whole)+len(part) > 18 {
		return nil, false
	}
	digits, scale := int64(0), int64(1)
	for i, c := range []byte(whole + part) {
		if c < '0' || c > '9' {
			return nil, false
		}
		digits = digits*10 + int64(c-'0')
		if i >= len(whole) {
			scale *= 10
		}
	}
	if scale == 1 {
		return new(big.Rat).SetInt64(digits), true
	}
	return big.NewRat(digits, scale), true
}

// hugeExponent guards against 1e999999999, which would cost the memory to write it out.
func hugeExponent(number string) bool {
	i := strings.IndexAny(number, "eE")
	return i >= 0 && len(strings.TrimLeft(number[i+1:], "+-0")) > 2
}
