package page

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

const matchTable = "measure.match_candidate"

// matchRoles are the lists a firm may ask for, in the order in which people ask; academies come from the partners page.
var matchRoles = []string{"supplier", "customer", "large", "small", "academy"}

// matchAsked is what the address asks of the desk.
type matchAsked struct {
	firm, role, city, industry, size string
	linked                           bool // firms linked already too
	fair                             int  // per cent of places kept for small firms
}

// smallPlaces is the default of matchAsked.fair.
const smallPlaces = 30

func (r *Request) matchAsked() (matchAsked, error) {
	if err := r.only("firm", "q", "role", "city", "industry", "size", "linked", "fair"); err != nil {
		return matchAsked{}, err
	}
	q := matchAsked{firm: r.Values.Get("firm"), role: first(r.Values.Get("role"), "supplier"), city: r.Values.Get("city"), industry: r.Values.Get("industry"), size: r.Values.Get("size"), fair: smallPlaces}
	if !slices.Contains(matchRoles, q.role) {
		return q, fail.New(fail.Invalid, "option %s=%s: one of %s", "role", q.role, strings.Join(matchRoles, ", "))
	}
	switch v := r.Values.Get("linked"); v {
	case "", "1":
		q.linked = v == "1"
	default:
		return q, fail.New(fail.Invalid, "option %s=%s: one of %s", "linked", v, "1")
	}
	var err error
	if v := r.Values.Get("fair"); v != "" {
		q.fair, err = bounded("fair", v, 0, 100)
	}
	return q, err
}

// matchRow is a row of measure.match_candidate by column.
type matchRow struct {
	at    map[string]int
	cells []any
}

func (m matchRow) get(column string) any       { return m.cells[m.at[column]] }
func (m matchRow) word(column string) string   { return text(m.get(column)) }
func (m matchRow) is(column string) bool       { is, _ := m.get(column).(bool); return is }
func (m matchRow) value(column string) float64 { x, _ := m.get(column).(float64); return x }
func (m matchRow) isSmall() bool {
	size := m.word("size_class")
	return size == "small" || size == "micro"
}

func matchRows(rows *lake.Rows) (list []matchRow) {
	at := map[string]int{}
	for i, c := range rows.Columns {
		at[c.Name] = i
	}
	for _, cells := range rows.Data {
		list = append(list, matchRow{at, cells})
	}
	return list
}

// plays tells whether a row is one that the list is of; large and small partners may be on either side.
func (q matchAsked) plays(m matchRow) bool {
	switch q.role {
	case "large":
		return m.word("size_class") == "large"
	case "small":
		return m.isSmall()
	}
	return m.word("role") == q.role
}

func (q matchAsked) wants(m matchRow) bool {
	return (q.linked || !m.is("is_linked")) && (q.city == "" || m.word("prefecture_code") == q.city) && (q.size == "" || m.word("size_class") == q.size) &&
		(q.industry == "" || division(m.word("industry_code")) == q.industry)
}

// division is the two-digit division of an industry's code.
func division(code string) string { return code[:min(2, len(code))] }

// diverse is how much likeness counts against a candidate, as in compute match.
const diverse = 0.2

// ranked puts the rows that are wanted in the order of the list: by score, diverse, with places for small firms.
func (q matchAsked) ranked(rows []matchRow) (list []matchRow) {
	var all []matchRow
	for _, m := range rows {
		if q.plays(m) && q.wants(m) {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b matchRow) int {
		return cmp.Or(cmp.Compare(b.value("score"), a.value("score")), cmp.Compare(a.word("candidate_id"), b.word("candidate_id")))
	})
	seen := map[string]bool{} // a firm on both sides stands where it scores more
	all = slices.DeleteFunc(all, func(m matchRow) bool {
		twice := seen[m.word("candidate_id")]
		seen[m.word("candidate_id")] = true
		return twice
	})
	order := make([]graph.Candidate, len(all))
	for i, m := range all {
		order[i] = graph.Candidate{Firm: uint32(i), Score: m.value("score")}
	}
	order = graph.Diverse(order, diverse, func(a, b uint32) float64 { return alikeMatches(all[a], all[b]) })
	order = graph.Reserve(order, float64(q.fair)/100, func(i uint32) bool { return all[i].isSmall() })
	for _, c := range order {
		list = append(list, all[c.Firm])
	}
	return list
}

// alikeMatches: for one product in one place 1, for one product 0.5. A list should show several needs and several places.
func alikeMatches(a, b matchRow) float64 {
	switch {
	case a.word("needed_product") != b.word("needed_product"):
		return 0
	case a.word("prefecture_code") == b.word("prefecture_code"):
		return 1
	}
	return 0.5
}

// sendMatching sends the list as the page shows it, whole.
func sendMatching(r *Request, w http.ResponseWriter) error {
	q, err := r.matchAsked()
	if err != nil {
		return err
	}
	format := r.PathValue("format")
	if format != "xlsx" && format != "csv" && format != "json" {
		return fail.New(fail.NotFound, "no format %s: xlsx, csv or json", format)
	}
	a, err := r.ask(matchTable, q.firm)
	if err != nil {
		return err
	}
	out := &lake.Rows{Columns: a.rows.Columns}
	for _, m := range q.ranked(matchRows(a.rows)) {
		out.Data = append(out.Data, m.cells)
	}
	attach(w, "match_candidate_"+q.role+"_"+q.firm, format)
	if format == "json" {
		return writeJSONRows(w, out)
	}
	return r.writeTable(w, out, a.AllSQL(), matchTable, format)
}
