package page

import (
	"maps"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// placesView is the map: one layer over the cities, beside it the list of what the layer holds, and the zones, which overlap.
type placesView struct {
	Base
	Layers  []LinkView
	Form    mapForm
	Map     *mapView
	List    sectionView
	Listed  string // the city the list is narrowed to
	All     string // address without that city
	Zones   sectionView
	Notes   []string
	Unit    string
	Trace   string
	Heading string
}

// mapForm is what the reader chooses; a field that the layer does not know is not offered.
type mapForm struct {
	Action                     string
	Hidden                     []Pair
	Industries, Zones, Years   []Pair
	Industry, Zone, Year, City string
}

// mapLayer is something that lies in cities. Its SQL gives rows of key, name, city (six digits), longitude, latitude and more columns for the list, which is worded after the table
// words. Rows are counted, or the last column, count, is added up.
type mapLayer struct {
	name, table, words string
	unit, count        string
	industry, year     bool // choices the layer knows
	sql                func(r *Request, c mapForm) string
	open               func(r *Request, key string) string
}

func loadMap(r *Request) (View, error) {
	if _, err := r.oneOf("map", "tiles"); err != nil {
		return nil, err
	}
	if err := r.knownPlace("city"); err != nil {
		return nil, err
	}
	v := &placesView{}
	v.Title = r.T("nav.map")
	layers := slices.DeleteFunc(slices.Clone(mapLayers), func(l mapLayer) bool { return !r.Has(l.table) })
	if len(layers) == 0 {
		return r.noData(v, "map", "firm", "cluster", "carrier")
	}
	at := 0
	if name := r.Values.Get("layer"); name != "" {
		if at = slices.IndexFunc(layers, func(l mapLayer) bool { return l.name == name }); at < 0 {
			return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "layer", name, strings.Join(layerNames(layers), ", "))
		}
	}
	for i, l := range layers {
		v.Layers = append(v.Layers, LinkView{r.T("map.layer." + l.name), r.Here("layer", l.name, "industry", "", "year", "", "city", ""), i == at})
	}
	if err := v.choices(r, layers[at]); err != nil {
		return nil, err
	}
	if err := v.layer(r, layers[at]); err != nil {
		return nil, err
	}
	return v, v.zones(r)
}

func layerNames(layers []mapLayer) (names []string) {
	for _, l := range layers {
		names = append(names, l.name)
	}
	return names
}

// choices reads the form and what it offers.
func (v *placesView) choices(r *Request, l mapLayer) error {
	f := &v.Form
	f.Action, f.Hidden = r.Link("/map"), []Pair{{"layer", l.name}}
	for _, name := range []string{"map", "at"} {
		if value := r.Values.Get(name); value != "" {
			f.Hidden = append(f.Hidden, Pair{name, value})
		}
	}
	f.Zone, f.City = r.Values.Get("zone"), r.Values.Get("city")
	if l.industry {
		f.Industry = r.Values.Get("industry")
	}
	var err error
	if f.Zones, err = r.pairs("base.zone", "select zone_id, zone_id as name\nfrom base.zone\norder by zone_id", "zone_id"); err != nil {
		return err
	}
	if l.industry {
		if f.Industries, err = r.pairs("base.firm", "select distinct substr(industry_code, 1, 2) as industry, '' as name\nfrom base.firm\nwhere length(industry_code) >= 2\norder by industry", "industry_code"); err != nil {
			return err
		}
	}
	for _, c := range []struct {
		name, value string
		of          []Pair
	}{{"zone", f.Zone, f.Zones}, {"industry", f.Industry, f.Industries}} {
		if c.value != "" && !slices.ContainsFunc(c.of, func(p Pair) bool { return p.Name == c.value }) {
			return fail.New(fail.Invalid, "option %s=%s: one of %s", c.name, c.value, strings.Join(namesOf(c.of), ", "))
		}
	}
	return v.year(r, l)
}

func namesOf(pairs []Pair) (keys []string) {
	for _, p := range pairs {
		keys = append(keys, p.Name)
	}
	return keys
}

