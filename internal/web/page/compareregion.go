package page

import (
	"slices"
	"strconv"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// regions reads the row set, its regions as choices, and where enough are chosen their figures.
func (c *comparison) regions(r *Request, ids []string) (err error) {
	if !r.Has(setTable, profileTable) {
		return nil
	}
	if len(ids) > 0 {
		c.Regional, err = r.chooseSetOf(ids[0])
	} else {
		c.Regional, err = r.chooseSet()
	}
	if err != nil || c.Regional == nil {
		return err
	}
	c.Year, c.Years = strconv.FormatInt(c.Regional.Year, 10), c.Regional.Years
	rows, err := r.Query("select distinct p.region\nfrom " + profileTable + " as p\nwhere " + c.Regional.of("p") + "\norder by p.region")
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		code := text(row[0])
		c.Choices = append(c.Choices, compared{ID: code, Name: r.placeName(code), URL: c.Regional.page(r, code)})
	}
	if unknown := c.choose(r, ids); unknown != "" {
		return fail.New(fail.NotFound, "no region %s in row set %s", unknown, c.Regional.Set.ID)
	}
	if len(c.Chosen) < leastCompared {
		return nil
	}
	c.Notes = c.Regional.Notes
	for _, part := range []func(*Request) error{c.sizes, c.structure, c.complexity, c.shift, c.sizeChart, c.structureChart} {
		if err := part(r); err != nil {
			return err
		}
	}
	c.Notes = append(c.Notes, r.T("compare.notes.region"))
	return nil
}

// sizes are what regions are ranked by; why a figure is empty is told for each.
func (c *comparison) sizes(r *Request) error {
	none := r.T("compare.why.noyear", "year", c.Year)
	sql := func(ids string) string {
		return "select *\nfrom (select q.place_code as entity_id, " + c.Year + " as year, value, share, growth, lq_count, strong_count\n  from (" + c.Regional.rankingSQL() + ") as q) as p\nwhere " + ids
	}
	growth := r.T("compare.why.nofirst", "year", c.Regional.Set.First)
	if c.Regional.Year == c.Regional.Set.First {
		growth = r.T("compare.why.isfirst")
	}
	for _, f := range []comparedFigure{
		{value: "value", unit: c.Regional.Unit, kind: "set"}, {value: "share", kind: "share"}, {value: "growth", kind: "share", why: growth}, {value: "lq_count", unit: r.T("unit.one")}, {value: "strong_count", unit: r.T("unit.one"), why: r.T("regions.nostrong")},
	} {
		f.label, f.needs, f.sql, f.year, f.none = r.T("regions.by."+f.value), []string{setTable, profileTable}, sql, "year", none
		if err := c.add(r, f); err != nil {
			return err
		}
	}
	return nil
}

// structure are the measures of specialisation, concentration and variety.
func (c *comparison) structure(r *Request) error {
	for _, column := range []string{"industry_count", "krugman", "krugman_other", "hoover", "hachman", "hhi", "equivalent", "entropy", "related", "unrelated"} {
		label, _, _ := r.Site.tables.word(profileTable, column, r.Lang)
		f := comparedFigure{label: label, unit: r.T("compare.unit.ratio"), needs: []string{profileTable}, value: column, year: "year", none: r.T("compare.why.noyear", "year", c.Year), why: r.T("compare.why.nostructure")}
		switch column {
		case "industry_count", "equivalent":
			f.unit = r.T("unit.one")
		case "entropy":
			f.unit, f.label = r.T("compare.unit.bit"), r.T("compare.entropy")
		case "related", "unrelated":
			f.unit, f.why = r.T("compare.unit.bit"), r.T("compare.why.nogroups")
		}
		f.sql = func(ids string) string {
			return "select *\nfrom (select p.region as entity_id, p.year, p." + column + "\n  from " + profileTable + " as p\n  where " + c.Regional.is("p") + ") as p\nwhere " + ids
		}
		if err := c.add(r, f); err != nil {
			return err
		}
	}
	return nil
}

// complexity is the ECI of the last year, or why there is none.
func (c *comparison) complexity(r *Request) error {
	f := comparedFigure{label: r.T("regions.by.eci"), unit: r.T("compare.unit.ratio"), needs: []string{complexityTable}, value: "eci", year: "year", reason: "refusal", none: r.T("regions.noeci.year", "year", c.Regional.Set.Last), why: r.T("compare.why.nostructure")}
	f.told = func(code string) string { return r.T("regions.noeci." + code) }
	f.sql = func(ids string) string {
		return "select *\nfrom (select x.region as entity_id, x.year, x.eci, x.refusal\n  from " + complexityTable + " as x\n  where " + c.Regional.is("x") + ") as x\nwhere " + ids
	}
	return c.add(r, f)
}

