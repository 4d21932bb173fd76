package page

import (
	"asterism/internal/lake"
)

// mapLayers are what the map can show, the plan first.
var mapLayers = []mapLayer{
	{name: "planned", table: "base.cluster", words: outputTable, unit: "unit.one", year: true, sql: plannedLayer, open: func(r *Request, key string) string { return r.Link("/clusters/" + key) }},
	{name: "found", table: foundTable, unit: "unit.one", industry: true, sql: foundLayer, open: func(r *Request, key string) string { return r.Link("/found/" + key) }},
	{name: "inventors", table: inventorSiteTable, words: foundTable, unit: "unit.person", count: "inventor_count", sql: inventorsLayer, open: func(r *Request, key string) string { return r.Link("/found/" + key) }},
	{name: "firms", table: "base.firm", unit: "unit.firms", count: "firm_count", industry: true, year: true, sql: firmsLayer, open: func(r *Request, key string) string { return r.Link("/firms", "region_code", key) }},
	{name: "carriers", table: "base.carrier", unit: "unit.one", sql: carriersLayer, open: func(r *Request, key string) string { return r.Link("/carriers/" + key) }},
}

// plannedLayer: a cluster stands in every city that it is listed for.
func plannedLayer(r *Request, c mapForm) string {
	places := "select cluster_id, region_code from base.cluster where region_code is not null"
	if r.Has("base.cluster_region") {
		places += " union select cluster_id, region_code from base.cluster_region where region_code is not null"
	}
	output := ", null as reported_output_cny, null as member_output_cny"
	join := ""
	if c.Year != "" && r.Has(outputTable) {
		output, join = ", o.reported_output_cny, o.member_output_cny", "\nleft join "+outputTable+" as o on o.cluster_id = c.cluster_id and o.year = "+c.Year
	}
	where := ""
	if c.Zone != "" {
		where = "\nwhere c.zone_id = " + literal(c.Zone)
	}
	return "with place as (\n  select distinct cluster_id, substr(region_code, 1, 4) || '00' as city from (" + places + ") as p\n)\nselect c.cluster_id, c.name, p.city as place_code, cast(null as double) as longitude, cast(null as double) as latitude, c.industry_tag, c.zone_id" + output +
		"\nfrom base.cluster as c left join place as p on p.cluster_id = c.cluster_id" + join + where + "\norder by c.cluster_id, p.city"
}

// foundLayer: with a zone, the clusters half of whose members or more lie in its counties.
func foundLayer(_ *Request, c mapForm) string {
	return foundOn("space", "industry_code, firm_count, stability, quotient, radius_km", "firm_count", c)
}

// inventorsLayer: the same of clusters of inventors, a field each.
func inventorsLayer(_ *Request, c mapForm) string {
	return foundOn("inventor", "stability, firm_count, inventor_count", "inventor_count", c)
}

func foundOn(basis, columns, size string, c mapForm) string {
	where := "basis = " + literal(basis)
	if c.Industry != "" {
		where += " and industry_code = " + literal(c.Industry)
	}
	if c.Zone != "" {
		where += " and found_id in (\n  select m.found_id from " + foundMemberTable + " as m join base.firm as f on f.firm_id = m.firm_id left join base.region_map as g on g.region_code = f.region_code\n  group by m.found_id having 2 * count(case when " + inZone(c.Zone) + " then 1 end) >= count(*))"
	}
	return "select found_id, found_id as name, place_code, longitude, latitude, " + columns + "\nfrom " + foundTable + "\nwhere " + where + "\norder by " + size + " desc, found_id"
}

// inZone is the condition that a division of base.region_map g, or its city, is listed for a zone.
func inZone(zone string) string {
	listed := "(select region_code from base.zone_region where zone_id = " + literal(zone) + ")"
	return "g.division_code in " + listed + " or g.prefecture_code in " + listed
}

