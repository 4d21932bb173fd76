package page

import (
	"slices"
	"strconv"

	"asterism/internal/fail"
)

// matchTerms are the terms of a score in the order of their evidence.
var matchTerms = []string{"product", "network", "industry", "distance", "technology", "title"}

// decimals writes a ratio with so many places; unknown is said.
func (r *Request) decimals(v any, places int) string {
	x, ok := v.(float64)
	if !ok {
		return r.T("unknown")
	}
	return strconv.FormatFloat(x, 'f', places, 64)
}

func (r *Request) firmName(id string) string {
	return first(r.rowName("base.firm", "firm_id", "name", id), id)
}

// matchLine is a candidate with its evidence in words.
func (r *Request) matchLine(q matchAsked, m matchRow, rank int) matchLine {
	role := m.word("role")
	l := matchLine{Rank: strconv.Itoa(rank), Score: r.decimals(m.get("score"), 2), Name: first(m.word("candidate_name"), m.word("candidate_id")),
		Pair: r.Link("/matching/"+q.firm+"/"+m.word("candidate_id"), "role", role), Role: r.T("matching.role." + role),
		Size:    first(r.coded("base.firm", "size_class", m.get("size_class")), r.T("unknown")),
		Product: r.productReason(m), Path: r.pathReason(m), Other: r.otherReasons(m)}
	if known := m.value("known_share"); known < 0.9995 {
		l.Most = r.decimals(m.get("score_most"), 2)
	}
	l.Place = r.distanceReason(m)
	l.Sells = r.T("matching.partners."+role, "n", m.word("partner_count"))
	if m.is("is_linked") {
		l.Linked = r.T("matching.islinked", "year", m.word("last_year"))
	}
	for _, term := range matchTerms {
		if m.get(term+"_score") == nil {
			if l.Unknown != "" {
				l.Unknown += r.T("comma")
			}
			l.Unknown += r.T("matching.term." + term)
		}
	}
	return l
}

// productReason says which product fits which need; none where there is no such evidence.
func (r *Request) productReason(m matchRow) []string {
	if m.get("needed_product") == nil {
		return nil
	}
	needed, offered := m.word("needed_product"), m.word("offered_product")
	fit := r.T("matching.product.same", "product", needed)
	if needed != offered {
		fit = r.T("matching.product.alike", "needed", needed, "offered", offered, "likeness", r.decimals(m.get("product_likeness"), 2))
	}
	role := m.word("role")
	if m.is("is_own_need") {
		return []string{fit, r.T("matching.need.own." + role)}
	}
	return []string{fit, r.T("matching.need.peers."+role, "share", Format{r.Lang}.Share(m.value("need_share")))}
}

func (r *Request) pathReason(m matchRow) []string {
	if m.get("path_count") == nil {
		return nil
	}
	return []string{r.T("matching.path."+m.word("role"), "a", r.firmName(m.word("via_first")), "b", r.firmName(m.word("via_second"))), r.T("matching.paths", "n", m.word("path_count"))}
}

func (r *Request) distanceReason(m matchRow) string {
	city := first(r.placeName(m.word("prefecture_code")), r.T("unknown"))
	if km, ok := m.get("distance_km").(float64); ok {
		return city + " · " + r.T("matching.km", "n", strconv.FormatFloat(km, 'f', 0, 64))
	}
	return city
}

// otherReasons are those that count beside product and network.
func (r *Request) otherReasons(m matchRow) []string {
	return slices.Concat(r.otherReason(m, "industry"), r.otherReason(m, "technology"), r.titleReason(m))
}

func (r *Request) otherReason(m matchRow, term string) []string {
	x := m.value(term + "_score")
	if x < 0.005 {
		return nil
	}
	industry := division(m.word("industry_code"))
	return []string{r.T("matching.reason."+term, "x", Format{r.Lang}.Share(x), "industry", first(r.nameOf("industry_code", industry), industry), "j", r.decimals(x, 2))}
}

func (r *Request) titleReason(m matchRow) []string {
	if n, _ := m.get("title_count").(int64); n > 0 {
		return []string{r.T("matching.reason.title", "n", n)}
	}
	return nil
}

// matchpairView is one candidate of a firm with the rows of its evidence.
type matchpairView struct {
	Base
	Firm, Other LinkView
	Role        string
	Score       string
	Terms       []matchTermLine
	Sections    []sectionView
	Notes       []string
	Trace       string
	Method      string
	Links       []LinkView
}

// matchTermLine is one term of the score.
type matchTermLine struct{ Term, Value, Weight, Part, Evidence string }

func loadMatchPair(r *Request) (View, error) {
	firm, other, role := r.PathValue("firm"), r.PathValue("candidate"), first(r.Values.Get("role"), "supplier")
	if role != "supplier" && role != "customer" {
		return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "role", role, "supplier, customer")
	}
	if !r.Has("base.firm", "base.supply") {
		return nil, fail.New(fail.NotFound, "no firm %s", firm)
	}
	a, err := r.ask(matchTable, firm)
	if err != nil {
		return nil, err
	}
	for _, m := range matchRows(a.rows) {
		if m.word("candidate_id") == other && m.word("role") == role {
			return r.matchPair(firm, m, a.AllSQL())
		}
	}
	return nil, fail.New(fail.NotFound, "%s is no candidate of %s", other, firm)
}

