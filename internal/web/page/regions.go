package page

import (
	"fmt"
	"slices"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// regionsView ranks the regions of a set by one of several measures.
type regionsView struct {
	Base
	*setChoice
	Heads  []HeadView
	Lines  []regionLine
	Shift  *ChartView
	Trace  string
	Method string
	By     string
	Kept   []Pair // what the form keeps
}

// regionLine is one region; Cells follow the heads.
type regionLine struct {
	Code, Name, URL string
	Cells           []Cell
}

// rankings are the measures regions can be ranked by: column of rankingSQL, whether its unit is that of the set, and whether more comes first.
var rankings = []struct {
	column string
	amount bool
	rising bool
}{
	{"value", true, false}, {"share", false, false}, {"growth", false, false}, {"lq_count", false, false}, {"strong_count", false, false}, {"krugman", false, false},
	{"hhi", false, false}, {"related", false, false}, {"eci", false, false}, {"regional", true, false},
}

// rankingSQL is a row a region of the set and year. Growth is a year's from the set's first year on.
func (c *setChoice) rankingSQL() string {
	return `select p.region as place_code, p.value, p.value / cast(t.total as double) as share,
  case when f.value > 0 and p.year > s.first_year then power(p.value / f.value, 1 / cast(p.year - s.first_year as double)) - 1 end as growth,
  p.lq_count, g.strong_count, p.krugman, p.hhi, p.related, x.eci, d.regional
from ` + profileTable + ` as p join ` + setTable + ` as s on s.set_id = p.set_id
cross join (select sum(value) as total from ` + profileTable + ` as q where ` + c.is("q") + `) as t
left join ` + profileTable + ` as f on f.set_id = p.set_id and f.region = p.region and f.year = s.first_year
left join (select year, region, sum(case when strong then 1 else 0 end) as strong_count from ` + strongTable + ` where set_id = ` + literal(c.jobs()) + ` group by year, region) as g on g.year = p.year and g.region = p.region
left join ` + complexityTable + ` as x on x.set_id = p.set_id and x.year = p.year and x.region = p.region
left join ` + shiftTable + ` as d on d.set_id = p.set_id and d.region = p.region and d.last_year = p.year
where ` + c.is("p")
}

func loadRegions(r *Request) (View, error) {
	v := &regionsView{Method: r.Link("/docs/methods/location"), By: first(r.Values.Get("by"), "value")}
	v.Title = r.T("nav.regions")
	if !r.Has(setTable, profileTable) {
		return r.noData(v, "regions", "region_industry_year", "firm")
	}
	var err error
	if v.setChoice, err = r.chooseSet(); err != nil {
		return nil, err
	}
	if !slices.Contains(rankedBy(), v.By) {
		return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "by", v.By, strings.Join(rankedBy(), ", "))
	}
	if r.Values.Get("by") != "" {
		v.Kept = []Pair{{"by", v.By}}
	}
	sql := v.rankingSQL() + "\norder by " + v.By + " desc nulls last, p.region"
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	v.Trace = r.Trace(sql, v.Title)
	v.rank(r, rows)
	if err := v.whyUnknown(r); err != nil {
		return nil, err
	}
	v.Shift, err = v.shiftChart(r, rows)
	return v, err
}

func rankedBy() (names []string) {
	for _, k := range rankings {
		names = append(names, k.column)
	}
	return names
}

func (v *regionsView) rank(r *Request, rows *lake.Rows) {
	for _, k := range rankings {
		h := HeadView{Name: k.column, Label: r.T("regions.by." + k.column), Number: true, URL: r.Here("by", k.column)}
		if k.amount {
			h.Unit = v.Unit
		}
		if k.column == v.By {
			h.Sorted = "descending"
		}
		v.Heads = append(v.Heads, h)
	}
	for _, row := range rows.Data {
		code := text(row[0])
		line := regionLine{Code: code, Name: r.placeName(code), URL: v.page(r, code)}
		for j, k := range rankings {
			line.Cells = append(line.Cells, v.rankCell(r, k.column, row[j+1]))
		}
		v.Lines = append(v.Lines, line)
	}
}

// page is the address of a region's page in the same set and year.
func (c *setChoice) page(r *Request, code string) string {
	return r.Link("/regions/"+code, "set", c.keep(), "year", c.keepYear())
}

// keep is the set for an address, "" where it is the first one anyway.
func (c *setChoice) keep() string {
	if c.Changed {
		return c.Set.ID
	}
	return ""
}

func (c *setChoice) keepYear() string {
	if c.Year != c.Set.Last {
		return fmt.Sprint(c.Year)
	}
	return ""
}

func (c *setChoice) rankCell(r *Request, column string, x any) Cell {
	if x == nil {
		return Cell{Text: missing, Null: true, Class: "num"}
	}
	switch column {
	case "value", "regional":
		return Cell{Text: Format{r.Lang}.Number(c.scaled(r, x)), Class: "num", Title: text(x)}
	case "share", "growth":
		return Cell{Text: Format{r.Lang}.Share(x), Class: "num", Title: text(x)}
	}
	return Cell{Text: Format{r.Lang}.Number(x), Class: "num", Title: text(x)}
}

// whyUnknown tells why whole columns are empty.
func (c *setChoice) whyUnknown(r *Request) error {
	reason, err := r.Value("select max(refusal)\nfrom " + complexityTable + " as x\nwhere " + c.of("x"))
	if err != nil {
		return err
	}
	if s := text(reason); s != "" {
		c.Notes = append(c.Notes, r.T("regions.noeci."+s))
	} else if c.Year != c.Set.Last {
		c.Notes = append(c.Notes, r.T("regions.noeci.year", "year", c.Set.Last))
	}
	n, err := r.Value("select count(*)\nfrom " + strongTable + "\nwhere set_id = " + literal(c.jobs()) + " and year = " + fmt.Sprint(c.Year))
	if err != nil {
		return err
	}
	if n == int64(0) {
		c.Notes = append(c.Notes, r.T("regions.nostrong"))
	}
	return nil
}

// shownShifts bounds the regions of one chart.
const shownShifts = 20

// shiftChart draws the parts of each region's growth, regions in the order given by the first column.
func (c *setChoice) shiftChart(r *Request, order *lake.Rows) (*ChartView, error) {
	sql := "select region as place_code, first_year, last_year, change, national, mix, regional, homothetic, allocation, entered, fresh\nfrom " + shiftTable + " as d\nwhere " + c.of("d")
	sql += "\norder by d.region"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return nil, err
	}
	at := map[string][]any{}
	for _, row := range rows.Data {
		at[text(row[0])] = row
	}
	var names []string
	series := []chart.Series{{Name: r.T("regions.national")}, {Name: r.T("regions.mix")}, {Name: r.T("regions.regional")}}
	for _, ranked := range order.Data {
		row := at[text(ranked[0])]
		if row == nil || len(names) == shownShifts {
			continue
		}
		names = append(names, r.placeName(text(row[0])))
		for j, column := range []int{4, 5, 6} {
			series[j].Values = append(series[j].Values, c.scaled(r, row[column]))
		}
	}
	span := rows.Data[0]
	look := r.look("shift", r.T("regions.shift", "from", text(span[1]), "to", text(span[2])), c.Unit)
	drawn, err := chart.Stack(look, names, series)
	v, err := chartView(drawn, err, r.T("nav.regions"), names, series, r.Trace(sql, look.Title))
	if v != nil {
		v.Note = r.T("regions.shift.note")
		if strings.HasSuffix(c.Set.Basis, "_cny") {
			v.Note += r.T("regions.prices")
		}
	}
	return v, err
}
