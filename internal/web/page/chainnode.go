package page

import (
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// chainNodeView is one node: its figures, years, holders, people, places and patents.
type chainNodeView struct {
	Base
	ID, Code string // of the node and of the place chosen
	Facts    []factView
	Query    string
	Figures  []Figure // of the node
	Local    []Figure // of the place in it
	Place    string
	Chart    *ChartView
	Sections []sectionView
}

var chainNodeParts = []part{
	{"chain_places", "measure.chain_place", "place_code, local_count, inventor_count, core_patent_count, rta_province, rta_nation, rta_world, rta_reason, outside_share, outside_cr4, dependency, cited_known_count, cited_count, dependency_reason", "local_count desc, place_code"},
	{"chain_sizes", "measure.chain_node_size", "patent_type, patent_count, chain_share, growth, applicant_growth, life_stage, last_complete_year, growth_reason", "patent_type"},
	{"chain_holders", "measure.chain_holder", "rank, name, patent_type, patent_count, node_share, core_patent_count, province_code, party_id", "patent_type, rank, party_id"},
	{"chain_inventors", "measure.chain_inventor", "rank, name, patent_count, circle_count, last_year, province_code, party_id", "rank, party_id"},
	{"chain_classes", "base.chain_class", "symbol", "symbol"},
}

func loadChainNode(r *Request) (View, error) {
	chain := r.PathValue("chain")
	v := &chainNodeView{ID: chain + "." + r.PathValue("node"), Code: r.Values.Get("place")}
	if !r.builtChains() {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.chain_node")
	}
	if err := r.knownPlace("place"); err != nil {
		return nil, err
	}
	rows, err := r.Query("select n.name_zh, n.name_en, n.chain_stage, n.chain_role, n.query, n.file, c.name_zh as chain_zh, c.name_en as chain_en\nfrom base.chain_node as n join base.chain_node as c on c.node_id = n.chain_id\nwhere n.node_id = " + literal(v.ID))
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no node %s", v.ID)
	}
	row := rows.Data[0]
	v.Title, v.Query = r.either(row[0], row[1]), text(row[4])
	v.Crumbs = []Crumb{{r.T("nav.chains"), r.Link("/chains")}, {r.either(row[6], row[7]), r.Link("/chains/"+chain, "place", v.Code)}}
	for i, column := range []string{"chain_stage", "chain_role"} {
		if word := r.coded("base.chain_node", column, row[2+i]); word != "" {
			label, _, _ := r.Site.tables.word("base.chain_node", column, r.Lang)
			v.Facts = append(v.Facts, factView{Label: label, Cell: Cell{Text: word}})
		}
	}
	if err := v.evidence(r); err != nil {
		return nil, err
	}
	if err := v.years(r); err != nil {
		return nil, err
	}
	return v, v.parts(r)
}

// nodeFigure is a number of the node page: a column of a table, with the column that says why it may be unknown.
type nodeFigure struct{ table, column, unit, reason string }

// Figures of a node whatever the place, and those of the place chosen.
var (
	nodeFigures = []nodeFigure{{"measure.chain_node_size", "patent_count", "", ""}, {"measure.chain_node_size", "chain_share", "share", ""}, {"measure.chain_node_size", "growth", "share", "growth_reason"},
		{"measure.chain_node_size", "life_stage", "code", "growth_reason"}, {"measure.chain_control", "holder_count", "", "reason"}, {"measure.chain_control", "cr4", "share", "reason"},
		{"measure.chain_control", "hhi", "", "reason"}, {"measure.chain_control", "core_patent_count", "", ""}, {"measure.chain_control", "core_top4_count", "", ""}}
	placeFigures = []nodeFigure{{"measure.chain_bottleneck", "bottleneck_score", "", "score_reason"}, {"measure.chain_bottleneck", "advice", "code", "advice_reason"},
		{"measure.chain_place", "dependency", "share", "dependency_reason"}, {"measure.chain_place", "outside_cr4", "share", "rta_reason"}, {"measure.chain_bottleneck", "weakness", "", "score_reason"},
		{"measure.chain_place", "rta_province", "", ""}, {"measure.chain_place", "rta_nation", "", ""}, {"measure.chain_place", "rta_world", "", ""}, {"measure.chain_place", "local_count", "", ""},
		{"measure.chain_place", "core_patent_count", "", ""}, {"measure.chain_place", "inventor_count", "", ""}}
)