func (r *Request) matchPair(firm string, m matchRow, sql string) (View, error) {
	other, role := m.word("candidate_id"), m.word("role")
	v := &matchpairView{Firm: LinkView{Text: r.firmName(firm), URL: r.Link("/firms/" + firm)}, Other: LinkView{Text: r.firmName(other), URL: r.Link("/firms/" + other)},
		Role: r.T("matching.role." + role), Score: r.decimals(m.get("score"), 3), Trace: r.Trace(sql, r.T("nav.matching")), Method: r.Link("/docs/methods/matching")}
	v.Title = v.Firm.Text + " × " + v.Other.Text
	v.Crumbs = []Crumb{{r.T("nav.matching"), r.Link("/matching")}, {v.Firm.Text, r.Link("/matching", "firm", firm, "role", role)}}
	if m.value("known_share") < 0.9995 {
		v.Score += "–" + r.decimals(m.get("score_most"), 3)
	}
	if err := v.terms(r, m); err != nil {
		return nil, err
	}
	return v, v.evidence(r, firm, m)
}

// terms lays the score out by term.
func (v *matchpairView) terms(r *Request, m matchRow) error {
	rows, err := r.Query("select substr(parameter, 14) as term, value\nfrom base.parameter\nwhere parameter like 'match_weight.%'")
	if err != nil {
		return err
	}
	weight, sum := map[string]float64{}, 0.0
	for _, row := range rows.Data {
		weight[text(row[0])] = row[1].(float64)
		sum += row[1].(float64)
	}
	words := map[string][]string{"product": r.productReason(m), "network": r.pathReason(m), "distance": {r.distanceReason(m)},
		"industry": r.otherReason(m, "industry"), "technology": r.otherReason(m, "technology"), "title": r.titleReason(m)}
	for _, term := range matchTerms {
		l := matchTermLine{Term: r.T("matching.term." + term), Value: r.decimals(m.get(term+"_score"), 3), Weight: Format{r.Lang}.Share(weight[term] / sum), Part: r.T("unknown")}
		if x, ok := m.get(term + "_score").(float64); ok {
			l.Part = r.decimals(x*weight[term]/sum, 3)
		} else {
			l.Evidence = r.T("matching.why." + term)
		}
		for i, w := range words[term] {
			if i > 0 {
				l.Evidence += r.T("matching.stop")
			}
			l.Evidence += w
		}
		v.Terms = append(v.Terms, l)
	}
	return nil
}

// evidence are the rows that the terms come from.
func (v *matchpairView) evidence(r *Request, firm string, m matchRow) error {
	other, role := m.word("candidate_id"), m.word("role")
	seller, buyer := other, firm
	if role == "customer" {
		seller, buyer = firm, other
	}
	const columns = "supplier_id, customer_id, product, year, amount_cny, source"
	if product := m.get("needed_product"); product != nil {
		if err := v.add(r, part{"match_need", "base.supply", columns, "year desc"}, "product = "+literal(product)+" and customer_id in (select firm_id from base.firm where firm_id = "+literal(buyer)+
			" or main_product in (select main_product from base.firm where firm_id = "+literal(buyer)+"))"); err != nil {
			return err
		}
		if err := v.add(r, part{"match_sale", "base.supply", columns, "year desc"}, "supplier_id = "+literal(seller)+" and product = "+literal(m.get("offered_product"))); err != nil {
			return err
		}
	}
	if m.get("via_first") != nil {
		u, w := literal(m.get("via_first")), literal(m.get("via_second"))
		where := "supplier_id = " + u + " and customer_id in (" + literal(firm) + ", " + w + ") or supplier_id = " + literal(other) + " and customer_id = " + w
		if role == "customer" {
			where = "customer_id = " + u + " and supplier_id in (" + literal(firm) + ", " + w + ") or customer_id = " + literal(other) + " and supplier_id = " + w
		}
		if err := v.add(r, part{"match_path", "base.supply", columns, "year desc"}, where); err != nil {
			return err
		}
	}
	if err := v.add(r, part{"match_link", "base.supply", columns, "year desc"}, "supplier_id = "+literal(seller)+" and customer_id = "+literal(buyer)); err != nil {
		return err
	}
	return v.add(r, part{"titles", "base.firm_title", "title_kind, level, certificate, valid_from, valid_to, issuer", "valid_from desc"}, "firm_id = "+literal(other))
}

func (v *matchpairView) add(r *Request, p part, where string) error {
	s, err := r.section(p, where, "", "")
	if err != nil || s == nil {
		return err
	}
	s.All = s.Trace
	r.nameFirms(s.Result)
	v.Sections = append(v.Sections, *s)
	return nil
}

// nameFirms puts names that open in the place of the codes of supplier and customer.
func (r *Request) nameFirms(v *ResultView) {
	for j, c := range v.Columns {
		if c.Name != "supplier_id" && c.Name != "customer_id" {
			continue
		}
		v.Columns[j].Label = r.T("matching." + c.Name)
		for _, row := range v.Rows {
			if id := row[j].Text; id != "" {
				row[j] = Cell{Text: r.firmName(id), URL: r.Link("/firms/" + id), Title: id, Class: "mid"}
			}
		}
	}
}
