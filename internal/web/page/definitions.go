package page

import (
	"fmt"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/lake"
)

// definitionsView shows which industries of a row set belong together, how good other partitions are, and where the planned clusters' members fall.
type definitionsView struct {
	Base
	*setChoice
	Groups     []groupLine
	Candidates []candidateLine
	Planned    []plannedSpread
	Heat       *ChartView
	Weak       int // industries whose place hangs on a few regions
	Traces     struct{ Industries, Candidates, Planned string }
	Files      []LinkView
	Method     string
}

// groupLine is one cluster of the best partition.
type groupLine struct {
	Number     int64
	Industries []groupIndustry
	Score      Cell
}

type groupIndustry struct {
	Name, Code                       string
	Within, Between, High, Stability Cell
	Better                           string
	Weak                             bool
}

type candidateLine struct {
	Function  string
	Count, LC Cell
	COI, VS   Cell
	Chosen    bool
}

// plannedSpread is a planned cluster: where most of its members' industries fall.
type plannedSpread struct {
	Name, URL      string
	Members, Share Cell
	Main           int64
	Others         int
}

// steady is the least stability that is quoted; the method page says why.
const steady = 0.6

const definitionTable, definitionScoreTable = "measure.benchmark_cluster", "measure.benchmark_score"

func loadDefinitions(r *Request) (View, error) {
	v := &definitionsView{Method: r.Link("/docs/methods/benchmark-clusters")}
	v.Title, v.Crumbs = r.T("nav.definitions"), []Crumb{{r.T("nav.clusters"), r.Link("/clusters")}}
	if !r.Has(setTable) || !r.HasColumn(definitionTable, "cluster") { // where no set has a partition the page tells why
		return r.noData(v, "definitions", "region_industry_year", "firm")
	}
	var err error
	if v.setChoice, err = r.chooseSet(); err != nil {
		return nil, err
	}
	v.Years = v.Years[:1]
	for _, load := range []func(*Request) error{v.groups, v.candidates, v.planned} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	v.doubts(r)
	return v, nil
}

func (v *definitionsView) groups(r *Request) error {
	sql := "select cluster, industry, within, between, high, better, stability, function, score\nfrom " + definitionTable + " as d\nwhere " + v.of("d") + "\norder by cluster, within desc nulls last, industry"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Traces.Industries, v.Files = r.Trace(sql, v.Title), r.queryFiles(sql)
	for _, row := range rows.Data {
		number, _ := row[0].(int64)
		if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].Number != number {
			v.Groups = append(v.Groups, groupLine{Number: number})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Industries = append(g.Industries, v.industryOf(r, row))
	}
	return nil
}

func (v *definitionsView) industryOf(r *Request, row []any) groupIndustry {
	i := groupIndustry{Code: text(row[1]), Name: v.industry(text(row[1])), Within: figure(r, row[2]), Between: figure(r, row[3]), High: figure(r, row[4])}
	if n, ok := row[5].(int64); ok {
		i.Better = r.T("definitions.group", "n", n)
	}
	i.Stability = figure(r, row[6])
	if x, ok := toFloat(row[6]); ok && x < steady {
		i.Weak = true
		v.Weak++
	}
	return i
}

// figure is a plain number, or the mark of an unknown one.
func figure(r *Request, x any) Cell {
	if x == nil {
		return Cell{Text: missing, Null: true, Class: "num"}
	}
	n, _ := toFloat(x)
	return Cell{Text: Format{r.Lang}.Number(rounded(n)), Class: "num", Title: text(x)}
}

func (v *definitionsView) candidates(r *Request) error {
	sql := "select function, cluster_count, max(case when matrix = 'lc-emp' then vs end) as lc, max(case when matrix = 'coi' then vs end) as coi, avg(vs) as vs\nfrom " + definitionScoreTable + " as d\nwhere " + v.of("d") + "\ngroup by function, cluster_count\norder by vs desc nulls last, function, cluster_count"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Traces.Candidates = r.Trace(sql, r.T("definitions.candidates"))
	chosen, err := v.chosen(r)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		v.Candidates = append(v.Candidates, candidateLine{Function: r.coded(definitionScoreTable, "function", text(row[0])), Count: figure(r, row[1]), LC: figure(r, row[2]), COI: figure(r, row[3]), VS: figure(r, row[4]),
			Chosen: text(row[0])+" "+text(row[1]) == chosen})
	}
	return nil
}

