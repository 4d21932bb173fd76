package page

import (
	"encoding/json"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
	"sync"
)

// Outlines are drawn as somebody imported them (RFC 7946 geometry in base.region_outline), never from a source of the
// product's own, and say where they are from and under which map approval number (审图号).

// outlineWidth is the width of the picture in its own units; coordinates are rounded to whole ones, so that
// neighbours keep a common border.
const outlineWidth = 900

// narrow is the width below which an outline has room for its name only.
const narrow = 96

// maxOutline bounds the positions of one picture.
const maxOutline = 1_000_000

// outlineView is one division: the path of its outline, and where its name stands.
type outlineView struct {
	Code, Path  string
	X, Y        int
	ValueY      int
	Narrow      bool // too narrow for its value
	Name, Value string
	URL         string
	Level       int
	Dark        bool
}

// outlines are the divisions of one source in one picture.
type outlines struct {
	Source, Batch, Approval string
	Height                  int
	Shapes                  []outlineView
	box                     *box
}

// drawnOutlines keeps the pictures of a snapshot.
type drawnOutlines struct {
	mu    sync.Mutex
	found map[string]*outlines
}

// geometry is a Polygon or MultiPolygon as RFC 7946 writes it.
type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// ring is a closed line of positions: longitude, latitude, perhaps altitude.
type ring [][]float64

// rings reads all rings of a geometry; other kinds have none.
func (g geometry) rings() ([]ring, error) {
	var all []ring
	switch g.Type {
	case "Polygon":
		err := json.Unmarshal(g.Coordinates, &all)
		return all, err
	case "MultiPolygon":
		var parts [][]ring
		if err := json.Unmarshal(g.Coordinates, &parts); err != nil {
			return nil, err
		}
		for _, p := range parts {
			all = append(all, p...)
		}
	}
	return all, nil
}

// prefectureOutlines are the cities of a province as the source with most of them draws them; nil where nobody
// imported any.
func (r *Request) prefectureOutlines(province string) (*outlines, error) {
	const table = "base.region_outline"
	if !r.Has(table) {
		return nil, nil
	}
	t, _ := r.Reader.Snapshot().Table(table)
	c, key := &r.Site.outlines, province+"\n"+t.Fingerprint
	c.mu.Lock()
	found, ok := c.found[key]
	c.mu.Unlock()
	if ok {
		return found, nil
	}
	rows, err := r.Reader.Query(r.Context(), `with cities as (
  select region_code, coalesce(source, '') as source, batch, map_approval, longitude, latitude, geometry,
    count(*) over (partition by coalesce(source, ''), batch) as n
  from base.region_outline
  where region_code like `+literal(province[:2]+"__00")+` and region_code <> `+literal(province)+` and geometry is not null
)
select region_code, source, batch, map_approval, longitude, latitude, geometry from cities
order by n desc, batch desc, source, region_code limit 400`)
	if err != nil {
		return nil, err
	}
	drawn := drawOutlines(rows.Data)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil || len(c.found) > 16 {
		c.found = map[string]*outlines{}
	}
	c.found[key] = drawn
	return drawn, nil
}

// drawOutlines takes the rows of the first source: code, source, batch, approval, longitude, latitude, geometry.
func drawOutlines(rows [][]any) *outlines {
	o, lands := &outlines{}, []land{}
	for _, row := range rows {
		if text(row[1]) != text(rows[0][1]) || text(row[2]) != text(rows[0][2]) {
			break
		}
		var g geometry
		if json.Unmarshal([]byte(text(row[6])), &g) != nil {
			continue
		}
		rings, err := g.rings()
		if err != nil || len(rings) == 0 {
			continue
		}
		l := land{code: text(row[0]), rings: rings}
		l.centre(row[4], row[5])
		lands = append(lands, l)
		o.Source, o.Batch, o.Approval = text(row[1]), text(row[2]), first(o.Approval, text(row[3]))
	}
	box := around(lands)
	if len(lands) == 0 || box.points > maxOutline || box.empty() {
		return nil
	}
	o.box, o.Height = box, box.height()
	for _, l := range lands {
		x, y := box.place(l.middle)
		own := around([]land{l})
		o.Shapes = append(o.Shapes, outlineView{Code: l.code, Path: box.path(l.rings), X: x, Y: y, ValueY: y + 22, Narrow: own.width(box) < narrow})
	}
	return o
}

