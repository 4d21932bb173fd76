package page

import (
	"slices"
	"strings"

	"asterism/internal/lake"
)

// carriersView lists zones and bases with their firms, titles that end, firms near a limit and clusters.
type carriersView struct {
	Base
	Kinds  []LinkView
	AsOf   string
	List   *listView
	Method string
}

// listView is a section whose rows leave as a file.
type listView struct {
	sectionView
	Files []LinkView
	Note  string
	Empty string // what it means that there are no rows
}

const carrierTable, expiryTable, nearTable = "measure.carrier_summary", "measure.title_expiry", "measure.firm_near_limit"

const carrierColumns = "s.firm_count, s.high_tech_firm_count, s.expiring_count, s.near_firm_count, s.output_cny, s.output_firm_count, s.hosted_cluster_count, s.member_cluster_count"

func loadCarriers(r *Request) (View, error) {
	v := &carriersView{Method: r.Link("/docs/methods/carriers")}
	v.Title = r.T("nav.carriers")
	if !r.Has("base.carrier", carrierTable) {
		return r.noData(v, "carriers", "carrier", "firm_carrier", "firm_title")
	}
	kinds, err := r.Query("select kind\nfrom base.carrier\nwhere kind is not null\ngroup by kind\norder by case kind when 'national_zone' then 1 when 'provincial_zone' then 2 when 'base' then 3 else 4 end, kind")
	if err != nil {
		return nil, err
	}
	chosen := r.Values.Get("kind")
	v.Kinds = []LinkView{{r.T("carriers.all"), r.Here("kind", ""), chosen == ""}}
	for _, row := range kinds.Data {
		v.Kinds = append(v.Kinds, LinkView{first(r.coded("base.carrier", "kind", row[0]), text(row[0])), r.Here("kind", row[0]), chosen == text(row[0])})
	}
	var all []string
	for _, row := range kinds.Data {
		all = append(all, text(row[0]))
	}
	if _, err := r.oneOf("kind", all...); err != nil {
		return nil, err
	}
	return v, v.fill(r, chosen)
}

func (v *carriersView) fill(r *Request, kind string) error {
	where := ""
	if kind != "" {
		where = "\nwhere c.kind = " + literal(kind)
	}
	day, err := r.Value("select max(as_of_date) as as_of_date\nfrom " + carrierTable)
	if err != nil {
		return err
	}
	v.AsOf = Format{r.Lang}.Date(day)
	v.List, err = r.list("carriers", r.T("nav.carriers"), "select c.name, c.carrier_id, c.kind, c.region_code, c.industry_tag, "+carrierColumns+"\nfrom base.carrier as c join "+carrierTable+" as s on s.carrier_id = c.carrier_id"+where+
		"\norder by s.expiring_count desc nulls last, s.firm_count desc nulls last, c.carrier_id", []string{"base.carrier", "base.carrier", "base.carrier", "base.carrier", "base.carrier"}, carrierTable, 0)
	if err == nil {
		v.List.Result.codes("name", "carrier_id")
	}
	return err
}

// list runs SQL whose first columns are of the tables named and the rest of another; rows = 0 shows them all.
func (r *Request) list(id, title, sql string, of []string, rest string, shown int) (*listView, error) {
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	v := &listView{sectionView: sectionView{ID: id, Title: title, Trace: r.Trace(sql, title)}}
	for _, format := range []string{"xlsx", "csv"} {
		v.Files = append(v.Files, LinkView{Text: formatName(format), URL: r.Link("/query/"+format, "sql", sql)})
	}
	part := &lake.Rows{Columns: rows.Columns, Data: rows.Data}
	if shown > 0 && len(rows.Data) > shown {
		part.Data, v.Hidden, v.All = rows.Data[:shown], int64(len(rows.Data)-shown), v.Trace
	}
	v.Result = r.joined(part, of, rest)
	return v, nil
}

// joined is a result whose columns take their words from several tables.
func (r *Request) joined(rows *lake.Rows, of []string, rest string) *ResultView {
	all := &ResultView{Rows: make([][]Cell, len(rows.Data))}
	for j, c := range rows.Columns {
		table := rest
		if j < len(of) {
			table = of[j]
		}
		one := &lake.Rows{Columns: []lake.Column{c}}
		for _, row := range rows.Data {
			one.Data = append(one.Data, row[j:j+1])
		}
		column := r.labelled(table, one)
		all.Columns = append(all.Columns, column.Columns...)
		for i := range column.Rows {
			all.Rows[i] = append(all.Rows[i], column.Rows[i]...)
		}
	}
	all.link("name", "firm_id", r)
	all.limits(rows, r)
	return all
}

// codes shows a key as the code that it is, behind the name, which leads where the key led.
func (v *ResultView) codes(name, key string) {
	from, at := v.column(name), v.column(key)
	if from < 0 || at < 0 {
		return
	}
	for _, row := range v.Rows {
		row[from].URL = row[at].URL
		row[at] = Cell{Text: first(row[at].Title, row[at].Text), Class: "code"}
	}
}

func (v *ResultView) column(name string) int {
	return slices.IndexFunc(v.Columns, func(h HeadView) bool { return h.Name == name })
}

// limitUnits are the units of the figures that a limit (base.firm_limit) is set for, by the end of its name.
var limitUnits = []struct{ end, unit string }{{"_share", "share"}, {"_cny", "cny"}, {"_count", "person"}}

// limits writes figures beside a limit in the limit's own unit.
func (v *ResultView) limits(rows *lake.Rows, r *Request) {
	limit := v.column("firm_limit")
	if limit < 0 {
		return
	}
	for _, name := range []string{"figure", "limit_value"} {
		j := v.column(name)
		for i := 0; j >= 0 && i < len(rows.Data); i++ {
			for _, u := range limitUnits {
				if rows.Data[i][j] != nil && strings.HasSuffix(text(rows.Data[i][limit]), u.end) {
					v.Rows[i][j] = Cell{Text: r.inUnit(rows.Data[i][j], u.unit), Class: "num nowrap"}
				}
			}
		}
	}
}
