package page

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lang"
	"asterism/internal/search"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

// searchView is the search console: a query in any language, what it found, clause by clause, and what can be done with it.
type searchView struct {
	Base
	Query     string
	Dialect   string
	Dialects  []option
	Sorts     []option
	Problem   *problemView
	Found     *foundView
	Saved     []savedView
	Open      *store.SavedQuery // the saved query in the form
	Versions  []versionView
	Reviews   []reviewView
	Changed   *changedView
	Similar   string
	Seconds   float64
	Indexed   int
	NoIndex   bool
	Languages []option // to translate to
	Help      []helpLine
}

type option struct {
	Value, Text string
	On          bool
}

// problemView shows a query with the piece that is wrong.
type problemView struct {
	Before, Wrong, After, Reason string
	At                           int
}

// foundView is the answer.
type foundView struct {
	Dialect  string
	Total    int
	From, To int
	Hits     []hitView
	Clauses  []clauseView
	Facets   []facetView
	Earlier  string
	Later    string
	Export   string
	CSV      string
	JSON     string
	Written  *translationView
}

type hitView struct {
	Patent, URL, Similar, Date string
	Type, Status, Applicants   string
	Title, Abstract            []search.Mark
	Score                      float64
	Words, Classes, Citations  int // places in the rankings of similar patents
}

type clauseView struct {
	search.Clause
	Number string
}

type translationView struct {
	Dialect, Query string
	Warnings       []string
}

// helpLine is an example of one language.
type helpLine struct{ Dialect, Title, Example, URL string }

var searchExamples = map[string]string{
	"plain": `发光二极管 "light emitting diode" ipc:H01L33/low`, "incopat": "tiab=((LED or 发光) (5w) 封装) and ad=[20100101 to 20151231] not status=失效",
	"patsnap": "TA:((LED OR 发光) $PRE5 封装) AND APD:[20100101 TO 20151231]", "cnipa": "发明名称=发光% and 申请人=大学 and 申请日>2010",
	"orbit": "(LED 5W PACKAG+)/TI/AB AND H01L33/IPC", "cql": `ta all "LED package" and ipc=/low H01L33/48 and ad within "2010 2015"`, "us": "(LED adj6 packag$3).ti,ab. AND @ad>=20100101<=20151231",
}

const searchPage = 20

func loadSearch(r *Request) (View, error) {
	v := &searchView{Query: strings.TrimSpace(r.Values.Get("query")), Dialect: first(r.Values.Get("dialect"), "auto"), Similar: r.Values.Get("similar")}
	v.Title = r.T("nav.search")
	if err := v.openSaved(r); err != nil {
		return nil, err
	}
	v.Dialects, v.Sorts, v.Languages = r.dialects(v.Dialect, true), r.sorts(), r.dialects(r.Values.Get("to"), false)
	for _, d := range search.Dialects {
		e := searchExamples[d.Name]
		v.Help = append(v.Help, helpLine{d.Name, inLang(r.Lang, d.Title), e, r.Link("/search", "query", e, "dialect", d.Name)})
	}
	if !r.Has("base.patent") {
		return r.noData(v, "patents", "patent_record")
	}
	var err error
	if v.Saved, err = r.savedQueries(); err != nil {
		return nil, err
	}
	started := time.Now()
	err = r.Site.w.Search(r.Reader, func(e *search.Engine) error {
		v.Indexed = e.Patents()
		if v.Query == "" && v.Similar == "" {
			return nil
		}
		return v.answer(r, e)
	})
	v.Seconds = time.Since(started).Seconds()
	if err == nil {
		err = v.changes(r)
	}
	return v, v.refused(r, err)
}

func inLang(language string, t lang.Text) string {
	if language == "en" {
		return t.En
	}
	return t.Zh
}

func (r *Request) dialects(chosen string, auto bool) (all []option) {
	if auto {
		all = append(all, option{"auto", r.T("search.auto"), chosen == "auto"})
	}
	for _, d := range search.Dialects {
		all = append(all, option{d.Name, inLang(r.Lang, d.Title), chosen == d.Name})
	}
	return all
}

func (r *Request) sorts() (all []option) {
	for _, s := range []string{"", "date", "cited"} {
		all = append(all, option{s, r.T("search.sort." + first(s, "relevance")), s == r.Values.Get("sort")})
	}
	return all
}

// refused keeps a query that cannot be meant on the page, with its place; other errors go on.
func (v *searchView) refused(r *Request, err error) error {
	var p *search.Problem
	switch {
	case errors.As(err, &p):
		q := v.Query
		v.Problem = &problemView{Before: q[:p.Pos], Wrong: q[p.Pos:p.End], After: q[p.End:], Reason: r.failed(p.Reason), At: len([]rune(q[:p.Pos])) + 1}
		v.Status = http.StatusBadRequest
		return nil
	case fail.KindOf(err) == fail.NotFound && v.Indexed == 0:
		v.NoIndex = true
		return nil
	}
	return err
}

func (v *searchView) answer(r *Request, e *search.Engine) error {
	offset, err := bounded("from", first(r.Values.Get("from"), "0"), 0, search.MaxRank)
	if err != nil {
		return err
	}
	query, dialect := v.narrowed(r)
	found, err := e.Search(r.Context(), search.Request{Query: query, Dialect: dialect, Offset: offset, Limit: searchPage, Sort: r.Values.Get("sort"), Facets: searchFacets, Values: 12})
	if err != nil {
		return err
	}
	f := &foundView{Dialect: found.Dialect, Total: found.Total, From: offset + 1, To: offset + len(found.Hits), Export: r.searchFile("xlsx"), CSV: r.searchFile("csv"), JSON: r.searchFile("json")}
	v.Found = f
	if v.Similar != "" {
		err = f.similar(r, e, v.Similar, found)
	} else {
		err = f.hits(r, found)
	}
	if err != nil {
		return err
	}
	f.pages(r, offset)
	f.clauses(r, found)
	f.facets(r, found)
	if to := r.Values.Get("to"); to != "" && found.Node != nil {
		f.translate(r, found.Node, to)
	}
	return nil
}

