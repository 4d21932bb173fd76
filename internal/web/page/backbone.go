package page

import (
	"slices"
	"strconv"

	"asterism/internal/fail"
)

// backboneView orders the members of a cluster by the four criteria of the policy, with the evidence of one of them.
type backboneView struct {
	Base
	Method, ID string
	Clusters   []LinkView
	Figures    []Figure
	List       *backboneList
	Firm       *backboneFirm
}

// backboneList is the order of a cluster's members, or its head.
type backboneList struct {
	Title, Trace, All string
	Criteria          []string
	Lines             []backboneLine
	Hidden            int64
}

// backboneLine is one member; what is unknown has its reason.
type backboneLine struct {
	Rank, Interval, Name, URL, Firm, Role, Score, Known, Top, Reason string
	Registered                                                       bool // as backbone
	Criteria                                                         []string
	Checks                                                           []stateTag
}

// stateTag is a check that is met, unmet or unknown.
type stateTag struct{ Text, Class string }

const backboneTable, backboneValues = "measure.backbone", "measure.backbone_value"

// criteria are the four of the policy, in its order.
var criteria = []string{"linkage", "focus", "innovation", "driving"}

// shownMembers bounds the list of the page; the rest is one click away.
const shownMembers = 30

func loadBackbone(r *Request) (View, error) {
	v := &backboneView{Method: r.Link("/docs/methods/backbone"), ID: r.Values.Get("cluster")}
	v.Title = r.T("nav.backbone")
	if !r.Has(backboneTable, backboneValues) {
		return r.noData(v, "backbone", "cluster_member", "firm_year", "supply", "standard", "platform")
	}
	ids, err := r.backboneClusters()
	if err != nil {
		return nil, err
	}
	if v.ID == "" {
		v.ID = ids[0]
	}
	if !slices.Contains(ids, v.ID) {
		return nil, fail.New(fail.NotFound, "no members of cluster %s", v.ID)
	}
	for _, id := range ids {
		v.Clusters = append(v.Clusters, LinkView{first(r.nameOf("cluster_id", id), id), r.Link("/backbone", "cluster", id), id == v.ID})
	}
	if v.List, err = r.backboneList(v.ID, shownMembers); err != nil {
		return nil, err
	}
	if v.Figures, err = r.backboneFigures(v.ID); err != nil {
		return nil, err
	}
	if firm := r.Values.Get("firm"); firm != "" {
		v.Firm, err = r.backboneFirm(v.ID, firm)
	}
	return v, err
}

// backboneClusters are the clusters with members: those of the plans first, in their order.
func (r *Request) backboneClusters() ([]string, error) {
	rows, err := r.Query("select cluster_id\nfrom " + backboneTable + "\ngroup by cluster_id\norder by cluster_id")
	if err != nil {
		return nil, err
	}
	var ids, rest []string
	for _, row := range rows.Data {
		rest = append(rest, text(row[0]))
	}
	for _, c := range r.plannedClusters() {
		if i := slices.Index(rest, c.ID); i >= 0 {
			ids, rest = append(ids, c.ID), slices.Delete(rest, i, i+1)
		}
	}
	return append(ids, rest...), nil
}

func (r *Request) backboneFigures(id string) ([]Figure, error) {
	of := "\nfrom " + backboneTable + "\nwhere cluster_id = " + literal(id)
	var all []Figure
	for _, f := range []struct{ label, sql string }{
		{r.T("backbone.members"), "select count(*) as member_count" + of},
		{r.T("backbone.ranked"), "select count(rank) as ranked_count" + of},
		{r.T("backbone.steady"), "select count(*) as steady_count" + of + " and rank_high <= 10"},
		{r.T("backbone.whole"), "select count(*) as whole_count" + of + " and criterion_count = 4"},
	} {
		figure, err := r.Figure(f.label, f.sql, r.T("code.unit.firm"))
		if err != nil {
			return nil, err
		}
		all = append(all, figure)
	}
	return all, nil
}

func (r *Request) backboneList(id string, most int) (*backboneList, error) {
	sql := `select b.firm_id, f.name, b.role, b.linkage, b.focus, b.innovation, b.driving, b.criterion_count, b.score, b.rank, b.rank_low, b.rank_high, b.top_share, b.rank_reason, b.title_check, b.property_check, b.standard_check
from ` + backboneTable + ` as b left join base.firm as f on f.firm_id = b.firm_id
where b.cluster_id = ` + literal(id) + "\norder by b.rank nulls last, b.firm_id"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return nil, err
	}
	l := &backboneList{Title: r.T("backbone.list"), Trace: r.Trace(sql, r.T("backbone.list")), All: r.Link("/data/tables/"+backboneTable, "cluster_id", id, "sort", "rank"), Hidden: int64(max(0, len(rows.Data)-most))}
	for _, c := range criteria {
		label, _, _ := r.Site.tables.word(backboneTable, c, r.Lang)
		l.Criteria = append(l.Criteria, label)
	}
	for _, row := range rows.Data[:min(most, len(rows.Data))] {
		l.Lines = append(l.Lines, r.backboneLine(id, row))
	}
	return l, nil
}

func (r *Request) backboneLine(cluster string, row []any) backboneLine {
	firm := text(row[0])
	l := backboneLine{Rank: missing, Name: first(text(row[1]), firm), URL: r.Link("/backbone", "cluster", cluster, "firm", firm) + "#evidence", Firm: r.Link("/firms/" + firm),
		Role: first(r.coded("base.cluster_member", "role", row[2]), text(row[2])), Registered: row[2] == "backbone",
		Known: text(row[7]) + "/" + strconv.Itoa(len(criteria)), Score: missing, Reason: r.coded(backboneTable, "rank_reason", row[13])}
	for _, x := range row[3:7] {
		l.Criteria = append(l.Criteria, r.percentile(x))
	}
	if row[9] != nil {
		l.Rank, l.Interval, l.Score, l.Top = text(row[9]), text(row[10])+"–"+text(row[11]), r.percentile(row[8]), Format{r.Lang}.Share(row[12])
	}
	for i, column := range []string{"title_check", "property_check", "standard_check"} {
		l.Checks = append(l.Checks, r.stateTag(column, row[14+i]))
	}
	return l
}

// percentile writes 0–1 as a number up to 100.
func (r *Request) percentile(v any) string {
	x, known := toFloat(v)
	if !known {
		return missing
	}
	return grouped(100*x, 1)
}

// stateTag words a check by what it is about.
func (r *Request) stateTag(column string, v any) stateTag {
	label, _, _ := r.Site.tables.word(backboneTable, column, r.Lang)
	return stateTag{label + " " + r.coded(backboneTable, column, v), map[any]string{"met": "good", "unmet": "warn"}[v]}
}
