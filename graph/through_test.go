package graph

import "testing"

// TestThrough: a and b sell parts to c, c sells machines to d, a sells a tool to e alone. When a fails, c lacks parts over a's link, d lacks machines over c's, e lacks
// the tool; when d fails c sells less, and so do a and b to c.
func TestThrough(t *testing.T) {
	s := Supply{Supplier: []uint32{0, 1, 2, 0}, Customer: []uint32{2, 2, 3, 4}, Product: []uint32{0, 0, 1, 2}, Value: []float64{5, 5, 10, 3}}
	c, err := NewCascades(5, s)
	if err != nil {
		t.Fatal(err)
	}
	_, lost := c.Fail([]uint32{0})
	for v, want := range map[int]Channel{1: {Link: 1, Demand: true}, 2: {Link: 0}, 3: {Link: 2}, 4: {Link: 3}} {
		if got := s.Through(5, lost)[v]; got != want {
			t.Errorf("a fails: firm %d by %+v, want %+v", v, got, want)
		}
	}
	_, lost = c.Fail([]uint32{3})
	for v, want := range map[int]Channel{0: {Link: 0, Demand: true}, 1: {Link: 1, Demand: true}, 2: {Link: 2, Demand: true}} {
		if got := s.Through(5, lost)[v]; got != want {
			t.Errorf("d fails: firm %d by %+v, want %+v", v, got, want)
		}
	}
}

// TestThrough_rest: inputs that are not essential are one: the larger link of them carries the loss.
func TestThrough_rest(t *testing.T) {
	s := Supply{Supplier: []uint32{0, 1}, Customer: []uint32{2, 2}, Product: []uint32{0, 1}, Value: []float64{1, 3}, Essential: []bool{false, false}}
	if got := s.Through(3, []float64{1, 1, 1})[2]; got != (Channel{Link: 1}) {
		t.Errorf("by %+v, want link 1", got)
	}
}
