package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/workspace"
)

// partiesView is where names are looked after: the pairs to review, the parties to search, and what was decided.
type partiesView struct {
	Base
	Query     string
	Kept      []Pair
	Figures   []Figure
	Queue     []pairView
	More      int64 // pairs that are not shown
	Downloads []LinkView
	Table     *TableView
	History   []decisionView
	Older     int
	Waiting   bool
}

// pairView is a pair of names to decide on.
type pairView struct {
	A, B           Cell
	PartyA, PartyB string
	About          [2]string // type and records of each
	Why, Rule      string
	Score          string
	People         int64
	Classes        int64
	Compare        string
}

// decisionView is a decision in words.
type decisionView struct {
	workspace.PartyDecision
	NamesA, NamesB string
}

const (
	shownPairs     = 20
	shownDecisions = 100
)

var partyColumns = []string{"name", "party_id", "party_type", "name_count", "record_count", "group_id"}

func loadParties(r *Request) (View, error) {
	v := &partiesView{Query: r.Values.Get("q")}
	v.Title = r.T("nav.parties")
	if !r.Has("base.party", "base.party_match") {
		return r.noData(v, "parties", "patent_record")
	}
	if err := v.search(r); err != nil {
		return nil, err
	}
	decisions, err := r.Site.w.PartyDecisions(r.Context())
	if err != nil {
		return nil, err
	}
	v.Older = max(0, len(decisions)-shownDecisions)
	v.History = r.decisions(decisions[v.Older:])
	if v.Waiting, err = r.partiesWait(); err != nil {
		return nil, err
	}
	if err := v.figures(r); err != nil {
		return nil, err
	}
	return v, v.queue(r, decided(decisions))
}

// search lists parties by any of their names.
func (v *partiesView) search(r *Request) error {
	t, err := r.table("base.party")
	if err != nil {
		return err
	}
	s, err := ParseSelect(t, r.Values, "count", "q")
	if err != nil {
		return err
	}
	if len(s.Fields) == 0 {
		s.Fields = r.present("base.party", partyColumns)
	}
	if len(s.Order) == 0 {
		s.Order = []Order{{"record_count", true}}
	}
	if q := strings.TrimSpace(v.Query); q != "" {
		s.Within = append(s.Within, partyLike(q))
	}
	v.Kept = hidden(r.Values, map[string]bool{"q": true, "page": true, "count": true})
	v.Table, err = r.Table(s, Shape{Path: "/parties", Files: "/data/tables/base.party", Name: "name", Key: "party_id"})
	return err
}

// partyLike is the condition that a party bears a name with a part, or is it.
func partyLike(part string) string {
	return "(party_id = " + literal(part) + " or party_id in (select party_id from base.party_name where " + containing("name", part) + "))"
}

func (r *Request) partiesWait() (bool, error) {
	waiting, err := r.Site.w.EditsWaiting(r.Context())
	return slices.Contains(waiting, derive.PartyEdits) || slices.Contains(waiting, derive.OptOutEdits), err
}

func (v *partiesView) figures(r *Request) error {
	for _, f := range []struct{ label, sql string }{
		{"parties.figure.names", "select count(*) as name_count\nfrom base.party_name"},
		{"parties.figure.parties", "select count(*) as party_count\nfrom base.party"},
		{"parties.figure.merged", "select count(*) as name_count\nfrom base.party_merge"},
		{"parties.figure.review", "select count(*) as pair_count\nfrom base.party_review"},
	} {
		figure, err := r.Figure(r.T(f.label), f.sql, "")
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, figure)
	}
	for _, table := range []string{"base.party_merge", "base.party_review", "base.party_name"} {
		for _, format := range []string{"xlsx", "csv"} {
			v.Downloads = append(v.Downloads, LinkView{Text: r.Site.tables.title(table, r.Lang) + " " + strings.ToUpper(format), URL: r.Link("/data/tables/" + table + "/" + format)})
		}
	}
	return nil
}

// decided are the pairs of names that stand decided, so that nobody is asked twice before the next build.
func decided(decisions []workspace.PartyDecision) map[[2]string]bool {
	pairs := map[[2]string]bool{}
	for _, d := range decisions {
		if !d.InForce || d.Undoes != 0 {
			continue
		}
		for _, a := range d.A {
			for _, b := range d.B {
				pairs[[2]string{min(a, b), max(a, b)}] = true
			}
		}
	}
	return pairs
}