// evidence shows the numbers of the node, and of the place chosen in it; unknown ones with their reason.
func (v *chainNodeView) evidence(r *Request) error {
	node := "node_id = " + literal(v.ID)
	for _, f := range nodeFigures {
		where, note := node, r.coded("base.patent", "patent_type", "invention")
		if f.table == "measure.chain_node_size" {
			where += " and patent_type = 'invention'"
		}
		if err := r.nodeFigure(&v.Figures, f, where, note); err != nil {
			return err
		}
	}
	if v.Code == "" {
		return nil
	}
	v.Place = r.placeName(v.Code)
	for _, f := range placeFigures {
		if err := r.nodeFigure(&v.Local, f, "place_code = "+literal(v.Code)+" and "+node, v.Place); err != nil {
			return err
		}
	}
	return nil
}

// nodeFigure adds a number with its trace; nothing where there is no row.
func (r *Request) nodeFigure(to *[]Figure, c nodeFigure, where, note string) error {
	reason := c.reason
	if reason == "" {
		reason = "null"
	}
	sql := "select " + c.column + "\nfrom " + c.table + "\nwhere " + where
	rows, err := r.Query("select " + c.column + ", " + reason + " as reason\nfrom " + c.table + "\nwhere " + where)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	label, _, _ := r.Site.tables.word(c.table, c.column, r.Lang)
	f := Figure{Label: label, Note: note, Trace: r.Trace(sql, label)}
	value := rows.Data[0][0]
	switch {
	case value == nil:
		f.Value, f.Note = r.T("chain.unknown"), first(r.noBenchmark(c.column), r.coded(c.table, first(c.reason, "reason"), rows.Data[0][1]), note)
	case c.unit == "code":
		f.Value = r.coded(c.table, c.column, value)
	default:
		f.Value, f.Unit = r.amount(value, c.unit)
	}
	*to = append(*to, f)
	return nil
}

// noBenchmark says why an RTA against one benchmark is unknown.
func (r *Request) noBenchmark(column string) string {
	if strings.HasPrefix(column, "rta_") {
		return r.T("chain.nobenchmark")
	}
	return ""
}

// years draws the inventions and utility models of the node by filing year; truncated ones are marked.
func (v *chainNodeView) years(r *Request) error {
	sql := "select year, patent_type, patent_count, is_truncated\nfrom measure.chain_node_year\nwhere node_id = " + literal(v.ID) + " and patent_type in ('invention', 'utility_model')\norder by year, patent_type"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	names, series := []string{}, []chart.Series{{Name: r.coded("base.patent", "patent_type", "invention")}, {Name: r.coded("base.patent", "patent_type", "utility_model")}}
	for _, row := range rows.Data {
		year := text(row[0])
		if len(names) == 0 || names[len(names)-1] != year {
			names = append(names, year)
			for i := range series {
				series[i].Values, series[i].Doubtful = append(series[i].Values, 0), append(series[i].Doubtful, false)
			}
		}
		i := 0
		if text(row[1]) == "utility_model" {
			i = 1
		}
		n, _ := toFloat(row[2])
		series[i].Values[len(names)-1] = n
		series[i].Doubtful[len(names)-1] = row[3] == true
	}
	look := r.look("years", r.T("chain.years"), r.T("unit.patents"))
	look.DoubtNote = r.T("chain.truncated")
	c, err := chart.Columns(look, names, series)
	v.Chart, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, v.Title))
	return err
}

func (v *chainNodeView) parts(r *Request) error {
	for _, p := range chainNodeParts {
		s, err := r.section(p, "node_id = "+literal(v.ID), "node_id", v.ID)
		if err != nil {
			return err
		}
		if s != nil {
			v.Sections = append(v.Sections, *s)
		}
	}
	where := "patent_id in (select patent_id from base.chain_patent where node_id = " + literal(v.ID) + ")"
	s, err := r.section(part{"chain_patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date desc, patent_id"}, where, "", "")
	if s != nil {
		s.All = s.Trace
		v.Sections = append(v.Sections, *s)
	}
	return err
}