// searchFacets stand beside the results; a choice narrows the query.
var searchFacets = []string{"applicant", "year", "class", "region", "status", "type", "office"}

// narrowed is the query with the facet choices. They are joined in the query's own language.
func (v *searchView) narrowed(r *Request) (query, dialect string) {
	query, dialect = v.Query, v.Dialect
	d, ok := search.FindDialect(dialect)
	if !ok {
		d = search.Detect(query)
	}
	var more []string
	for _, name := range searchFacets {
		if value := r.Values.Get(name); value != "" {
			more = append(more, d.Condition(name, value))
		}
	}
	if len(more) == 0 {
		return query, dialect
	}
	and := strings.Join(more, " AND ")
	if query == "" {
		return and, d.Name
	}
	return "(" + query + ") AND " + and, d.Name
}

func (f *foundView) hits(r *Request, found *search.Result) error {
	var ids []string
	for _, h := range found.Hits {
		ids = append(ids, h.Patent)
	}
	told, err := workspace.DescribePatents(r.Context(), r.Reader, ids)
	if err != nil {
		return err
	}
	for _, h := range found.Hits {
		f.Hits = append(f.Hits, r.hit(found.Node, h.Patent, told[h.Patent], h.Score))
	}
	return nil
}

func (r *Request) hit(n *search.Node, patent string, told workspace.PatentText, score float64) hitView {
	return hitView{Patent: patent, URL: r.Link("/patents/" + patent), Similar: r.Here("similar", patent, "from", ""), Date: told.Date, Score: score,
		Type: first(r.coded("base.patent", "patent_type", told.Type), told.Type), Status: first(r.coded("base.patent", "legal_status", told.Status), told.Status), Applicants: told.Applicants,
		Title: n.Highlight("title", told.Title, 0), Abstract: n.Highlight("abstract", told.Abstract, 180)}
}

func (f *foundView) similar(r *Request, e *search.Engine, patent string, found *search.Result) error {
	all, err := workspace.Similar(r.Context(), r.Reader, e, patent, found.Set, searchPage)
	if err != nil {
		return err
	}
	ids := []string{}
	for _, s := range all {
		ids = append(ids, s.Patent)
	}
	told, err := workspace.DescribePatents(r.Context(), r.Reader, ids)
	for _, s := range all {
		h := r.hit(found.Node, s.Patent, told[s.Patent], s.Score)
		h.Words, h.Classes, h.Citations = s.Words, s.Classes, s.Citations
		f.Hits = append(f.Hits, h)
	}
	f.From, f.To = min(1, len(all)), len(all)
	return err
}

func (f *foundView) pages(r *Request, offset int) {
	if r.Values.Get("similar") != "" {
		return
	}
	if offset > 0 {
		f.Earlier = r.Here("from", strconv.Itoa(max(offset-searchPage, 0)))
	}
	if f.To < min(f.Total, search.MaxRank) {
		f.Later = r.Here("from", strconv.Itoa(f.To))
	}
}

func (f *foundView) clauses(r *Request, found *search.Result) {
	for _, c := range found.Clauses {
		f.Clauses = append(f.Clauses, clauseView{Clause: c, Number: Format{}.Number(int64(c.Count))})
	}
}

func (f *foundView) facets(r *Request, found *search.Result) {
	for _, facet := range found.Facets {
		v := facetView{Label: r.T("facet." + facet.Name)}
		chosen := r.Values.Get(facet.Name)
		for _, value := range facet.Values {
			text := first(value.Label, value.Value)
			if column := facetCodes[facet.Name]; column != "" {
				text = first(r.coded("base.patent", column, value.Value), text)
			}
			key := value.Value
			if facet.Name == "applicant" {
				key = first(value.Label, value.Value)
			}
			n := facetValue{Text: text, Count: Format{}.Number(int64(value.Count)), On: key == chosen, URL: r.Here(facet.Name, key, "from", "")}
			if n.On {
				n.URL = r.Here(facet.Name, "", "from", "")
			}
			v.Values = append(v.Values, n)
		}
		if len(v.Values) > 1 || slices.ContainsFunc(v.Values, func(n facetValue) bool { return n.On }) {
			f.Facets = append(f.Facets, v)
		}
	}
}

var facetCodes = map[string]string{"status": "legal_status", "type": "patent_type", "office": "office"}

func (f *foundView) translate(r *Request, n *search.Node, to string) {
	written, warnings := n.Write(to)
	t := &translationView{Query: written}
	if d, ok := search.FindDialect(to); ok {
		t.Dialect = inLang(r.Lang, d.Title)
	}
	for _, w := range warnings {
		t.Warnings = append(t.Warnings, inLang(r.Lang, w))
	}
	f.Written = t
}

// searchFile is the address of all patents found, in a format.
func (r *Request) searchFile(format string) string { return r.address("/search/set/"+format, r.Values) }

// sendSearch downloads all patents found.
func sendSearch(r *Request, w http.ResponseWriter) error {
	v := &searchView{Query: strings.TrimSpace(r.Values.Get("query")), Dialect: first(r.Values.Get("dialect"), "auto")}
	query, dialect := v.narrowed(r)
	var sql string
	err := r.Site.w.Search(r.Reader, func(e *search.Engine) error {
		set, err := e.Find(r.Context(), dialect, query)
		if err == nil {
			sql, err = workspace.SetSQL(e.IDs(set))
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.sendSQL(w, sql, "search", "base.patent")
}