// chosen names function and number of clusters of the partition shown.
func (v *definitionsView) chosen(r *Request) (string, error) {
	rows, err := r.Query("select max(function) as function, max(cluster) as cluster_count\nfrom " + definitionTable + " as d\nwhere " + v.of("d"))
	if err != nil || len(rows.Data) == 0 {
		return "", err
	}
	return text(rows.Data[0][0]) + " " + text(rows.Data[0][1]), nil
}

// plannedSQL counts members of planned clusters by the cluster that their industry belongs to; only GB/T 4754 has industries of firms.
func (v *definitionsView) plannedSQL() string {
	code := "case when length(f.industry_code) > 1 and substr(f.industry_code, 1, 1) between 'A' and 'Z' then substr(f.industry_code, 2) else f.industry_code end"
	return fmt.Sprintf(`select m.cluster_id, d.cluster, count(distinct m.firm_id) as member_count
from base.cluster_member as m join base.firm as f on f.firm_id = m.firm_id join %s as d on d.industry = substr(%s, 1, %d)
where %s
group by m.cluster_id, d.cluster
order by m.cluster_id, member_count desc, d.cluster`, definitionTable, code, v.Set.Depth, v.of("d"))
}

func (v *definitionsView) planned(r *Request) error {
	if !strings.HasPrefix(v.Set.Classification, "GB/T 4754") || len(v.Groups) == 0 || !r.Has("base.cluster_member", "base.firm") {
		return nil
	}
	sql := v.plannedSQL()
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.Traces.Planned = r.Trace(sql, r.T("definitions.planned"))
	names, values := v.plannedLines(r, rows)
	var groups []string
	for _, g := range v.Groups {
		groups = append(groups, r.T("definitions.group", "n", g.Number))
	}
	drawn, err := chart.Heat(r.look("definitions", r.T("definitions.planned"), r.T("definitions.share")), names, groups, values)
	if err != nil {
		return err
	}
	v.Heat = &ChartView{Chart: drawn, Trace: v.Traces.Planned}
	return nil
}

// plannedLines fills a line a planned cluster and its shares by group, in percent.
func (v *definitionsView) plannedLines(r *Request, rows *lake.Rows) (names []string, values [][]float64) {
	for from := 0; from < len(rows.Data); {
		id, to, all := rows.Data[from][0], from, 0.0
		for to < len(rows.Data) && rows.Data[to][0] == id {
			n, _ := toFloat(rows.Data[to][2])
			all, to = all+n, to+1
		}
		name := first(r.nameOf("cluster_id", text(id)), text(id))
		shares := make([]float64, len(v.Groups))
		for _, row := range rows.Data[from:to] {
			n, _ := toFloat(row[2])
			if at, _ := row[1].(int64); at >= 1 && int(at) <= len(shares) {
				shares[at-1] = rounded(100 * n / all)
			}
		}
		most, _ := toFloat(rows.Data[from][2])
		main, _ := rows.Data[from][1].(int64)
		v.Planned = append(v.Planned, plannedSpread{Name: name, URL: r.Link("/clusters/" + text(id)), Members: figure(r, all), Main: main, Others: to - from - 1,
			Share: Cell{Text: Format{r.Lang}.Share(most / all), Class: "num"}})
		names, values, from = append(names, name), append(values, shares), to
	}
	return names, values
}

// doubts tell what the partition rests on, or why there is none.
func (v *definitionsView) doubts(r *Request) {
	if len(v.Groups) == 0 {
		v.Notes = append(v.Notes, r.T("definitions.none"))
		return
	}
	v.Notes = append(v.Notes, r.T("definitions.rest", "regions", v.Set.Regions))
	if v.Weak > 0 {
		v.Notes = append(v.Notes, r.T("definitions.weak", "n", v.Weak, "of", v.Set.Industries))
	}
	if !strings.HasPrefix(v.Set.Classification, "GB/T 4754") {
		v.Notes = append(v.Notes, r.T("definitions.notplanned"))
	}
}