// shift are the parts of the growth from the set's first to its last year, whatever the year chosen.
func (c *comparison) shift(r *Request) error {
	for _, column := range []string{"change", "national", "mix", "regional", "fresh"} {
		key := strings.Replace(column, "change", "total", 1)
		f := comparedFigure{label: r.T("compare.shift", "part", r.T("regions.part."+key)), unit: c.Regional.Unit, kind: "set", needs: []string{shiftTable}, value: column, year: "span", none: r.T("compare.why.noshift"), why: r.T("compare.why.noshift")}
		f.sql = func(ids string) string {
			return "select *\nfrom (select d.region as entity_id, cast(d.first_year as varchar) || '–' || cast(d.last_year as varchar) as span, d." + column + "\n  from " + shiftTable + " as d\n  where " + c.Regional.of("d") + ") as d\nwhere " + ids
		}
		if err := c.add(r, f); err != nil {
			return err
		}
	}
	return nil
}

// sizeChart draws the totals over the years.
func (c *comparison) sizeChart(r *Request) error {
	if len(c.Years) < 2 {
		return nil
	}
	sql := "select *\nfrom (select p.region as entity_id, p.year, p.value from " + profileTable + " as p where " + c.Regional.of("p") + ") as p\nwhere " + c.among("entity_id") + "\norder by year, entity_id"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	series := c.lines(c.rising(), func(put func(id, year string, x float64)) {
		for _, row := range rows.Data {
			put(text(row[0]), text(row[1]), c.Regional.scaled(r, row[2]))
		}
	})
	look := r.look("compare", r.T("compare.trend.region", "indicator", r.coded(setTable, "basis", c.Regional.Set.Basis)), c.Regional.Unit)
	drawn, err := chart.Line(look, c.rising(), series)
	v, err := chartView(drawn, err, r.T("year"), c.rising(), series, r.Trace(sql, look.Title))
	if v != nil {
		if strings.HasSuffix(c.Regional.Set.Basis, "_cny") {
			v.Note = r.T("regions.prices")
		}
		c.Charts = append(c.Charts, v)
	}
	return err
}

// structureIndustries are those drawn apart, the largest of the regions compared by the sum of shares; the rest stand together.
const structureIndustries = 7

// structureChart draws each region's industries as parts of its total.
func (c *comparison) structureChart(r *Request) error {
	sql := "select *\nfrom (select c.region as entity_id, c.industry as industry_code, 100 * c.value / cast(p.value as double) as percent from " + cellTable + " as c join " + profileTable + " as p on p.set_id = c.set_id and p.year = c.year and p.region = c.region\n  where " + c.Regional.is("c") + " and p.value > 0) as s\nwhere " + c.among("entity_id") + "\norder by entity_id, industry_code"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	parts, sums := map[string]map[string]float64{}, map[string]float64{}
	var codes []string
	for _, row := range rows.Data {
		code := text(row[1])
		x, _ := toFloat(row[2])
		if parts[code] == nil {
			parts[code] = map[string]float64{}
			codes = append(codes, code)
		}
		parts[code][text(row[0])] = x
		sums[code] += x
	}
	slices.SortStableFunc(codes, func(a, b string) int {
		if sums[a] != sums[b] {
			return map[bool]int{true: -1, false: 1}[sums[a] > sums[b]]
		}
		return strings.Compare(a, b)
	})
	names, series := c.stacked(r, codes, parts)
	look := r.look("structure", r.T("compare.structure", "year", c.Year), "%")
	drawn, err := chart.Stack(look, names, series)
	v, err := chartView(drawn, err, r.T("place.label"), names, series, r.Trace(sql, look.Title))
	if v != nil {
		v.Note = r.T("compare.structure.note", "n", min(structureIndustries, len(codes)))
		c.Charts = append(c.Charts, v)
	}
	return err
}

func (c *comparison) stacked(r *Request, codes []string, parts map[string]map[string]float64) (names []string, series []chart.Series) {
	rest := chart.Series{Name: r.T("compare.rest", "n", max(0, len(codes)-structureIndustries)), Values: gaps(len(c.Chosen))}
	for i, code := range codes {
		if i < structureIndustries {
			series = append(series, chart.Series{Name: c.Regional.industry(code), Values: gaps(len(c.Chosen))})
		}
		for j, e := range c.Chosen {
			x, known := parts[code][e.ID]
			switch {
			case known && i < structureIndustries:
				series[i].Values[j] = rounded(x)
			case known:
				rest.Values[j] = rounded(zeroed(rest.Values[j]) + x)
			}
		}
	}
	for _, e := range c.Chosen {
		names = append(names, e.Name)
	}
	if len(codes) > structureIndustries {
		series = append(series, rest)
	}
	return names, series
}

// zeroed is a sum that may not have begun.
func zeroed(x float64) float64 {
	if x != x {
		return 0
	}
	return x
}
