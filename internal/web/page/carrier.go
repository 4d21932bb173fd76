package page

import (
	"fmt"

	"asterism/internal/fail"
)

// carrierView is one zone or base.
type carrierView struct {
	Base
	ID      string
	Lede    string
	Correct string
	Facts   []factView
	Figures []Figure
	Notes   []string
	Lists   []*listView
	Method  string
}

// shownFirms bounds the lists of a carrier's page.
const shownFirms = 30

func loadCarrier(r *Request) (View, error) {
	id := r.PathValue("id")
	if !r.Has("base.carrier", carrierTable) {
		return nil, fail.New(fail.NotFound, "no carrier %s", id)
	}
	rows, err := r.Query("select *\nfrom base.carrier\nwhere carrier_id = " + literal(id))
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no carrier %s", id)
	}
	v := &carrierView{ID: id, Facts: r.facts("base.carrier", rows), Correct: r.correct("carrier", "carrier_id", id), Method: r.Link("/docs/methods/carriers")}
	v.Title, v.Crumbs = first(r.nameOf("carrier_id", id), id), []Crumb{{r.T("nav.carriers"), r.Link("/carriers")}}
	for i, c := range rows.Columns {
		if c.Name == "kind" {
			v.Lede = r.coded("base.carrier", "kind", rows.Data[0][i])
		}
	}
	for _, load := range []func(*Request) error{v.sum, v.expiring, v.near, v.clusters, v.firms} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (v *carrierView) sum(r *Request) error {
	rows, err := r.Query("select s.as_of_date, " + carrierColumns + "\nfrom " + carrierTable + " as s\nwhere s.carrier_id = " + literal(v.ID))
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	row := rows.Data[0]
	day := Format{r.Lang}.Date(row[0])
	for i, f := range []struct{ label, column, unit string }{{r.T("carrier.firms"), "firm_count", ""}, {r.T("carrier.hightech"), "high_tech_firm_count", ""}, {r.T("carrier.expiring"), "expiring_count", ""}, {r.T("carrier.near"), "near_firm_count", ""}, {r.T("carrier.output"), "output_cny", "cny"}} {
		figure := Figure{Label: f.label, Note: day, Trace: r.Trace("select as_of_date, "+f.column+"\nfrom "+carrierTable+"\nwhere carrier_id = "+literal(v.ID), v.Title+" "+f.label)}
		figure.Value, figure.Unit = r.amount(row[i+1], f.unit)
		if f.unit == "cny" {
			figure.Note = r.T("carrier.covered", "n", row[6], "day", day)
		}
		v.Figures = append(v.Figures, figure)
	}
	v.Notes = append(v.Notes, r.T("carrier.asof", "day", day))
	if n, _ := row[7].(int64); n > 1 && (v.Lede == r.coded("base.carrier", "kind", "national_zone")) {
		v.Notes = append(v.Notes, r.T("carrier.oneleading", "n", n))
	}
	return nil
}

// inside is the condition for a table's firm to be in the carrier at the end of the last year.
func (v *carrierView) inside(firm string) string {
	return fmt.Sprintf("exists (select 1 from base.firm_carrier as c cross join (select max(as_of_date) as as_of_date from %s) as d where c.carrier_id = %s and c.firm_id = %s and (c.valid_from is null or d.as_of_date is null or c.valid_from <= d.as_of_date) and (c.valid_to is null or d.as_of_date is null or c.valid_to > d.as_of_date))", carrierTable, literal(v.ID), firm)
}

func (v *carrierView) add(l *listView, err error, note, empty string) error {
	if err == nil {
		l.Note, l.Empty = note, empty
		v.Lists = append(v.Lists, l)
	}
	return err
}

func (v *carrierView) expiring(r *Request) error {
	l, err := r.list("expiring", r.T("carrier.expiring"), "select t.name, t.firm_id, t.title_kind, t.level, t.certificate, t.valid_from, t.valid_to, t.is_renewed\nfrom "+expiryTable+" as t\nwhere "+v.inside("t.firm_id")+"\norder by t.is_renewed, t.valid_to, t.firm_id, t.title_kind",
		[]string{"base.firm", "base.firm", "base.firm_title", "base.firm_title"}, expiryTable, shownFirms)
	return v.add(l, err, r.T("carrier.expiring.note"), r.T("carrier.expiring.none"))
}

func (v *carrierView) near(r *Request) error {
	l, err := r.list("near", r.T("carrier.near"), "select n.name, n.firm_id, n.firm_limit, n.title_kind, n.is_held, n.year, n.figure, n.limit_value, n.limit_direction, n.margin_share, n.is_met, n.document\nfrom "+nearTable+" as n\nwhere "+v.inside("n.firm_id")+"\norder by n.is_held desc, n.is_met, abs(n.margin_share), n.firm_id, n.firm_limit",
		[]string{"base.firm", "base.firm", nearTable, "base.firm_title"}, nearTable, shownFirms)
	return v.add(l, err, r.T("carrier.near.note"), r.T("carrier.near.none"))
}

func (v *carrierView) clusters(r *Request) error {
	if !r.Has("base.cluster") {
		return nil
	}
	l, err := r.list("hosted", r.T("carrier.clusters"), "select k.cluster_id, k.industry_tag, k.status, case when k.host_carrier_id = "+literal(v.ID)+" then 'host' else 'member' end as carrier_role, count(distinct case when "+v.inside("m.firm_id")+" then m.firm_id end) as firm_count, count(distinct m.firm_id) as member_count\nfrom base.cluster as k left join base.cluster_member as m on m.cluster_id = k.cluster_id\ngroup by k.cluster_id, k.industry_tag, k.status, k.host_carrier_id\nhaving k.host_carrier_id = "+literal(v.ID)+" or count(case when "+v.inside("m.firm_id")+" then 1 end) > 0\norder by 4, 5 desc, k.cluster_id",
		[]string{"base.cluster", "base.cluster", "base.cluster", carrierTable, carrierTable}, "measure.cluster_output", 0)
	return v.add(l, err, r.T("carrier.clusters.note"), r.T("carrier.clusters.none"))
}

func (v *carrierView) firms(r *Request) error {
	if !r.Has("base.firm") {
		return nil
	}
	l, err := r.list("firms", r.T("carrier.firms"), "select f.name, f.firm_id, f.industry_code, f.main_product, y.year, y.output_cny, y.revenue_cny, y.rd_cny, y.employee_count\nfrom base.firm as f left join base.firm_year as y on y.firm_id = f.firm_id and y.year = (select max(year) from base.firm_year)\nwhere "+v.inside("f.firm_id")+"\norder by y.output_cny desc nulls last, f.firm_id",
		[]string{"base.firm", "base.firm", "base.firm", "base.firm"}, "base.firm_year", shownFirms)
	return v.add(l, err, r.T("carrier.firms.note"), r.T("carrier.firms.none"))
}
