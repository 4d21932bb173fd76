package text

import (
	"math"
	"testing"
)

// Counted by hand. Truth {1..5} {6,7}, found {1,2,3} {4,5,6} {7}: found pairs 6, true pairs 11, right 3 + 1 = 4.
// B³ precision (3·1 + 2·⅔ + ⅓ + 1)/7, recall (3·⅗ + 2·⅖ + ½ + ½)/7.
func TestAgreeByHand(t *testing.T) {
	a := Agree([]int{1, 1, 1, 2, 2, 2, 3}, []string{"a", "a", "a", "a", "a", "b", "b"})
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"pair precision", a.PairPrecision, 4. / 6}, {"pair recall", a.PairRecall, 4. / 11}, {"pair F1", a.PairF1, 8. / 17},
		{"B³ precision", a.B3Precision, (3 + 4./3 + 1./3 + 1) / 7}, {"B³ recall", a.B3Recall, (9./5 + 4./5 + 1) / 7},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s %g, want %g", c.what, c.got, c.want)
		}
	}
}

// The example of Bagga and Baldwin 1998, figure 2: truth {1..5} {6,7} {8..C}; the first response joins the second and
// third (precision 16/24 + …: 76 %), the other the first and third (58 %); recall is 1 in both.
func TestAgreeBaggaBaldwin(t *testing.T) {
	truth := []int{1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3}
	for _, c := range []struct {
		found []int
		want  float64
	}{{[]int{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2}, 0.76}, {[]int{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1}, 0.58}} {
		a := Agree(c.found, truth)
		if math.Abs(a.B3Precision-c.want) > 0.005 || math.Abs(a.B3Recall-1) > 1e-12 {
			t.Errorf("%v: precision %.3f recall %.3f, want %.2f and 1", c.found, a.B3Precision, a.B3Recall, c.want)
		}
	}
}

func TestAgreeEdges(t *testing.T) {
	if a := Agree([]int{1, 2, 3}, []int{1, 2, 3}); a.PairF1 != 1 || a.B3F1 != 1 {
		t.Error("singletons agree:", a)
	}
	if a := Agree([]int{}, []int{}); a.B3F1 != 1 {
		t.Error("nothing agrees with nothing:", a)
	}
}
