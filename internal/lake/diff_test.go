package lake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiff(t *testing.T) {
	a := &Snapshot{Tables: []Table{{Name: "base.gone", Rows: 1}, {Name: "base.same", Rows: 2}, {Name: "raw.x", Rows: 3, Fingerprint: "1"}}}
	b := &Snapshot{Tables: []Table{{Name: "base.new", Rows: 4}, {Name: "base.same", Rows: 2}, {Name: "raw.x", Rows: 5, Fingerprint: "2"}}}
	want := []Change{{"base.gone", 1, -1}, {"base.new", -1, 4}, {"raw.x", 3, 5}}
	if d := cmp.Diff(want, Diff(a, b)); d != "" {
		t.Error(d)
	}
}