// firmsLayer counts the firms that are there at the end of a year, by county.
func firmsLayer(_ *Request, c mapForm) string {
	where := "coalesce(f.status, 'active') = 'active' and f.closed_date is null"
	if c.Year != "" {
		where = "(f.founded_date is null or f.founded_date <= date '" + c.Year + "-12-31') and (f.closed_date > date '" + c.Year + "-12-31' or f.closed_date is null and coalesce(f.status, 'active') = 'active')"
	}
	if c.Industry != "" {
		where += " and f.industry_code like " + literal(c.Industry+"%")
	}
	if c.Zone != "" {
		where += " and (" + inZone(c.Zone) + ")"
	}
	return "select f.region_code, f.region_code as name, g.prefecture_code as place_code, cast(null as double) as longitude, cast(null as double) as latitude, count(*) as firm_count\nfrom base.firm as f left join base.region_map as g on g.region_code = f.region_code\nwhere " + where +
		"\ngroup by f.region_code, g.prefecture_code\norder by firm_count desc, f.region_code"
}

// carriersLayer: with a zone, the carriers of its counties and of cities that have counties in it.
func carriersLayer(_ *Request, c mapForm) string {
	where := ""
	if c.Zone != "" {
		where = "\nwhere region_code in (select region_code from base.zone_region where zone_id = " + literal(c.Zone) + ") or region_code in (select substr(region_code, 1, 4) || '00' from base.zone_region where zone_id = " + literal(c.Zone) + ")"
	}
	return "select carrier_id, name, substr(region_code, 1, 4) || '00' as place_code, longitude, latitude, kind, industry_tag, founded_date, area_km2\nfrom base.carrier" + where + "\norder by region_code nulls last, carrier_id"
}

// list shows what the layer holds, in the city chosen or everywhere; the keyboard's way to what the map shows.
func (v *placesView) list(r *Request, l mapLayer, rows *lake.Rows, sql string) {
	shown := &lake.Rows{}
	var columns []int
	for i, c := range rows.Columns {
		if i == 0 || i == 2 || i > 4 { // the key is shown by its name
			columns, shown.Columns = append(columns, i), append(shown.Columns, c)
		}
	}
	var keys []string
	for _, row := range rows.Data {
		if v.Form.City != "" && text(row[2]) != v.Form.City {
			continue
		}
		var cells []any
		for _, i := range columns {
			cells = append(cells, row[i])
		}
		keys, shown.Data = append(keys, text(row[0])), append(shown.Data, cells)
	}
	v.List = sectionView{ID: "list", Title: r.T("map.list"), Trace: r.Trace(sql, r.T("map.list")), All: r.Link("/data/tables/" + l.table)}
	if n := len(shown.Data); n > mapRows {
		v.List.Hidden, shown.Data = int64(n-mapRows), shown.Data[:mapRows]
	}
	v.List.Result = r.labelled(first(l.words, l.table), shown)
	v.List.Result.Columns[0].Label, v.List.Result.Columns[1].Label = v.Heading, r.T("place.label")
	for i := range shown.Data {
		v.List.Result.Rows[i][0].URL = l.open(r, keys[i])
	}
	if v.Form.City != "" {
		v.Listed, v.All = r.placeName(v.Form.City), r.Here("city", "")+"#list"
	}
}

// mapRows bounds the list; the rest is in the table.
const mapRows = 60

// zones tells how the zones cover the cities: a county may lie in several, so they never add up.
func (v *placesView) zones(r *Request) error {
	if !r.Has("base.zone_region") {
		return nil
	}
	sql := `with listed as (
  select distinct zone_id, region_code from base.zone_region
), shared as (
  select region_code, count(*) as zone_count from listed group by region_code
)
select l.zone_id, count(*) as county_count, count(case when s.zone_count > 1 then 1 end) as shared_count, count(distinct substr(l.region_code, 1, 4)) as city_count
from listed as l join shared as s on s.region_code = l.region_code
group by l.zone_id
order by l.zone_id`
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Zones = sectionView{ID: "zones", Title: r.T("map.zones"), Trace: r.Trace(sql, r.T("map.zones")), All: r.Link("/data/tables/base.zone_region"), Result: r.labelled("base.zone_region", rows)}
	for j, label := range []string{"", r.T("map.zone.counties"), r.T("map.zone.shared"), r.T("map.zone.cities")} {
		if label != "" {
			v.Zones.Result.Columns[j].Label = label
		}
	}
	for i, row := range rows.Data {
		v.Zones.Result.Rows[i][0].URL = r.Here("zone", text(row[0]), "city", "")
	}
	return nil
}
