package text

import (
	"math"
	"testing"
)

// By hand: of five texts the term 电芯 is in three, 锂离, 离子, 子电 in two, 钠离 in one, 模组 in one; idf = ln(6/(1+df)) + 1.
func TestMostAlike(t *testing.T) {
	docs := []string{"锂离子电芯", "钠离子电芯", "电芯模组", "海参", ""}
	got := MostAlike(docs, 0.1, 5)
	idf := func(df float64) float64 { return math.Log(6/(1+df)) + 1 }
	li, three, pair := idf(1), idf(3), idf(2) // in one text, in three, in two
	want := (2*pair*pair + three*three) / (li*li + 2*pair*pair + three*three)
	if len(got[0]) != 2 || got[0][0].Doc != 1 || math.Abs(float64(got[0][0].Score)-want) > 1e-6 || got[0][1].Doc != 2 {
		t.Errorf("like %s: %v, want first 1 with %g", docs[0], got[0], want)
	}
	if len(got[3]) != 0 || len(got[4]) != 0 {
		t.Errorf("like nothing: %v %v", got[3], got[4])
	}
	if one := MostAlike(docs, 0.1, 1); len(one[0]) != 1 || one[0][0].Doc != 1 {
		t.Errorf("the most alike alone: %v", one[0])
	}
	for i, list := range got {
		for _, h := range list {
			back := false
			for _, b := range got[h.Doc] {
				back = back || b.Doc == uint32(i) && math.Abs(float64(b.Score-h.Score)) < 1e-6
			}
			if !back {
				t.Errorf("%d is like %d but not the other way round", i, h.Doc)
			}
		}
	}
}