func (v *partiesView) queue(r *Request, decided map[[2]string]bool) error {
	sql := fmt.Sprintf("select name_key, name_a, party_a, type_a, record_count_a, other_key, name_b, party_b, type_b, record_count_b, decision, rule, score, shared_people, shared_class_count\n"+
		"from base.party_review\norder by rank, name_key, other_key\nlimit %d", shownPairs+len(decided))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		a, b := text(row[0]), text(row[5])
		if !decided[[2]string{min(a, b), max(a, b)}] && len(v.Queue) < shownPairs {
			v.Queue = append(v.Queue, r.pair(row))
		}
	}
	all, err := r.Value("select count(*) as pair_count\nfrom base.party_review")
	if n, ok := all.(int64); ok {
		v.More = max(0, n-int64(len(v.Queue)))
	}
	return err
}

func (r *Request) pair(row []any) pairView {
	about := func(kind, records any) string {
		return r.coded("base.party", "party_type", kind) + " · " + r.T("parties.records", "n", r.number(records))
	}
	v := pairView{A: Cell{Text: text(row[1]), URL: r.keyLink("party_id", text(row[2])), Title: text(row[0])}, B: Cell{Text: text(row[6]), URL: r.keyLink("party_id", text(row[7])), Title: text(row[5])},
		PartyA: text(row[2]), PartyB: text(row[7]), Why: text(row[10]), Rule: r.coded("base.party_review", "rule", row[11])}
	v.About = [2]string{about(row[3], row[4]), about(row[8], row[9])}
	if score, ok := toFloat(row[12]); ok {
		v.Score = strconv.FormatFloat(score, 'f', 2, 64)
	}
	v.People, _ = row[13].(int64)
	v.Classes, _ = row[14].(int64)
	v.Compare = r.Link("/parties/pair", "a", v.PartyA, "b", v.PartyB)
	return v
}

func (r *Request) number(v any) string {
	value, _ := r.amount(v, "count")
	return value
}

// decisions puts decisions into words, the newest first.
func (r *Request) decisions(list []workspace.PartyDecision) []decisionView {
	var out []decisionView
	for _, d := range slices.Backward(list) {
		out = append(out, decisionView{d, r.nameList(d.A), r.nameList(d.B)})
	}
	return out
}

// nameList writes names as the data do, a few of many.
func (r *Request) nameList(keys []string) string {
	const few = 4
	shown := make([]string, 0, few)
	for _, k := range keys[:min(few, len(keys))] {
		shown = append(shown, first(r.rowNameOf(k), k))
	}
	if len(keys) > few {
		return strings.Join(shown, "、") + " " + r.T("section.more", "n", strconv.Itoa(len(keys)-few))
	}
	return strings.Join(shown, "、")
}

func (r *Request) rowNameOf(key string) string {
	if !r.Has("base.party_spelling") {
		return ""
	}
	name, err := r.Value("select name from base.party_spelling where name_key = " + literal(key))
	if err != nil {
		return ""
	}
	return text(name)
}

// decideParties keeps what a person decided of two parties; it counts from the next build on.
func decideParties(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	f, w := r.PostForm, r.Site.w
	a, b, reason := f.Get("a"), f.Get("b"), f.Get("reason")
	var err error
	switch relation := f.Get("relation"); relation {
	case derive.Same:
		_, err = w.MergeParties(r.Context(), r.Site.Actor, reason, a, b)
	case derive.Apart, derive.Unrelated:
		_, err = w.HoldApart(r.Context(), r.Site.Actor, reason, a, b, relation == derive.Unrelated)
	default:
		err = fail.New(fail.Invalid, "relation=%s: same, apart or unrelated", relation)
	}
	return r.Link("/parties") + "#queue", err
}

// undoDecision takes a decision on names back.
func undoDecision(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return "", fail.New(fail.NotFound, "no correction %s", r.PathValue("id"))
	}
	_, err = r.Site.w.UndoEdit(r.Context(), r.Site.Actor, r.PostForm.Get("reason"), id)
	return r.Link("/parties") + "#history", err
}
