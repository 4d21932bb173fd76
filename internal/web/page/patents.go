package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// patentsView lists patents with facets beside them.
type patentsView struct {
	Base
	Facets []facetView
	Table  *TableView
	Kept   []Pair // facet choices the text search keeps
	Query  string
	Years  *ChartView
	Text   bool       // abstracts and titles can be searched
	Chosen []LinkView // on the topic map, with the address that takes it back
	Tag    string     // address that makes these patents a set to tag
}

// facet is a property patents are chosen by: a column of base.patent, or of a table with several rows a patent.
type facet struct {
	name   string
	column string
	table  string // bridge table; "" is base.patent itself
	where  string // condition on the bridge table; trusted
	prefix bool   // the choice is the beginning of the column's value
	list   string // expression listed and counted; column where empty
	limit  int
	under  string // shown beneath the choice of this facet only, and counted within it
}

var facets = []facet{
	{name: "type", column: "patent_type", limit: 8},
	{name: "status", column: "legal_status", limit: 8},
	{name: "year", column: "application_year", limit: 12},
	{name: "region", column: "applicant_region", prefix: true, list: "substr(applicant_region, 1, 4)", limit: 20},
	{name: "applicant", column: "party_id", table: "base.patent_party", where: "role = 'applicant'", limit: 12},
	{name: "written", column: "name", table: "base.patent_party", where: "role = 'applicant'", limit: 12, under: "applicant"},
	{name: "class", column: "symbol", table: "base.patent_class", where: "scheme in ('ipc', 'locarno')", prefix: true, list: "subclass", limit: 12},
	{name: "office", column: "office", limit: 8},
}

// facetView is a facet with its most frequent values.
type facetView struct {
	Label  string
	Values []facetValue
}

type facetValue struct {
	Text, URL, Count string
	On               bool
}

func loadPatents(r *Request) (View, error) {
	v := &patentsView{Query: r.Values.Get("q")}
	v.Title = r.T("nav.patents")
	if !r.Has("base.patent") {
		return r.noData(v, "patents", "patent_record")
	}
	s, err := r.patents("")
	if err != nil {
		return nil, err
	}
	if v.Facets, err = r.facets(); err != nil {
		return nil, err
	}
	v.Text, v.Chosen = r.Has("base.patent_text"), r.chosenOnMap()
	if r.At == 0 {
		v.Tag = r.address("/tagging", url.Values{"selection": {without(r.Values, "page", "page_size", "fields", "sort", "count").Encode()}})
	}
	v.Kept = hidden(r.Values, map[string]bool{"q": true, "page": true, "count": true})
	v.Table, err = r.Table(s, Shape{Path: "/patents", Files: "/patents/list", Filters: []string{"application_date", "publication_date", "grant_date", "claim_count", "cited_by_count", "family_size"}, Cell: r.patentCell, Beside: r.beside, Name: "title", Key: "patent_id"})
	return v, err
}

var patentColumns = []string{"title", "patent_id", "patent_type", "application_date", "legal_status"}

// patents is the selection of patents that the URL describes, without the condition of one facet.
func (r *Request) patents(except string) (Select, error) {
	t, err := r.table("base.patent")
	if err != nil {
		return Select{}, err
	}
	own := []string{"q", "count", "format", "topic", "area"}
	for _, f := range facets {
		own = append(own, f.name)
	}
	s, err := ParseSelect(t, r.Values, own...)
	if err != nil {
		return s, err
	}
	if len(s.Fields) == 0 {
		s.Fields = r.present("base.patent", patentColumns)
	}
	if len(s.Order) == 0 {
		s.Order = []Order{{"application_date", true}}
	}
	for _, f := range facets {
		if value := r.Values.Get(f.name); value != "" && f.name != except {
			c, err := r.facetCondition(f, value)
			if err != nil {
				return s, err
			}
			s.Within = append(s.Within, c)
		}
	}
	chosen, err := r.mapConditions()
	s.Within = append(append(s.Within, chosen...), r.textConditions()...)
	return s, err
}

// present keeps the columns that the snapshot's table has.
func (r *Request) present(table string, names []string) []string {
	var have []string
	for _, n := range names {
		if r.HasColumn(table, n) {
			have = append(have, n)
		}
	}
	return have
}

func (r *Request) facetCondition(f facet, value string) (string, error) {
	condition, err := f.equals(value)
	if f.name == "applicant" && value != unknownValue {
		condition = partyBy(value)
	}
	if err != nil || f.table == "" {
		return condition, err
	}
	return fmt.Sprintf("patent_id in (select patent_id from %s where %s and %s)", f.table, f.where, condition), nil
}