// year offers the years of firm and cluster figures.
func (v *placesView) year(r *Request, l mapLayer) error {
	if !l.year {
		return nil
	}
	years, err := r.clusterYears()
	if err != nil || len(years) == 0 {
		return err
	}
	for _, y := range slices.Backward(years) {
		v.Form.Years = append(v.Form.Years, Pair{text(y), text(y)})
	}
	if v.Form.Year = first(r.Values.Get("year"), v.Form.Years[0].Name); !slices.Contains(v.Form.Years, Pair{v.Form.Year, v.Form.Year}) {
		return fail.New(fail.Invalid, "option %s=%s: one of %s", "year", v.Form.Year, strings.Join(namesOf(v.Form.Years), ", "))
	}
	return nil
}

// pairs are codes with their names, by name.
func (r *Request) pairs(table, sql, column string) (all []Pair, err error) {
	if !r.Has(table) {
		return nil, nil
	}
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		code := text(row[0])
		all = append(all, Pair{code, first(r.nameOf(column, code), code)})
	}
	return all, nil
}

// layer runs the layer, colours the cities and fills the list.
func (v *placesView) layer(r *Request, l mapLayer) error {
	sql := l.sql(r, v.Form)
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Unit, v.Heading, v.Trace = r.T(l.unit), r.T("map.layer."+l.name), r.Trace(sql, r.T("map.layer."+l.name))
	values, unplaced := map[string]int64{}, int64(0)
	for _, row := range rows.Data {
		n := int64(1)
		if l.count != "" {
			n = row[len(row)-1].(int64)
		}
		if city := text(row[2]); city != "" {
			values[city] += n
		} else {
			unplaced += n
		}
	}
	if unplaced > 0 {
		v.Notes = append(v.Notes, r.T("map.unplaced", "n", Format{r.Lang}.Number(unplaced)))
	}
	v.Notes = append(v.Notes, r.T("map.about."+l.name))
	v.list(r, l, rows, sql)
	return v.draw(r, l, values, rows.Data)
}

// draw lays the values on outlines where somebody imported them, else on tiles.
func (v *placesView) draw(r *Request, l mapLayer, values map[string]int64, rows [][]any) error {
	tiles, err := readTiles(r.Site.w.Content(), "370000")
	if err != nil {
		return err
	}
	link := func(code string) string { return r.Here("city", code) + "#list" }
	v.Map = tiles.lay(r, values, link)
	v.Map.Trace, v.Map.About = v.Trace, r.T("overview.map.tiles")
	drawn, err := r.prefectureOutlines("370000")
	if err != nil {
		return err
	}
	rest := maps.Clone(values)
	for _, t := range tiles.Tiles {
		delete(rest, t.Code)
	}
	if drawn != nil {
		plain := r.Values.Get("map") == "tiles"
		v.Map.Views = []LinkView{{r.T("overview.map.outlines"), r.Here("map", ""), !plain}, {r.T("overview.map.blocks"), r.Here("map", "tiles"), plain}}
		if !plain {
			v.Map.Outlines, rest = drawn.lay(r, values, link)
			v.Map.Width, v.Map.Height = outlineWidth, drawn.Height
			v.Map.About = r.T("overview.map.imported", "source", first(drawn.Source, r.fileOf(drawn.Batch), r.T("unknown")))
			v.Map.Notes = append(v.Map.Notes, r.approval(drawn))
			v.Map.Marks = r.marks(l, drawn, rows)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(rest)) {
		v.Map.Notes = append(v.Map.Notes, r.T("map.noshape", "place", r.placeName(code), "n", Format{}.Number(rest[code])))
	}
	return nil
}

// marks are the things that have coordinates, on outlines.
func (r *Request) marks(l mapLayer, o *outlines, rows [][]any) (all []markView) {
	for _, row := range rows {
		lon, okX := toFloat(row[3])
		lat, okY := toFloat(row[4])
		if okX && okY && lon >= o.box.west && lon <= o.box.east && lat >= o.box.south && lat <= o.box.north {
			x, y := o.box.place([2]float64{lon, lat})
			all = append(all, markView{X: x, Y: y, Name: text(row[1]), URL: l.open(r, text(row[0]))})
		}
	}
	return all
}
