package page

import (
	"strings"
	"testing"
)

// Two squares side by side and a ring with a hole, in degrees near the 36th parallel.
const (
	west   = `{"type":"Polygon","coordinates":[[[117,36],[118,36],[118,37],[117,37],[117,36]]]}`
	east   = `{"type":"MultiPolygon","coordinates":[[[[118,36],[119,36],[119,37],[118,37],[118,36]],[[118.4,36.4],[118.6,36.4],[118.6,36.6],[118.4,36.6],[118.4,36.4]]]]}`
	broken = `{"type":"Polygon","coordinates":"none"}`
	point  = `{"type":"Point","coordinates":[117,36]}`
)

func outlineRow(code, source, approval, geometry string, centre ...any) []any {
	row := []any{code, source, "b1", approval, nil, nil, geometry}
	copy(row[4:], centre)
	return row
}

func TestDrawOutlines(t *testing.T) {
	o := drawOutlines([][]any{outlineRow("370100", "甲", "", west), outlineRow("370200", "甲", "鲁S(2020)001号", east, 118.5, 36.5),
		outlineRow("370300", "甲", "", broken), outlineRow("370400", "甲", "", point), outlineRow("370500", "乙", "", west)})
	if o == nil || len(o.Shapes) != 2 || o.Source != "甲" || o.Approval != "鲁S(2020)001号" {
		t.Fatalf("%+v", o)
	}
	// 2° of longitude at 36.5° fill the width; a degree of latitude is 1/cos(36.5°) times as long as one of longitude.
	if o.Height != 560 {
		t.Errorf("height %d, want 450/cos(36.5°) = 560", o.Height)
	}
	if want := "M0 560L450 560L450 0L0 0L0 560Z"; o.Shapes[0].Path != want {
		t.Errorf("%s, want %s", o.Shapes[0].Path, want)
	}
	if o.Shapes[0].X != 225 || o.Shapes[0].Y != 280 || o.Shapes[1].X != 675 {
		t.Errorf("names stand at %d,%d and %d", o.Shapes[0].X, o.Shapes[0].Y, o.Shapes[1].X)
	}
	if n := strings.Count(o.Shapes[1].Path, "Z"); n != 2 {
		t.Errorf("%d rings, want the outline and its hole", n)
	}
	if !strings.HasPrefix(o.Shapes[1].Path, "M450 560") {
		t.Errorf("neighbours lost their common border: %s", o.Shapes[1].Path)
	}
}

func TestDrawOutlines_nothing(t *testing.T) {
	for name, rows := range map[string][][]any{"none": nil, "broken": {outlineRow("370100", "", "", broken)}, "no area": {outlineRow("370100", "", "", `{"type":"Polygon","coordinates":[[[117,36],[117,36]]]}`)},
		"no place on earth": {outlineRow("370100", "", "", `{"type":"Polygon","coordinates":[[[900,99],[901,98],[]]]}`)}} {
		if o := drawOutlines(rows); o != nil {
			t.Errorf("%s: %+v", name, o)
		}
	}
}
