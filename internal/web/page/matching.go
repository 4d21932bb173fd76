package page

import (
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// matchingView is the matching desk: a firm to choose, or the candidates of one with their reasons.
type matchingView struct {
	Base
	Query   string
	Found   []LinkView // firms that fit the query
	Firm    LinkView
	Facts   []string
	Roles   []LinkView
	Kept    []Pair
	Filters []FilterView
	Fair    string
	Linked  bool
	Notes   []string
	Figures []Figure
	Rows    []matchLine
	Partner *sectionView // universities and institutes
	Links   []LinkView
	Files   []LinkView
	Weights string
	Trace   string
	Method  string
}

// matchLine is one candidate; what is unknown is told so.
type matchLine struct {
	Rank, Score, Most    string
	Name, Pair, Role     string
	Linked               string
	Place, Size, Sells   string
	Product, Path, Other []string
	Unknown              string
}

// shownMatches is how many candidates the page shows; the file has all.
const shownMatches = 30

func loadMatching(r *Request) (View, error) {
	v := &matchingView{Query: r.Values.Get("q"), Method: r.Link("/docs/methods/matching")}
	v.Title = r.T("nav.matching")
	q, err := r.matchAsked()
	if err != nil {
		return nil, err
	}
	if !r.Has("base.firm", "base.supply") {
		return r.noData(v, "matching", "firm", "supply", "firm_title")
	}
	if q.firm == "" {
		v.Found, err = r.firmsNamed(v.Query, func(id string) string { return r.Link("/matching", "firm", id) })
		return v, err
	}
	if err := v.head(r, q); err != nil {
		return nil, err
	}
	if q.role == "academy" {
		return v, v.academies(r, q.firm)
	}
	return v, v.candidates(r, q)
}

// firmsNamed finds firms by code or part of their name, at most thirty.
func (r *Request) firmsNamed(name string, link func(id string) string) ([]LinkView, error) {
	if name == "" {
		return nil, nil
	}
	rows, err := r.Query("select firm_id, name, main_product\nfrom base.firm\nwhere firm_id = " + literal(name) + " or position(" + literal(name) + " in name) > 0 or position(" + literal(name) + " in main_product) > 0\norder by firm_id <> " + literal(name) + ", length(name), firm_id\nlimit 30")
	if err != nil {
		return nil, err
	}
	var list []LinkView
	for _, row := range rows.Data {
		l := LinkView{Text: first(text(row[1]), text(row[0])), URL: link(text(row[0]))}
		if product := text(row[2]); product != "" {
			l.Text += " · " + product
		}
		list = append(list, l)
	}
	return list, nil
}

// head names the firm and what its candidates are looked for by.
func (v *matchingView) head(r *Request, q matchAsked) error {
	sql := "select name, main_product, industry_code, region_code, size_class\nfrom base.firm\nwhere firm_id = " + literal(q.firm)
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	if len(rows.Data) == 0 {
		return fail.New(fail.NotFound, "no firm %s in snapshot %d", q.firm, r.Reader.Snapshot().ID)
	}
	row := rows.Data[0]
	v.Firm = LinkView{Text: first(text(row[0]), q.firm), URL: r.Link("/firms/" + q.firm)}
	v.Title, v.Crumbs = r.T("matching.of", "name", v.Firm.Text), []Crumb{{r.T("nav.matching"), r.Link("/matching")}}
	unknown := r.T("unknown")
	v.Facts = []string{
		r.T("matching.product") + " " + first(text(row[1]), unknown), r.T("industry.label") + " " + first(r.nameOf("industry_code", text(row[2])), text(row[2]), unknown),
		r.T("place.label") + " " + first(r.placeName(text(row[3])), unknown), r.T("matching.size") + " " + first(r.coded("base.firm", "size_class", row[4]), unknown),
	}
	for _, role := range matchRoles {
		v.Roles = append(v.Roles, LinkView{Text: r.T("matching.role." + role), URL: r.Link("/matching", "firm", q.firm, "role", role), On: role == q.role})
	}
	v.Kept = []Pair{{"firm", q.firm}, {"role", q.role}}
	if r.At != 0 {
		v.Kept = append(v.Kept, Pair{"at", strconv.FormatInt(r.At, 10)})
	}
	v.Fair, v.Linked = strconv.Itoa(q.fair), q.linked
	return nil
}

func (v *matchingView) candidates(r *Request, q matchAsked) error {
	a, err := r.ask(matchTable, q.firm)
	if err != nil {
		return err
	}
	all := matchRows(a.rows)
	v.filters(r, q, all)
	list := q.ranked(all)
	v.Trace = r.Trace(a.AllSQL(), v.Title)
	v.Files = []LinkView{{Text: "XLSX", URL: r.address("/matching/xlsx", r.Values)}, {Text: "CSV", URL: r.address("/matching/csv", r.Values)}}
	if err := v.weights(r); err != nil {
		return err
	}
	v.counts(r, q, all, list)
	for i, m := range list[:min(len(list), shownMatches)] {
		v.Rows = append(v.Rows, r.matchLine(q, m, i+1))
	}
	return nil
}

// filters offers what the candidates have.
func (v *matchingView) filters(r *Request, q matchAsked, all []matchRow) {
	choices := func(label, name, chosen string, of func(m matchRow) string, word func(code string) string) {
		f := FilterView{Label: label, Name: name, Value: chosen}
		seen := map[string]bool{}
		for _, m := range all {
			if code := of(m); q.plays(m) && code != "" && !seen[code] {
				seen[code] = true
				f.Choices = append(f.Choices, Pair{code, first(word(code), code)})
			}
		}
		slices.SortFunc(f.Choices, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
		v.Filters = append(v.Filters, f)
	}
	choices(r.T("matching.city"), "city", q.city, func(m matchRow) string { return m.word("prefecture_code") }, r.placeName)
	choices(r.T("industry.label"), "industry", q.industry, func(m matchRow) string { return division(m.word("industry_code")) }, func(code string) string { return r.nameOf("industry_code", code) })
	choices(r.T("matching.size"), "size", q.size, func(m matchRow) string { return m.word("size_class") }, func(code string) string { return r.coded("base.firm", "size_class", code) })
}

// counts says how many there are, and how fair the list is to small firms.
func (v *matchingView) counts(r *Request, q matchAsked, all, list []matchRow) {
	f := Format{r.Lang}
	total, small, linked := 0, 0, 0
	for _, m := range all {
		if !q.plays(m) {
			continue
		}
		total++
		if m.isSmall() {
			small++
		}
		if m.is("is_linked") {
			linked++
		}
	}
	ten, known := min(10, len(list)), 0
	for _, m := range list[:ten] {
		if m.isSmall() {
			known++
		}
	}
	v.Figures = []Figure{
		{Label: r.T("matching.found"), Value: f.Number(int64(total)), Unit: r.T("unit.firms"), Note: r.T("matching.linked", "n", linked), Trace: v.Trace},
		{Label: r.T("matching.listed"), Value: f.Number(int64(len(list))), Unit: r.T("unit.firms"), Trace: v.Trace},
	}
	if ten > 0 {
		v.Figures = append(v.Figures, Figure{Label: r.T("matching.small"), Value: strconv.Itoa(known) + " / " + strconv.Itoa(ten), Note: r.T("matching.small.note", "n", small, "all", total), Trace: v.Trace})
	}
	if len(list) > shownMatches {
		v.Notes = append(v.Notes, r.T("matching.more", "n", shownMatches, "all", len(list)))
	}
	for _, m := range all {
		if n, _ := m.get("found_count").(int64); n > 300 && q.plays(m) {
			v.Notes = append(v.Notes, r.T("matching.cut", "role", r.T("matching.role."+m.word("role")), "n", n))
			break
		}
	}
}

// weights states what the score is made of.
func (v *matchingView) weights(r *Request) error {
	rows, err := r.Query("select parameter, value\nfrom base.parameter\nwhere parameter like 'match_weight.%'\norder by value desc, parameter")
	if err != nil {
		return err
	}
	sum := 0.0
	for _, row := range rows.Data {
		sum += row[1].(float64)
	}
	for _, row := range rows.Data {
		if v.Weights != "" {
			v.Weights += r.T("comma")
		}
		v.Weights += r.T("matching.term."+text(row[0])[len("match_weight."):]) + " " + Format{r.Lang}.Share(row[1].(float64)/sum)
	}
	return nil
}

// academies are the universities and institutes near the firm's patents: those of the partners page.
func (v *matchingView) academies(r *Request, firm string) error {
	party, err := r.partyOf(firm, v.Firm.Text)
	if err != nil {
		return err
	}
	if party == "" || !r.Has("measure.partner_candidate") {
		v.Notes = append(v.Notes, r.T("matching.noparty"))
		return nil
	}
	v.Partner, err = r.section(part{"joint_rd", "measure.partner_candidate", nearColumns, "rank"}, "party_id = "+literal(party)+" and purpose = 'joint_rd' and other_type in ('university', 'institute')", "party_id", party)
	if err != nil {
		return err
	}
	if v.Partner == nil {
		v.Notes = append(v.Notes, r.T("matching.noacademy"))
	}
	v.Links, err = r.partyLinks(party)
	return err
}
