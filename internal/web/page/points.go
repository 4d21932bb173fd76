package page

import (
	"fmt"
	"math"
	"strconv"
)

// pointsView is a picture of places by longitude and latitude (equirectangular, as outlines are drawn), with a scale in km.
type pointsView struct {
	Title         string
	Width, Height int
	Points        []pointView
	CX, CY, R     int // circle, in units of the picture
	Bar           int // length of the scale bar
	BarText       string
	Trace         string
	Others        int // points of others drawn behind
	Alike         bool
}

type pointView struct {
	X, Y             int
	Class, Name, URL string
}

// maxPoints bounds a picture.
const maxPoints = 4000

// degreeKm is the length of a degree of a meridian on the sphere of 6371.0088 km.
const degreeKm = math.Pi / 180 * 6371.0088

// foundPoints draws the members of a found cluster before the other firms of its industry around.
func (r *Request) foundPoints(id string, row []any) (*pointsView, error) {
	sql := "select m.firm_id, f.name, f.longitude, f.latitude, m.is_core\nfrom " + foundMemberTable + " as m join base.firm as f on f.firm_id = m.firm_id\nwhere m.found_id = " + literal(id) +
		" and f.longitude is not null and f.latitude is not null\norder by m.is_core, m.firm_id" + limitRows(maxPoints)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) < 2 {
		return nil, err
	}
	b := newBox()
	for _, p := range rows.Data {
		x, _ := toFloat(p[2])
		y, _ := toFloat(p[3])
		b.add(ring{{x, y}})
	}
	b.hold(row[8], row[9], row[10])
	b.margin(0.06)
	v := &pointsView{Title: r.T("found.points"), Width: outlineWidth, Height: b.height(), Trace: r.Trace(sql, r.T("found.points")), Alike: row[7] == nil}
	if err := v.behind(r, id, row, b); err != nil {
		return nil, err
	}
	for _, p := range rows.Data {
		class := "core" // where nobody tells core firms from others, all are drawn alike
		if p[4] == false {
			class = "edge"
		}
		v.add(b, p[2], p[3], pointView{Class: class, Name: text(p[1]), URL: r.Link("/firms/" + text(p[0]))})
	}
	_, scale := b.scale()
	if lon, known := toFloat(row[8]); known {
		lat, _ := toFloat(row[9])
		km, _ := toFloat(row[10])
		v.CX, v.CY = b.place([2]float64{lon, lat})
		v.R = int(math.Round(km / degreeKm * scale))
	}
	km := roundKm(float64(v.Width) / scale * degreeKm / 4)
	v.Bar, v.BarText = int(math.Round(km/degreeKm*scale)), strconv.FormatFloat(km, 'f', -1, 64)+" km"
	return v, nil
}

// behind draws the firms of the same industry that are no members.
func (v *pointsView) behind(r *Request, id string, row []any, b *box) error {
	if row[1] != "space" {
		return nil
	}
	rows, err := r.Query(fmt.Sprintf("select f.firm_id, f.name, f.longitude, f.latitude\nfrom base.firm as f left join %s as m on m.firm_id = f.firm_id and m.found_id = %s\nwhere m.firm_id is null and f.industry_code like %s and f.longitude between %g and %g and f.latitude between %g and %g\norder by f.firm_id%s",
		foundMemberTable, literal(id), literal(text(row[2])+"%"), b.west, b.east, b.south, b.north, limitRows(maxPoints)))
	if err != nil {
		return err
	}
	for _, p := range rows.Data {
		v.add(b, p[2], p[3], pointView{Class: "other", Name: text(p[1]), URL: r.Link("/firms/" + text(p[0]))})
	}
	v.Others = len(rows.Data)
	return nil
}

func (v *pointsView) add(b *box, lon, lat any, p pointView) {
	x, okX := toFloat(lon)
	y, okY := toFloat(lat)
	if okX && okY {
		p.X, p.Y = b.place([2]float64{x, y})
		v.Points = append(v.Points, p)
	}
}

// hold widens a box so that a circle is in it.
func (b *box) hold(lon, lat, km any) {
	x, known := toFloat(lon)
	y, _ := toFloat(lat)
	reach, _ := toFloat(km)
	if up := reach / degreeKm; known {
		across := up / math.Max(0.05, math.Cos(y*math.Pi/180))
		b.add(ring{{x - across, y - up}, {x + across, y + up}})
	}
}

// margin widens a box by a share of its sides, and a point to a box of about a kilometre.
func (b *box) margin(share float64) {
	x, y := max((b.east-b.west)*share, 0.01), max((b.north-b.south)*share, 0.01)
	b.west, b.east, b.south, b.north = b.west-x, b.east+x, b.south-y, b.north+y
}

// roundKm is the greatest of 1, 2, 5 times a power of ten that is not above km.
func roundKm(km float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(km)))
	for _, m := range []float64{5, 2} {
		if m*p <= km {
			return m * p
		}
	}
	return p
}
