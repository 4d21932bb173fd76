package page

import (
	"fmt"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// patentView is everything known about one patent.
type patentView struct {
	Base
	Correct  string // address of the workbook that corrects this one
	ID       string
	Facts    []factView
	Texts    []textView
	Sections []sectionView
	Findings []findingGroup
	Doubts   []string // of its indicators
	Trace    string
}

// factView is a property with its value.
type factView struct {
	Label string
	Cell  Cell
}

type textView struct{ Label, Language, Tongue, Body string }

// sectionView is a table of rows that belong to an entity. Hidden tells how many are not shown.
type sectionView struct {
	ID, Title, Trace, All string
	Result                *ResultView
	Hidden                int64
}

// Total is how many rows there are, shown or not.
func (s sectionView) Total() int64 { return int64(len(s.Result.Rows)) + s.Hidden }

// sectionRows bounds a section; the rest is one click away in the table.
const sectionRows = 20

// part is a table with several rows a patent: a section of its page.
type part struct{ name, table, columns, order string }

var patentParts = []part{
	{"parties", "base.patent_party", "role, name, party_type, country, region_code, address, uscc, party_id", "role, seq"},
	{"classes", "base.patent_class", "scheme, symbol, is_first, is_inventive, version", "scheme, seq"},
	{"events", "base.legal_event", "event_date, event_class, event_code, event_text, party_from, party_to", "event_date, event_code"},
	{"priorities", "base.priority", "country, priority_number, priority_date, priority_kind", "seq"},
	{"citations", "base.citation", "cited_publication, cited_patent_id, cited_country, cited_date, category, origin, phase, is_self", "citing_publication, seq"},
	{"npl", "base.npl", "npl_text, category, origin", "seq"},
	{"family", "base.family", "scope, family_id, found_by, member_count, office_count", "scope desc"},
	{"publications", "base.publication", "publication_number, publication_kind, publication_date", "publication_date, publication_number"},
	{"sources", "base.patent_source", "batch, file, record, source_date, source_order", "source_order"},
}

func loadPatent(r *Request) (View, error) {
	id := r.PathValue("id")
	if !r.Has("base.patent") {
		return nil, fail.New(fail.NotFound, "no patent %s", id)
	}
	sql := "select *\nfrom base.patent\nwhere patent_id = " + literal(id)
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no patent %s in snapshot %d", id, r.Reader.Snapshot().ID)
	}
	v := &patentView{ID: id, Trace: r.Trace(sql, id)}
	v.Title, v.Crumbs = id, []Crumb{{r.T("nav.patents"), r.Link("/patents")}}
	v.Facts = r.facts("base.patent", rows)
	v.titled(rows)
	v.Correct = r.correct("patent", "patent_id", id)
	return v, v.load(r)
}

// titled takes the patent's own title over its number.
func (v *patentView) titled(rows *lake.Rows) {
	for i, c := range rows.Columns {
		if title, ok := rows.Data[0][i].(string); ok && c.Name == "title" && title != "" {
			v.Title = title
		}
	}
}

// facts lays one row out as label and value; what is missing is left out.
func (r *Request) facts(table string, rows *lake.Rows) []factView {
	var facts []factView
	for i, c := range rows.Columns {
		value := rows.Data[0][i]
		if value == nil || c.Name == "title" || provenance[c.Name] || implied[c.Name+"="+text(value)] || derivedYear[c.Name] {
			continue
		}
		label, unit, _ := r.headWord(table, c.Name)
		cell := r.entityCell(table, c, unit, largest(rows.Data[:1], i), value)
		if slices.Contains(r.Site.tables.grain(table), c.Name) {
			cell = Cell{Text: text(value), Class: "code"} // its own key: no name, no link to itself
		}
		switch {
		case unit == "cny" || unit == "money":
			cell.Text = Format{r.Lang}.Money(value)
		case cell.Class == "num":
			cell.Text += spaced(r.unitName(unit, largest(rows.Data[:1], i)))
		}
		cell.Class = ""
		facts = append(facts, factView{label, cell})
	}
	return facts
}

// implied are values that go without saying, derivedYear columns that say again what a date says.
var (
	implied     = map[string]bool{"id_kind=application": true, "date_precision=day": true}
	derivedYear = map[string]bool{"application_year": true, "publication_year": true, "grant_year": true}
)

// provenance are columns that tell of a row's source: the sections "sources" and the trace show them.
var provenance = map[string]bool{"batch": true, "file": true, "record": true, "line": true, "source_count": true, "source_date": true, "filled": true}

