package page

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// matrixView sets clusters against the places of their members.
type matrixView struct {
	Base
	By      string
	Choices []LinkView
	Places  []LinkView
	Lines   []matrixLine
	Chart   *ChartView
	Notes   []string
	Trace   string
	Files   []LinkView
	Method  string
}

// matrixLine is one cluster; Cells follow the places.
type matrixLine struct {
	Name, URL string
	Cells     []Cell
}

// matrixBy are what a cell can tell: members, their output, or their location quotient.
var matrixBy = []string{"member_count", "output_cny", "lq"}

const placeTable = "measure.cluster_place"

const matrixSQL = `select p.industry as cluster_id, p.region as place_code, cast(p.value as bigint) as member_count, p.lq, p.low, p.high, o.output_cny, o.year
from ` + placeTable + ` as p left join (
  select m.cluster_id, g.prefecture_code, y.year, sum(y.output_cny) as output_cny
  from (select distinct cluster_id, firm_id from base.cluster_member) as m join base.firm as f on f.firm_id = m.firm_id join base.region_map as g on g.region_code = f.region_code join base.firm_year as y on y.firm_id = m.firm_id
  where y.output_cny is not null and y.year = (select max(year) from base.firm_year where output_cny is not null)
  group by m.cluster_id, g.prefecture_code, y.year
) as o on o.cluster_id = p.industry and o.prefecture_code = p.region
order by p.industry, p.region`

func loadMatrix(r *Request) (View, error) {
	v := &matrixView{By: first(r.Values.Get("by"), matrixBy[0]), Method: r.Link("/docs/methods/location")}
	v.Title, v.Crumbs = r.T("nav.matrix"), []Crumb{{r.T("nav.regions"), r.Link("/regions")}}
	if !slices.Contains(matrixBy, v.By) {
		return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "by", v.By, strings.Join(matrixBy, ", "))
	}
	if !r.Has(placeTable) {
		return r.noData(v, "matrix", "cluster_member", "firm")
	}
	for _, by := range matrixBy {
		v.Choices = append(v.Choices, LinkView{r.T("matrix.by." + by), r.Here("by", by), by == v.By})
	}
	v.Trace, v.Files = r.Trace(matrixSQL, v.Title), r.queryFiles(matrixSQL)
	return v, v.fill(r)
}

// queryFiles are the downloads of an SQL's rows.
func (r *Request) queryFiles(sql string) (files []LinkView) {
	for _, format := range downloadFormats {
		files = append(files, LinkView{Text: formatName(format), URL: r.Link("/query/"+format, "sql", sql)})
	}
	return files
}

func (v *matrixView) fill(r *Request) error {
	rows, err := r.Query(matrixSQL)
	if err != nil {
		return err
	}
	cells, year := map[[2]string][]any{}, ""
	var clusters, places []string
	for _, row := range rows.Data {
		id, place := text(row[0]), text(row[1])
		cells[[2]string{id, place}] = row
		if !slices.Contains(clusters, id) {
			clusters = append(clusters, id)
		}
		if !slices.Contains(places, place) {
			places = append(places, place)
		}
		year = first(text(row[7]), year)
	}
	slices.Sort(places)
	for _, p := range places {
		v.Places = append(v.Places, LinkView{Text: r.placeName(p), URL: r.Link("/regions/" + p)})
	}
	values := make([][]float64, len(clusters))
	for i, id := range clusters {
		line := matrixLine{Name: first(r.nameOf("cluster_id", id), id), URL: r.Link("/clusters/" + id)}
		for _, p := range places {
			cell, x := v.cell(r, cells[[2]string{id, p}])
			line.Cells, values[i] = append(line.Cells, cell), append(values[i], x)
		}
		v.Lines = append(v.Lines, line)
	}
	v.Notes = []string{r.T("matrix.note."+v.By, "year", first(year, r.T("unknown")))}
	return v.heat(r, values)
}

func (v *matrixView) cell(r *Request, row []any) (Cell, float64) {
	if row == nil {
		return Cell{Text: missing, Null: true, Class: "num", Title: r.T("matrix.nomember")}, math.NaN()
	}
	at := map[string]int{"member_count": 2, "lq": 3, "output_cny": 6}[v.By]
	x, ok := toFloat(row[at])
	if v.By == "output_cny" {
		x = r.charted(x, ok)
	}
	if !ok {
		return Cell{Text: missing, Null: true, Class: "num", Title: r.T("unknown")}, math.NaN()
	}
	cell := Cell{Text: Format{r.Lang}.Number(rounded(x)), Class: "num"}
	if v.By == "lq" {
		cell.Title = fmt.Sprintf("%s – %s", Format{r.Lang}.Number(row[4]), Format{r.Lang}.Number(row[5]))
	}
	return cell, math.Round(x*100) / 100
}

// heat draws the matrix where it is small enough for an eye.
func (v *matrixView) heat(r *Request, values [][]float64) error {
	if len(values) > 60 || len(v.Places) > 40 {
		return nil
	}
	var names, places []string
	for _, l := range v.Lines {
		names = append(names, l.Name)
	}
	for _, p := range v.Places {
		places = append(places, p.Text)
	}
	unit := map[string]string{"member_count": r.T("unit.firms"), "output_cny": r.T("unit.money"), "lq": ""}[v.By]
	c, err := chart.Heat(r.look("matrix", r.T("matrix.by."+v.By), unit), names, places, values)
	if err != nil {
		return err
	}
	v.Chart = &ChartView{Chart: c, Trace: v.Trace}
	return nil
}
