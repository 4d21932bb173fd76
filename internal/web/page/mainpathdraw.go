package page

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// pathDrawing is a main path as SVG: years from left to right, a lane for each line of descent. Places are in user units.
type pathDrawing struct {
	Title         string
	Width, Height int
	Years         []yearMark
	Nodes         []pathMark
	Lines         []lineMark
	Left          int // patents of the path that are not drawn
	Rings         int // steps within condensed circles
}

type yearMark struct {
	X    int
	Text string
	Name int // where its text stands
}

type pathMark struct {
	X, Y       int
	URL, Label string
	Title      string
	LabelX     int
	LabelY     int
}

type lineMark struct {
	Path, Title string
	Width       string
	Ring        bool // a step within a condensed circle
}

const (
	laneHeight  = 56
	yearWidth   = 96
	pathMargin  = 70
	labelLetter = 12 // letters of a label
)

// drawPath sets each node at its year, nodes of one year side by side, and each on the lane of what it mostly descends from
// where that is free.
func (r *Request) drawPath(f *foundPath) *pathDrawing {
	nodes := f.nodes[:min(len(f.nodes), pathShown)]
	if len(nodes) == 0 {
		return nil
	}
	d := &pathDrawing{Title: r.T("nav.mainpath"), Left: len(f.nodes) - len(nodes), Rings: len(f.rings)}
	column, columns := d.columns(r, f, nodes)
	lane, lanes := lanesOf(f, nodes, column)
	d.Width, d.Height = columns*yearWidth+2*pathMargin, lanes*laneHeight+60
	at := map[string][2]int{}
	for _, id := range nodes {
		x, y := pathMargin+column[id]*yearWidth+yearWidth/2, 40+lane[id]*laneHeight+laneHeight/2
		at[id] = [2]int{x, y}
		about := f.about[id]
		label := first(about.title, id)
		d.Nodes = append(d.Nodes, pathMark{x, y, r.pathLink(f, id), shortened(label), fmt.Sprintf("%s · %s · %s", id, label, about.name), x, y + labelOffset(column[id])})
	}
	d.lines(r, f, at)
	return d
}

// columns gives each year as many columns as it has nodes one after another.
func (d *pathDrawing) columns(r *Request, f *foundPath, nodes []string) (map[string]int, int) {
	depth := map[string]int{} // within its year: after what it descends from in the same year
	for _, a := range inTime(f) {
		if f.about[a.cited].year == f.about[a.citing].year {
			depth[a.citing] = max(depth[a.citing], depth[a.cited]+1)
		}
	}
	first := map[int]int{}
	at, last := 0, -1
	for i, id := range nodes {
		y := f.about[id].year
		if y != last {
			wide := 1
			for _, other := range nodes[i:] {
				if f.about[other].year == y {
					wide = max(wide, min(depth[other], pathShown)+1)
				}
			}
			label := ""
			if y > 0 {
				label = strconv.Itoa(y)
			} else if f.dated() {
				label = missing
			}
			first[y] = at
			d.Years = append(d.Years, yearMark{pathMargin + at*yearWidth, label, pathMargin + at*yearWidth + 6})
			at, last = at+wide, y
		}
	}
	column := map[string]int{}
	for _, id := range nodes {
		column[id] = first[f.about[id].year] + depth[id]
	}
	return column, at
}

// inTime lists the arcs as often as it takes for depths within a year to settle: the path's arcs in the order of the cited, repeated by
// the length of the longest chain there can be in a drawing.
func inTime(f *foundPath) []pathArc {
	var same []pathArc
	for _, a := range slices.Concat(f.arcs, f.rings) {
		if f.about[a.cited].year == f.about[a.citing].year {
			same = append(same, a)
		}
	}
	var all []pathArc
	for range min(len(same), 30) {
		all = append(all, same...)
	}
	return all
}

// lanesOf puts each node on the lane of the heaviest arc that leads to it, or on the nearest lane free at its column.
func lanesOf(f *foundPath, nodes []string, column map[string]int) (lane map[string]int, count int) {
	parent := map[string]pathArc{}
	for _, a := range slices.Concat(f.arcs, f.rings) {
		if best, ok := parent[a.citing]; !ok || a.weight > best.weight {
			parent[a.citing] = a
		}
	}
	lane = map[string]int{}
	taken := map[[2]int]bool{}
	for _, id := range nodes {
		want := 0
		if a, ok := parent[id]; ok {
			want = lane[a.cited]
		}
		for k := range 2 * len(nodes) {
			l := want + (k+1)/2*(1-k%2*2) // want, one below, one above …
			if l >= 0 && !taken[[2]int{column[id], l}] {
				lane[id], count = l, max(count, l+1)
				taken[[2]int{column[id], l}] = true
				break
			}
		}
	}
	return lane, count
}

// lines draws arcs as curves, the thicker the heavier.
func (d *pathDrawing) lines(r *Request, f *foundPath, at map[string][2]int) {
	most := 0.0
	for _, a := range f.arcs {
		most = max(most, a.weight)
	}
	for _, a := range slices.Concat(f.rings, f.arcs) {
		s, known := at[a.cited]
		t, both := at[a.citing]
		if !known || !both {
			continue
		}
		bend := (t[0] - s[0]) / 2
		width := 1.0
		if most > 0 {
			width += 4 * math.Sqrt(a.weight/most)
		}
		d.Lines = append(d.Lines, lineMark{fmt.Sprintf("M%d %dC%d %d %d %d %d %d", s[0], s[1], s[0]+bend, s[1], t[0]-bend, t[1], t[0], t[1]),
			a.cited + " → " + a.citing + " · " + weightText(a.weight), strconv.FormatFloat(width, 'f', 1, 64), false})
		if a.altered {
			line := &d.Lines[len(d.Lines)-1]
			line.Ring, line.Width, line.Title = true, "2", a.cited+" ↔ "+a.citing+" · "+r.T("mainpath.ring")
		}
	}
}

// labelOffset sets labels of neighbouring columns above and below their nodes, so that they do not touch.
func labelOffset(column int) int {
	if column%2 == 0 {
		return -12
	}
	return 22
}

func shortened(s string) string {
	limit := labelLetter
	if len(s) == utf8.RuneCountInString(s) { // Latin letters are half as wide
		limit = 2 * labelLetter
	}
	letters := []rune(s)
	if len(letters) <= limit {
		return s
	}
	return string(letters[:limit-1]) + "…"
}
