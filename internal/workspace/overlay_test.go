package workspace

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOverlay_ownFileReplacesAndAdds(t *testing.T) {
	product := fstest.MapFS{"plans/a.yaml": {Data: []byte("product")}, "plans/b.yaml": {Data: []byte("b")}}
	own := fstest.MapFS{"plans/a.yaml": {Data: []byte("own")}, "plans/c.yaml": {Data: []byte("c")}, "mine/x.sql": {Data: []byte("x")}}
	o := overlay{own, product}
	for name, want := range map[string]string{"plans/a.yaml": "own", "plans/b.yaml": "b", "plans/c.yaml": "c", "mine/x.sql": "x"} {
		if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	names, err := fs.Glob(o, "plans/*.yaml")
	if err != nil || len(names) != 3 {
		t.Errorf("glob sees %v, %v; want three files", names, err)
	}
	if _, err := fs.ReadFile(o, "plans/none.yaml"); err == nil {
		t.Error("an absent file opened")
	}
}