// partyBy is the condition that a party is the one of an id, or one that bears a written name.
func partyBy(value string) string {
	return "(party_id = " + literal(value) + " or party_id in (select party_id from base.party_name where name = " + literal(value) + "))"
}

// unknownValue stands in a URL for "the field is empty".
const unknownValue = "-"

func (f facet) equals(value string) (string, error) {
	switch {
	case value == unknownValue:
		return f.column + " is null", nil
	case f.prefix:
		escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(value)
		return f.column + " like " + literal(escaped+"%") + ` escape '\'`, nil
	case f.name == "year":
		year, err := bounded("year", value, 1, 9999)
		return fmt.Sprintf("%s = %d", f.column, year), err
	}
	return f.column + " = " + literal(value), nil
}

// textConditions look for every word of the query in titles, numbers, abstracts and names. A word is one set of
// patents, so that it is looked for once however many conditions stand beside it.
func (r *Request) textConditions() []string {
	var all []string
	for _, word := range strings.Fields(r.Values.Get("q")) {
		own := []string{containing("title", word), containing("patent_id", word)}
		for _, column := range r.present("base.patent", []string{"publication_number", "grant_number"}) {
			own = append(own, containing(withKind(column), word))
		}
		found := []string{"select patent_id from base.patent where " + strings.Join(own, " or ")}
		if r.Has("base.patent_text") {
			found = append(found, "select patent_id from base.patent_text where part = 'abstract' and "+containing("body", word))
		}
		if r.Has("base.patent_party") {
			found = append(found, "select patent_id from base.patent_party where "+containing("name", word))
		}
		all = append(all, "patent_id in (\n    "+strings.Join(found, "\n    union all ")+")")
	}
	return all
}

// withKind puts the kind code behind a publication number, as people write it.
func withKind(column string) string {
	if column == "publication_number" {
		return "publication_number || coalesce(publication_kind, '')"
	}
	return column
}

// facets counts the values of every facet among the patents that fit all other choices. Facets nothing was chosen
// of share one condition and are counted in one query.
func (r *Request) facets() ([]facetView, error) {
	var free []facet
	shown := r.shownFacets()
	for _, f := range shown {
		if r.Values.Get(f.name) == "" {
			free = append(free, f)
		}
	}
	counted, err := r.countFacets(free, "")
	if err != nil {
		return nil, err
	}
	var views []facetView
	for _, f := range shown {
		if r.Values.Get(f.name) != "" {
			own, err := r.countFacets([]facet{f}, f.name)
			if err != nil {
				return nil, err
			}
			counted[f.name] = own[f.name]
		}
		if v := r.facetView(f, counted[f.name]); len(v.Values) > 1 || len(v.Values) == 1 && (v.Values[0].On || f.under != "") {
			views = append(views, v)
		}
	}
	return views, nil
}

// shownFacets are the facets the snapshot has, those beneath a choice only once it is made.
func (r *Request) shownFacets() (shown []facet) {
	for _, f := range facets {
		if f.under != "" {
			above := r.Values.Get(f.under)
			if above == "" || above == unknownValue {
				continue
			}
			f.where += " and " + partyBy(above)
		}
		if f.present(r) {
			shown = append(shown, f)
		}
	}
	return shown
}

// present tells whether the snapshot has what the facet is about.
func (f facet) present(r *Request) bool {
	return f.table != "" && r.Has(f.table) && r.HasColumn(f.table, f.column) || f.table == "" && r.HasColumn("base.patent", f.column)
}

// countFacets counts patents by value, for each facet its most frequent ones.
func (r *Request) countFacets(some []facet, except string) (map[string][][]any, error) {
	counted := map[string][][]any{}
	if len(some) == 0 {
		return counted, nil
	}
	s, err := r.patents(except)
	if err != nil {
		return nil, err
	}
	rows, err := r.Query(facetSQL(some, s))
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		counted[text(row[0])] = append(counted[text(row[0])], row[1:])
	}
	return counted, nil
}