// fileOf names the GeoJSON files of an import.
func (r *Request) fileOf(batch string) string {
	var names []string
	for _, b := range r.Reader.Snapshot().Batches {
		for _, f := range b.Files {
			if b.ID == batch && f.Format == "geojson" {
				names = append(names, path.Base(f.Name))
			}
		}
	}
	return strings.Join(names[:min(len(names), 2)], r.T("comma"))
}

// land is one division in degrees.
type land struct {
	code   string
	rings  []ring
	middle [2]float64
}

// centre is the source's own, else the middle of the largest ring's box.
func (l *land) centre(longitude, latitude any) {
	x, okX := toFloat(longitude)
	y, okY := toFloat(latitude)
	if okX && okY {
		l.middle = [2]float64{x, y}
		return
	}
	largest := slices.MaxFunc(l.rings, func(a, b ring) int { return len(a) - len(b) })
	b := newBox()
	b.add(largest)
	l.middle = [2]float64{(b.west + b.east) / 2, (b.south + b.north) / 2}
}

// box is the part of the world a picture shows.
type box struct {
	west, east, south, north float64
	points                   int
}

func newBox() *box {
	return &box{west: math.Inf(1), east: math.Inf(-1), south: math.Inf(1), north: math.Inf(-1)}
}

func around(lands []land) *box {
	b := newBox()
	for _, l := range lands {
		for _, r := range l.rings {
			b.add(r)
		}
	}
	return b
}

func (b *box) add(r ring) {
	for _, p := range r {
		if len(p) < 2 || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
			continue
		}
		b.west, b.east = min(b.west, p[0]), max(b.east, p[0])
		b.south, b.north = min(b.south, p[1]), max(b.north, p[1])
		b.points++
	}
}

// width is the box's width in the units of a picture.
func (b *box) width(of *box) float64 {
	x, _ := of.scale()
	return (b.east - b.west) * x
}

func (b *box) empty() bool { return !(b.east > b.west) || !(b.north > b.south) }

// scale is units of the picture a degree: of longitude, shortened by the cosine of the middle latitude, and of
// latitude (equirectangular projection).
func (b *box) scale() (x, y float64) {
	y = outlineWidth / ((b.east - b.west) * b.shortened())
	return y * b.shortened(), y
}

func (b *box) shortened() float64 { return math.Max(0.05, math.Cos((b.south+b.north)/2*math.Pi/180)) }

func (b *box) height() int {
	_, y := b.scale()
	return int(math.Ceil((b.north - b.south) * y))
}

func (b *box) place(p [2]float64) (x, y int) {
	sx, sy := b.scale()
	return int(math.Round((p[0] - b.west) * sx)), int(math.Round((b.north - p[1]) * sy))
}

// path writes rings as one SVG path; positions that fall on the one before are left out.
func (b *box) path(rings []ring) string {
	var out strings.Builder
	for _, r := range rings {
		b.ring(&out, r)
	}
	return out.String()
}

func (b *box) ring(out *strings.Builder, r ring) {
	var lastX, lastY, drawn int
	for _, p := range r {
		if len(p) < 2 {
			continue
		}
		x, y := b.place([2]float64{p[0], p[1]})
		if drawn > 0 && x == lastX && y == lastY {
			continue
		}
		fmt.Fprintf(out, "%s%d %d", map[bool]string{true: "M", false: "L"}[drawn == 0], x, y)
		lastX, lastY, drawn = x, y, drawn+1
	}
	if drawn > 0 {
		out.WriteByte('Z')
	}
}

// lay puts values on the outlines, as tiles are coloured. Rest are the values of divisions that have none.
func (o *outlines) lay(r *Request, values map[string]int64, address func(code string) string) (shapes []outlineView, rest map[string]int64) {
	most, rest := int64(0), map[string]int64{}
	for code, n := range values {
		most, rest[code] = max(most, n), n
	}
	for _, s := range o.Shapes {
		n := values[s.Code]
		delete(rest, s.Code)
		s.Name, s.Value, s.URL, s.Level = strings.TrimSuffix(r.placeName(s.Code), "市"), Format{r.Lang}.Number(n), address(s.Code), level(n, most)
		s.Dark = s.Level >= 4
		shapes = append(shapes, s)
	}
	return shapes, rest
}