// entityCell writes a value on the page of an entity: codes in words, places by name.
func (r *Request) entityCell(table string, c lake.Column, unit string, most float64, v any) Cell {
	if cell, ok := r.patentCell(c.Name, v); ok {
		return cell
	}
	if code := text(v); strings.HasSuffix(c.Name, "region_code") && code != "" {
		return Cell{Text: r.placeName(code), Title: code}
	}
	if label := r.coded(table, c.Name, v); label != "" {
		return Cell{Text: label, Title: text(v), Class: "nowrap"}
	}
	if name := r.nameOf(c.Name, text(v)); name != "" {
		return Cell{Text: name, Title: text(v), URL: r.keyLink(c.Name, text(v)), Class: "mid"}
	}
	return r.Cell(c, unit, most, v)
}

// headWord is a column's label on the page of an entity, where codes of places and keys are shown by their names.
func (r *Request) headWord(table, column string) (label, unit, doc string) {
	label, unit, doc = r.Site.tables.word(table, column, r.Lang)
	switch {
	case strings.HasSuffix(column, "region_code"):
		label = r.T("place.label")
	case column == "industry_code" && r.Has("base.industry"):
		label = r.T("industry.label")
	}
	return label, unit, doc
}

func spaced(unit string) string {
	if unit == "" {
		return ""
	}
	return " " + unit
}

func (v *patentView) load(r *Request) error {
	if err := v.texts(r); err != nil {
		return err
	}
	if err := v.quality(r); err != nil {
		return err
	}
	for _, p := range patentParts {
		if err := v.section(r, p); err != nil {
			return err
		}
	}
	cited, err := r.section(part{"cited_by", "base.citation", "citing_publication, citing_patent_id, category, origin", "citing_publication, seq"}, "cited_patent_id = "+literal(v.ID), "cited_patent_id", v.ID)
	if err != nil {
		return err
	}
	if cited != nil {
		v.Sections = append(v.Sections, *cited)
	}
	return v.remarks(r)
}

func (v *patentView) texts(r *Request) error {
	if r.Has("base.patent_text") {
		rows, err := r.Query("select part, language, body\nfrom base.patent_text\nwhere patent_id = " + literal(v.ID) + " and part <> 'title' order by case part when 'abstract' then 0 else 1 end, language")
		if err != nil {
			return err
		}
		for _, row := range rows.Data {
			v.Texts = append(v.Texts, textView{r.T("part." + text(row[0])), text(row[1]), first(r.wording("value.language."+text(row[1])), text(row[1])), text(row[2])})
		}
	}
	if !r.Has("base.claim") {
		return nil
	}
	rows, err := r.Query("select claim_number, body\nfrom base.claim\nwhere patent_id = " + literal(v.ID) + "\norder by claim_number")
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		v.Texts = append(v.Texts, textView{Label: r.T("part.claim", "n", text(row[0])), Body: text(row[1])})
	}
	return nil
}

// section adds a part's rows where the snapshot has any of them.
func (v *patentView) section(r *Request, p part) error {
	section, err := r.section(p, "patent_id = "+literal(v.ID), "patent_id", v.ID)
	if p.name == "citations" || p.name == "npl" {
		section, err = r.section(p, r.citing(p.table, v.ID), "patent_id", v.ID)
	}
	if section != nil {
		section.Result.leadTo("name", "party_id", func(party string) string { return r.Link("/parties/" + party) })
		v.Sections = append(v.Sections, *section)
	}
	return err
}

// citing is the condition for the citations a patent makes, whichever column names it.
func (r *Request) citing(table, id string) string {
	if r.HasColumn(table, "citing_patent_id") {
		return "citing_patent_id = " + literal(id)
	}
	return "patent_id = " + literal(id)
}

// section reads the rows of a part that fit a condition; nil when there are none. Columns and order take what the
// table really has.
func (r *Request) section(p part, where, key, value string) (*sectionView, error) {
	columns := r.present(p.table, splitNames(p.columns))
	if !r.Has(p.table) || len(columns) == 0 {
		return nil, nil
	}
	order := append(r.present(p.table, splitNames(p.order)), columns...)
	if strings.Contains(p.order, " desc") {
		order[0] += " desc"
	}
	s := Select{Fields: columns, Within: []string{where}, Page: 1, Size: sectionRows}
	s.Table, _ = r.Reader.Snapshot().Table(p.table)
	s = s.by(order...)
	rows, err := r.Query(s.PageSQL())
	if err != nil || len(rows.Data) == 0 {
		return nil, err
	}
	v := &sectionView{ID: p.name, Title: r.T("section." + p.name), Trace: r.Trace(s.AllSQL(), r.T("section."+p.name)), All: r.Link("/data/tables/"+p.table, key, value)}
	return v, r.fillSection(v, s, rows)
}

