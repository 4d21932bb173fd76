package page

import "testing"

// a → b enters the circle b ⇄ c ⇄ d at b, d → e leaves it at d: one step from b to d; c is not on the path.
func TestStepWithinACircle(t *testing.T) {
	f := &foundPath{nodes: []string{"a", "b", "d", "e"},
		arcs:    []pathArc{{cited: "a", citing: "b"}, {cited: "d", citing: "e"}},
		altered: []pathArc{{cited: "b", citing: "c"}, {cited: "c", citing: "d"}, {cited: "d", citing: "b"}, {cited: "x", citing: "y"}}}
	f.ring()
	if len(f.rings) != 1 || f.rings[0].cited != "b" || f.rings[0].citing != "d" {
		t.Errorf("steps within circles %+v, want one from b to d", f.rings)
	}
}
