package store

import (
	"testing"
)

// chainsVersioned: versions are added and never change; the same file adds none; an empty one is a version too.
func chainsVersioned(t *testing.T, s *Store) {
	ctx := t.Context()
	save := func(chain, body string, want int64) {
		t.Helper()
		v, err := s.SaveChain(ctx, "ann", ChainVersion{Chain: chain, Body: body, Note: "why"})
		if err != nil || v.Version != want || v.Actor != "ann" || v.Time.IsZero() {
			t.Fatalf("%+v %v, wanted version %d", v, err, want)
		}
	}
	save("light", "id: light", 1)
	save("light", "id: light", 1)
	save("light", "", 2)
	save("light", "id: light", 3)
	save("steel", "id: steel", 1)
	all, err := s.ChainVersions(ctx, "light")
	if err != nil || len(all) != 3 || all[0].Version != 3 || all[1].Body != "" || all[2].Note != "why" {
		t.Errorf("%v %v", all, err)
	}
	if _, err := s.SaveChain(ctx, "ann", ChainVersion{Body: "x"}); err == nil {
		t.Error("a version without its chain is kept")
	}
}