func (r *Request) fillSection(v *sectionView, s Select, rows *lake.Rows) error {
	shown := &lake.Rows{Columns: rows.Columns, Data: rows.Data}
	if len(rows.Data) > s.Size {
		shown.Data = rows.Data[:s.Size]
		n, err := r.Value(s.CountSQL())
		if err != nil {
			return err
		}
		v.Hidden = n.(int64) - int64(s.Size)
	}
	if s.Table.Name == "base.patent_party" {
		inOrder(shown)
	}
	v.Result = r.labelled(s.Table.Name, shown)
	return nil
}

// roles is the order in which people look for the parties of a patent.
var roles = []string{"applicant", "inventor", "assignee", "owner", "agency", "agent", "examiner"}

// inOrder sorts parties by role; the role is their first column.
func inOrder(parties *lake.Rows) {
	parties.Data = slices.Clone(parties.Data)
	slices.SortStableFunc(parties.Data, func(a, b []any) int {
		return slices.Index(roles, text(a[0])) - slices.Index(roles, text(b[0]))
	})
}

// labelled is a result whose columns carry the dictionary's names and units.
func (r *Request) labelled(table string, rows *lake.Rows) *ResultView {
	v := &ResultView{Rows: make([][]Cell, len(rows.Data))}
	for j, c := range rows.Columns {
		label, unit, doc := r.headWord(table, c.Name)
		most := largest(rows.Data, j)
		v.Columns = append(v.Columns, HeadView{Name: c.Name, Label: label, Doc: doc, Number: numeric(c, unit), Unit: r.unitName(unit, most)})
		for i, row := range rows.Data {
			v.Rows[i] = append(v.Rows[i], r.entityCell(table, c, unit, most, row[j]))
		}
	}
	v.units(rows, r)
	v.link("name", "firm_id", r)
	v.link("title", "patent_id", r)
	return v
}

// units fills in the unit of observations that state none: it is that of their indicator.
func (v *ResultView) units(rows *lake.Rows, r *Request) {
	at := func(column string) int {
		return slices.IndexFunc(v.Columns, func(h HeadView) bool { return h.Name == column })
	}
	indicator, unit := at("indicator"), at("unit")
	if indicator < 0 || unit < 0 {
		return
	}
	for i, row := range rows.Data {
		_, own, _ := r.Site.tables.word("raw.cluster_year", text(row[indicator]), r.Lang)
		if word := r.unitWord(own); v.Rows[i][unit].Null && word != "" {
			v.Rows[i][unit] = Cell{Text: word, Class: "nowrap"}
		}
	}
}

// link makes the cells of the naming column lead where those of the key lead.
func (v *ResultView) link(name, key string, r *Request) {
	at := func(column string) int {
		return slices.IndexFunc(v.Columns, func(h HeadView) bool { return h.Name == column })
	}
	from, to := at(name), at(key)
	if from < 0 || to < 0 {
		return
	}
	for _, row := range v.Rows {
		row[from].URL, row[to].URL = r.keyLink(key, row[to].Text), ""
	}
}

func splitNames(list string) []string {
	var names []string
	start := 0
	for i := 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ',' || list[i] == ' ' {
			if i > start {
				names = append(names, list[start:i])
			}
			start = i + 1
		}
	}
	return names
}

// remarks collects the findings of the records this patent was merged from.
func (v *patentView) remarks(r *Request) error {
	if !r.Has("raw.finding", "base.patent_source") {
		return nil
	}
	rows, err := r.Query(fmt.Sprintf(`select x.severity, x.code, coalesce(x.field, '') as field, count(*) as n, min(x.args) as args, min(x.value) as value
from raw.finding as x join base.patent_source as s on s.batch = x.batch and s.file = x.file and s.record = x.record
where s.patent_id = %s
group by x.severity, x.code, coalesce(x.field, '') order by 1, 2, 3`, literal(v.ID)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		g := findingGroup{Severity: text(row[0]), Code: text(row[1]), Field: text(row[2]), Count: row[3].(int64)}
		g.word(r, text(row[4]))
		if value := text(row[5]); value != "" {
			g.Examples = []string{value}
		}
		v.Findings = append(v.Findings, g)
	}
	v.Findings = r.merged(v.Findings)
	return nil
}
