package text

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		in, unit string
		want     float64
	}{
		{"１２．３万元", "元", 123000}, {"1.2亿", "", 1.2e8}, {"12%", "%", 0.12}, {"1,234", "", 1234}, {"1，234.5", "", 1234.5}, {"-3.5", "", -3.5}, {"(5.0)", "", -5}, {"¥3千万", "元", 3e7},
		{"1.5E+3", "", 1500}, {"3亿元", "元", 3e8}, {"200人", "人", 200}, {"1.5万人", "人", 15000}, {"5‰", "‰", 0.005}, {"$100", "美元", 100}, {"100美元", "美元", 100}, {"2万亿元", "元", 2e12},
		{"0", "", 0}, {"1,234,567.89", "", 1234567.89}, {" 12 345 ", "", 12345}, {"5百分点", "百分点", 5}, {"3亿元人民币", "元", 3e8}, {"10平方米", "平方米", 10}, {".5", "", 0.5}, {"1E3", "", 1000},
	} {
		got, unit, ok := Number(c.in)
		if !ok || math.Abs(got-c.want) > 1e-9*math.Abs(c.want) || unit != c.unit {
			t.Errorf("Number(%q) = %v %q %v, want %v %q", c.in, got, unit, ok, c.want, c.unit)
		}
	}
	for _, in := range []string{"", "-", "NA", "1,23", "1,2345", "约12", "12-13", "3~5万", "一百", "1.2.3", "%", "万元", "1.234,5", "Inf", "NaN", "0x10", "1_000", "1,234.5,6", "1e999"} {
		if v, u, ok := Number(in); ok {
			t.Errorf("Number(%q) = %v %q, want refusal", in, v, u)
		}
	}
}

func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"１２．３万元", "1.2亿", "12%", "1,234", "(5.0)", "¥3千万", "1.5E+3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, _, ok := Number(s); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("Number(%q) = %v", s, v)
		}
	})
}

// Values published by Winkler (1990) for Jaro and Jaro–Winkler, and the usual examples of edit distance.
func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		jaro   float64
		jw     float64
		levens int
	}{
		{"MARTHA", "MARHTA", 0.944, 0.961, 2}, {"DIXON", "DICKSONX", 0.767, 0.813, 4}, {"DWAYNE", "DUANE", 0.822, 0.840, 2}, {"SHACKLEFORD", "SHACKELFORD", 0.970, 0.982, 2},
		{"DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896, 2}, {"NICHLESON", "NICHULSON", 0.926, 0.956, 2}, {"JONES", "JOHNSON", 0.790, 0.832, 4}, {"ABROMS", "ABRAMS", 0.889, 0.922, 1},
		{"kitten", "sitting", 0.746, 0.746, 3}, {"", "", 1, 1, 0}, {"a", "", 0, 0, 1}, {"合成示例", "合成例示", 0.917, 0.933, 2},
	} {
		if j := Jaro(c.a, c.b); math.Abs(j-c.jaro) > 6e-4 {
			t.Errorf("Jaro(%s, %s) = %.4f, want %.3f", c.a, c.b, j, c.jaro)
		}
		if j := JaroWinkler(c.a, c.b); math.Abs(j-c.jw) > 6e-4 {
			t.Errorf("JaroWinkler(%s, %s) = %.4f, want %.3f", c.a, c.b, j, c.jw)
		}
		if d := Levenshtein(c.a, c.b); d != c.levens {
			t.Errorf("Levenshtein(%s, %s) = %d, want %d", c.a, c.b, d, c.levens)
		}
	}
	if d := Dice("night", "nacht"); d != 0.25 {
		t.Errorf("Dice = %v", d)
	}
}