// facetSQL reads the patents that fit once and counts them by every facet.
func facetSQL(some []facet, s Select) string {
	columns, branches := []string{"patent_id"}, []string{}
	whole := len(s.Where)+len(s.Within) == 0
	for _, f := range some {
		if f.table == "" && !slices.Contains(columns, f.column) {
			columns = append(columns, f.column)
		}
		branches = append(branches, f.branch(whole))
	}
	return "with hit as materialized (select " + strings.Join(columns, ", ") + " from " + s.source() + s.where() + ")" +
		",\nranked as (select facet, value, n, row_number() over (partition by facet order by rank desc nulls last, value nulls last) as place from (" +
		strings.Join(branches, "\n  union all ") + ") as counted)\nselect facet, value, n, place from ranked where place <= 20 order by facet, place"
}

// branch counts one facet. Years rank by themselves, newest first, the rest by frequency.
func (f facet) branch(whole bool) string {
	value, rank := "cast("+first(f.list, f.column)+" as varchar)", "count(*)"
	if f.name == "year" {
		rank = "max(" + f.column + ")"
	}
	if f.table == "" {
		return fmt.Sprintf("select '%s' as facet, %s as value, count(*) as n, %s as rank from hit group by %[2]s", f.name, value, rank)
	}
	among := " and patent_id in (select patent_id from hit)"
	if whole {
		among = ""
	}
	return fmt.Sprintf("select '%s' as facet, %s as value, count(distinct patent_id) as n, count(distinct patent_id) as rank from %s where %s and %[2]s is not null%[5]s group by %[2]s",
		f.name, value, f.table, f.where, among)
}

func (r *Request) facetView(f facet, rows [][]any) facetView {
	v, chosen := facetView{Label: r.T("facet." + f.name)}, r.Values.Get(f.name)
	for _, row := range rows[:min(len(rows), f.limit)] {
		key := first(text(row[0]), unknownValue)
		n := facetValue{Text: r.facetText(f, key), Count: Format{}.Number(row[1]), On: key == chosen, URL: r.Here(f.name, key, "page", "")}
		if n.On {
			n.URL = r.Here(f.name, "", "page", "")
		}
		v.Values = append(v.Values, n)
	}
	if chosen != "" && !anyOn(v.Values) {
		v.Values = append([]facetValue{{Text: r.facetText(f, chosen), On: true, URL: r.Here(f.name, "", "page", "")}}, v.Values...)
	}
	return v
}

func anyOn(values []facetValue) bool {
	for _, v := range values {
		if v.On {
			return true
		}
	}
	return false
}

// facetText words coded values; codes of places become names.
func (r *Request) facetText(f facet, value string) string {
	switch {
	case value == unknownValue:
		return r.T("unknown")
	case f.name == "region":
		return r.placeName(value)
	case f.name == "applicant":
		return r.partyName(value)
	}
	return first(r.coded("base.patent", f.column, value), value)
}

// partyName is the name of a party by its id; what is no id is a written name already.
func (r *Request) partyName(party string) string {
	name, err := r.Value("select name from base.party where party_id = " + literal(party))
	if err != nil {
		return party
	}
	return first(text(name), party)
}

func (r *Request) patentCell(column string, v any) (Cell, bool) {
	switch s := text(v); {
	case s == "":
		return Cell{}, false
	case column == "applicant_region":
		return Cell{Text: r.placeName(s), Class: "nowrap", Title: s}, true
	case column == "title":
		return Cell{Text: s, Class: "wide"}, true
	}
	return Cell{}, false
}

// noData is a page about a table nobody has imported yet: it tells what to import.
func (r *Request) noData(v View, topic string, templates ...string) (View, error) {
	empty := &emptyView{Topic: topic}
	empty.Base = *v.base()
	for _, name := range templates {
		empty.Templates = append(empty.Templates, LinkView{Text: r.Site.tables.title("raw."+name, r.Lang), URL: r.Link("/data/templates/" + name)})
	}
	if r.Reader.Snapshot().ID > 0 {
		empty.Build = len(r.Reader.Snapshot().Batches) > 0
	}
	return empty, nil
}

// emptyView tells what a page would show and how to get there.
type emptyView struct {
	Base
	Topic     string
	Templates []LinkView
	Build     bool // something is imported; perhaps it only has to be built
}

func (e *emptyView) template() string { return "nothing" }

func loadPatentFiles(r *Request) (Select, error) {
	if !r.Has("base.patent") {
		return Select{}, fail.New(fail.NotFound, "no patents in snapshot %d", r.Reader.Snapshot().ID)
	}
	s, err := r.patents("")
	if r.Values.Get("fields") == "" {
		s.Fields = nil // a download has every column
	}
	return s, err
}
