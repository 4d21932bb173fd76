package page

import (
	"slices"
	"testing"
)

// TestCross: a year that is incomplete for one type stays complete for the others, and series keep their order.
func TestCross(t *testing.T) {
	g := newCross()
	g.note("invention")
	for _, year := range []string{"2010", "2011"} {
		g.add(year, "design", 5)
		g.add(year, "invention", 1)
	}
	g.doubt("2011", "design")
	years, series := g.series()
	if !slices.Equal(years, []string{"2010", "2011"}) || series[0].Name != "invention" || series[1].Name != "design" {
		t.Fatalf("%v, %v", years, series)
	}
	if !slices.Equal(series[0].Doubtful, []bool{false, false}) || !slices.Equal(series[1].Doubtful, []bool{false, true}) {
		t.Errorf("doubtful: %v and %v", series[0].Doubtful, series[1].Doubtful)
	}
	if got := g.doubted("design"); !slices.Equal(got, []string{"2011"}) {
		t.Errorf("doubted: %v", got)
	}
}
