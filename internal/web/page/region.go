package page

import (
	"fmt"
	"strings"

	"asterism/internal/fail"
)

// regionView is one region: what it is special in, how it grew, what it could do next, who is there.
type regionView struct {
	Base
	*setChoice
	Code, Method string
	Figures      []Figure
	Portfolio    []portfolioLine
	HasInterval  bool
	HasGrowth    bool
	Published    bool
	Trace        string
	Quadrant     *ChartView
	Shift        *ChartView
	Trend        *ChartView
	Chances      *chancesView
	Near         *ChartView
	Sections     []sectionView
	Report       string
}

// portfolioLine is one industry of the region.
type portfolioLine struct {
	Code, Name, Value, Share, Quotient, Published, Interval, Shrunk, Growth string
	Flags                                                                   []string
	Change                                                                  string
}

func loadRegion(r *Request) (View, error) {
	v := &regionView{Code: r.PathValue("code"), Method: r.Link("/docs/methods/location")}
	v.Title, v.Crumbs = r.placeName(v.Code), []Crumb{{r.T("nav.regions"), r.Link("/regions")}}
	if !r.Has(setTable, profileTable) {
		return nil, fail.New(fail.NotFound, "no industries of region %s", v.Code)
	}
	var err error
	if v.setChoice, err = r.chooseSetOf(v.Code); err != nil {
		return nil, err
	}
	v.Report = r.Link("/reports/region_diagnosis", "region", v.Code)
	for _, load := range []func(*Request) error{v.describe, v.portfolio, v.decompose, v.trend, v.chances, v.near, v.lists} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	return v, v.whyUnknown(r)
}

// chooseSetOf is chooseSet, but without a set in the address the first one that has the region.
func (r *Request) chooseSetOf(region string) (*setChoice, error) {
	sql := "select max(s.set_id) as set_id, s.preference\nfrom " + setTable + " as s join " + profileTable + " as p on p.set_id = s.set_id\nwhere p.region = " + literal(region) + "\ngroup by s.preference\norder by s.preference"
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no industries of region %s", region)
	}
	named := r.Values.Get("set")
	if named == "" {
		r.Values.Set("set", text(rows.Data[0][0]))
	}
	c, err := r.chooseSet()
	if c != nil {
		c.Changed = named != ""
	}
	if named == "" {
		r.Values.Del("set")
	}
	return c, err
}

// at limits SQL to the region in the set and year.
func (v *regionView) at(alias string) string {
	return v.is(alias) + " and " + alias + ".region = " + literal(v.Code)
}

// describe tells the size and structure of the region as a whole.
func (v *regionView) describe(r *Request) error {
	sql := v.rankingSQL() + " and p.region = " + literal(v.Code)
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	if len(rows.Data) == 0 {
		return fail.New(fail.NotFound, "no industries of region %s", v.Code)
	}
	ranks, err := v.ranks(r)
	if err != nil {
		return err
	}
	for j, k := range rankings {
		cell := v.rankCell(r, k.column, rows.Data[0][j+1])
		f := Figure{Label: r.T("regions.by." + k.column), Value: cell.Text, Trace: r.Trace("select "+k.column+"\nfrom ("+sql+") as p", v.Title+" "+r.T("regions.by."+k.column)), Note: fmt.Sprint(v.Year)}
		if k.amount && !cell.Null {
			f.Unit = v.Unit
		}
		if at, ok := ranks[k.column]; ok && !cell.Null {
			f.Note += " · " + r.T("regions.rank", "n", at, "of", v.Set.Regions)
		}
		v.Figures = append(v.Figures, f)
	}
	return nil
}

// ranks are the region's places among all, the largest first; those alike share a place.
func (v *regionView) ranks(r *Request) (map[string]int64, error) {
	var parts []string
	for _, k := range rankings {
		parts = append(parts, "case when "+k.column+" is not null then rank() over (order by "+k.column+" desc nulls last) end as "+k.column)
	}
	rows, err := r.Query("select *\nfrom (select place_code, " + strings.Join(parts, ", ") + "\nfrom (" + v.rankingSQL() + ") as p) as q\nwhere place_code = " + literal(v.Code))
	if err != nil || len(rows.Data) == 0 {
		return nil, err
	}
	ranks := map[string]int64{}
	for j, k := range rankings {
		if n, ok := rows.Data[0][j+1].(int64); ok {
			ranks[k.column] = n
		}
	}
	return ranks, nil
}

// portfolioSQL is a row an industry, the most special first by the shrunk quotient, which small numbers do not lead astray.
func (v *regionView) portfolioSQL() string {
	return `select q.industry as industry_code, q.value, q.value / p.value as share, q.lq, q.shrunk, c.published_lq, case when s.is_count then q.low end as low, case when s.is_count then q.high end as high,
  case when f.value > 0 and q.value > 0 and q.year > s.first_year then power(q.value / f.value, 1 / cast(q.year - s.first_year as double)) - 1 end as growth,
  g.strong, g.strong10, g.significant, g.qualifying, case when q.year = e.last_year then e.entry_change end as entry_change, case when q.year = e.last_year then e.is_clear end as is_clear, e.first_year as compared_year
from ` + quotientTable + ` as q join ` + setTable + ` as s on s.set_id = q.set_id join ` + profileTable + ` as p on p.set_id = q.set_id and p.year = q.year and p.region = q.region
join ` + cellTable + ` as c on c.set_id = q.set_id and c.year = q.year and c.region = q.region and c.industry = q.industry
left join ` + quotientTable + ` as f on f.set_id = q.set_id and f.region = q.region and f.industry = q.industry and f.year = s.first_year
left join ` + strongTable + ` as g on g.set_id = ` + literal(v.jobs()) + ` and g.year = q.year and g.region = q.region and g.cluster = q.industry
left join ` + entryTable + ` as e on e.set_id = q.set_id and e.region = q.region and e.industry = q.industry
where ` + v.at("q") + `
order by case when c.published_lq is not null then c.published_lq else q.shrunk end desc nulls last, q.industry`
}

func (v *regionView) portfolio(r *Request) error {
	rows, err := r.Query(v.portfolioSQL())
	if err != nil {
		return err
	}
	v.Trace = r.Trace(v.portfolioSQL(), v.Title+" "+r.T("regions.portfolio"))
	for _, row := range rows.Data {
		v.Portfolio = append(v.Portfolio, v.portfolioLine(r, row))
	}
	return v.quadrant(r, rows)
}

func (v *regionView) portfolioLine(r *Request, row []any) portfolioLine {
	f := Format{r.Lang}
	l := portfolioLine{Code: text(row[0]), Name: v.industry(text(row[0])), Value: f.Number(v.scaled(r, row[1])), Share: f.Share(row[2]), Quotient: f.Number(row[3]), Shrunk: f.Number(row[4])}
	if row[5] != nil {
		l.Published, v.Published = f.Number(row[5]), true
	}
	if row[6] != nil && row[7] != nil {
		l.Interval, v.HasInterval = f.Number(row[6])+" – "+f.Number(row[7]), true
	}
	if row[8] != nil {
		l.Growth, v.HasGrowth = f.Share(row[8]), true
	}
	for i, name := range []string{"strong", "strong10", "significant", "qualifying"} {
		if row[9+i] == true {
			l.Flags = append(l.Flags, name)
		}
	}
	if change := text(row[13]); change != "" && change != "kept" {
		l.Change = r.coded(entryTable, "entry_change", row[13]) + r.T("regions.since", "year", text(row[15]))
		if row[14] != true {
			l.Change += r.T("regions.unclear")
		}
	}
	return l
}
