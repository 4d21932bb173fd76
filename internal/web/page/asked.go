package page

import (
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// answer is a table that is not built but answered for one value (derive.Node.Ask), as the request asks for it.
type answer struct {
	Select            // of all its rows
	rows   *lake.Rows // all of them
	value  string
}

// ask answers a table for one value of the column it is asked by; nil for a table that is built.
func (r *Request) ask(table, value string) (*answer, error) {
	n, _ := r.Site.tables.graph.Node(table)
	if n.Asked == "" {
		return nil, nil
	}
	if value == "" {
		return nil, fail.New(fail.Invalid, "%s is answered for one %s at a time: add %[2]s= to the address", table, n.Asked)
	}
	for _, in := range n.Inputs {
		if _, ok := r.Reader.Snapshot().Table(in); !ok {
			return nil, fail.New(fail.NotFound, "no table %s in snapshot %d", table, r.Reader.Snapshot().ID)
		}
	}
	a := &answer{value: value}
	a.Table.Name, a.From = table, "(\n"+n.Ask(value)+"\n) as answer"
	rows, err := r.Query(n.AskInOrder(value))
	if err != nil {
		return nil, err
	}
	a.rows, a.Table.Columns, a.Table.Rows = rows, rows.Columns, int64(len(rows.Data))
	return a, nil
}

// tableOrAnswer is a table of the snapshot, or one answered for the value in the URL with the SQL that stands for it.
func (r *Request) tableOrAnswer(name string) (t lake.Table, from string, err error) {
	n, _ := r.Site.tables.graph.Node(name)
	a, err := r.ask(name, r.Values.Get(n.Asked))
	if err != nil {
		return t, "", err
	}
	if a != nil {
		return a.Table, a.From, nil
	}
	t, err = r.table(name)
	return t, "", err
}

// answered is the part of an answer where columns have some values; nil where there is none. The rows are those already read, the trace is
// the SQL that would read them.
func (r *Request) answered(a *answer, p part, where ...Condition) *sectionView {
	s := a.by(r.Site.tables.order(p.table)...)
	s.Fields, s.Where = splitNames(p.columns), where
	rows := s.pick(a.rows)
	if len(rows.Data) == 0 {
		return nil
	}
	title, link := r.T("section."+p.name), []any{"party_id", a.value}
	for _, c := range where {
		link = append(link, c.Column, c.Values[0])
	}
	v := &sectionView{ID: p.name, Title: title, Trace: r.Trace(s.AllSQL(), title), All: r.Link("/data/tables/"+p.table, link...)}
	v.Hidden = int64(max(len(rows.Data)-sectionRows, 0))
	rows.Data = rows.Data[:min(len(rows.Data), sectionRows)]
	v.Result = r.labelled(p.table, rows)
	return v
}

// pick takes rows and columns of a selection out of rows already read; they come in the order they have.
func (s Select) pick(all *lake.Rows) *lake.Rows {
	at := map[string]int{}
	for i, c := range all.Columns {
		at[c.Name] = i
	}
	picked := &lake.Rows{}
	for _, f := range s.Fields {
		picked.Columns = append(picked.Columns, all.Columns[at[f]])
	}
	for _, row := range all.Data {
		if !s.fits(row, at) {
			continue
		}
		cells := make([]any, len(s.Fields))
		for i, f := range s.Fields {
			cells[i] = row[at[f]]
		}
		picked.Data = append(picked.Data, cells)
	}
	return picked
}

func (s Select) fits(row []any, at map[string]int) bool {
	for _, c := range s.Where {
		if row[at[c.Column]] != c.Values[0] {
			return false
		}
	}
	return true
}
