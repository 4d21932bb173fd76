package page

import (
	"slices"
	"strings"

	"asterism/internal/fail"
)

// partypairView sets two parties side by side.
type partypairView struct {
	Base
	A, B    sideView
	People  sharedView
	Classes sharedView
	One     bool       // they are one party
	Chosen  string     // what was looked for in place of B
	Choices []LinkView // parties that fit it
}

// sideView is one of the two.
type sideView struct {
	ID, Name string
	URL      string
	Facts    []Pair
	People   []string // beside those both have
	Classes  []string
}

// sharedView is what both have.
type sharedView struct {
	Names []string
	More  int
}

func replaceParty(sql, id string) string { return strings.ReplaceAll(sql, "PARTY", literal(id)) }

func loadPartypair(r *Request) (View, error) {
	v := &partypairView{}
	v.Title, v.Crumbs = r.T("pair.title"), []Crumb{{r.T("nav.parties"), r.Link("/parties")}}
	if !r.Has("base.party_match") {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.party_match")
	}
	a, b := r.Values.Get("a"), strings.TrimSpace(r.Values.Get("b"))
	var err error
	if v.A, err = r.side(a); err != nil {
		return nil, err
	}
	choices, err := r.partiesNamed(b)
	if err != nil {
		return nil, err
	}
	if len(choices) != 1 {
		v.Chosen = b
		for _, c := range choices {
			v.Choices = append(v.Choices, LinkView{Text: c.Value, URL: r.Link("/parties/pair", "a", a, "b", c.Name)})
		}
		return v, nil
	}
	if v.B, err = r.side(choices[0].Name); err != nil {
		return nil, err
	}
	v.One = v.A.ID == v.B.ID
	if v.People, v.A.People, v.B.People, err = r.beside2(besidePeopleSQL, v.A.ID, v.B.ID); err != nil {
		return nil, err
	}
	v.Classes, v.A.Classes, v.B.Classes, err = r.beside2(besideClassesSQL, v.A.ID, v.B.ID)
	return v, err
}

// partiesNamed finds the party of an identifier or exact name, else those whose names hold the text, at most twenty.
func (r *Request) partiesNamed(name string) ([]Pair, error) {
	if name == "" {
		return nil, nil
	}
	for _, sql := range []string{
		"select m.party_id, s.name from base.party_match as m join base.party_spelling as s on s.name_key = m.name_key where m.party_id = " + literal(name) + " and m.decision in ('stands', 'merged') order by s.record_count desc, s.name_key limit 1",
		"select m.party_id, k.name from base.name_key as k join base.party_match as m on m.name_key = k.name_key and m.decision in ('stands', 'merged') where k.name = " + literal(name),
		"select party_id, name from base.party where " + partyLike(name) + " order by record_count desc, party_id limit 20",
	} {
		rows, err := r.Query(sql)
		if err != nil {
			return nil, err
		}
		var found []Pair
		for _, row := range rows.Data {
			found = append(found, Pair{text(row[0]), text(row[1])})
		}
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

const sideSQL = `with names as (
  select s.name, s.party_type, s.country, s.region_code, s.address, s.record_count, s.name_key from base.party_match as m join base.party_spelling as s on s.name_key = m.name_key
  where m.party_id = PARTY and m.decision in ('stands', 'merged')
), used as (
  select min(valid_from) as valid_from, max(valid_to) as valid_to, sum(patent_count) as patent_count from base.party_use where party_id = PARTY
)
select n.name, n.party_type, n.country, n.region_code, n.address, n.record_count, (select min(c.uscc) from base.party_code as c where c.name_key = n.name_key) as uscc, u.valid_from, u.valid_to, u.patent_count
from names as n cross join used as u order by n.record_count desc, n.name_key limit 12`

func (r *Request) side(id string) (v sideView, err error) {
	rows, err := r.Query(replaceParty(sideSQL, id))
	if err != nil {
		return v, err
	}
	if len(rows.Data) == 0 {
		return v, fail.New(fail.NotFound, "no party %s", id)
	}
	v = sideView{ID: id, Name: text(rows.Data[0][0]), URL: r.keyLink("party_id", id)}
	column := func(i int, show func(any) string) string {
		var all []string
		for _, row := range rows.Data {
			if s := show(row[i]); s != "" && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
		return strings.Join(all, "；")
	}
	one := rows.Data[0]
	for _, f := range []Pair{{r.T("pair.names"), column(0, text)}, {r.T("pair.codes"), column(6, text)}, {r.T("pair.type"), column(1, func(t any) string { return r.coded("base.party", "party_type", t) })},
		{r.T("pair.country"), column(2, text)}, {r.T("pair.place"), column(3, func(c any) string { return first(r.placeName(text(c)), text(c)) })}, {r.T("pair.address"), column(4, text)},
		{r.T("pair.patents"), r.number(one[9])}, {r.T("pair.years"), text(one[7]) + " – " + text(one[8])}} {
		v.Facts = append(v.Facts, Pair{f.Name, first(strings.Trim(f.Value, " –"), missing)})
	}
	return v, nil
}

const (
	besidePeopleSQL = `select b.party_id, min(b.name) as name, count(*) as n from base.patent_party as a join base.patent_party as b on b.patent_id = a.patent_id and b.party_id <> a.party_id
where a.party_id = PARTY and a.role in ('applicant', 'inventor') and b.role in ('applicant', 'inventor') group by b.party_id order by n desc, b.party_id limit 5000`
	besideClassesSQL = `select c.subclass, min(c.subclass) as name, count(distinct c.patent_id) as n from base.patent_party as a join base.patent_class as c on c.patent_id = a.patent_id
where a.party_id = PARTY and a.role in ('applicant', 'inventor') and c.subclass is not null group by c.subclass order by n desc, c.subclass limit 700`
	shownShared = 20
	shownOwn    = 8
)

// beside2 parts what stands beside two parties into what both have and the most frequent of what each has alone.
func (r *Request) beside2(sql, a, b string) (both sharedView, ownA, ownB []string, err error) {
	left, err := r.Query(replaceParty(sql, a))
	if err != nil {
		return both, nil, nil, err
	}
	right, err := r.Query(replaceParty(sql, b))
	if err != nil {
		return both, nil, nil, err
	}
	inRight, inBoth := map[string]int64{}, map[string]bool{}
	for _, row := range right.Data {
		inRight[text(row[0])], _ = row[2].(int64)
	}
	for _, row := range left.Data {
		key := text(row[0])
		n, shared := inRight[key]
		switch {
		case !shared && len(ownA) < shownOwn:
			ownA = append(ownA, text(row[1])+" ×"+r.number(row[2]))
		case shared && len(both.Names) < shownShared:
			both.Names = append(both.Names, text(row[1])+" ×"+r.number(row[2])+" / ×"+r.number(n))
		case shared:
			both.More++
		}
		inBoth[key] = shared
	}
	for _, row := range right.Data {
		if !inBoth[text(row[0])] && len(ownB) < shownOwn {
			ownB = append(ownB, text(row[1])+" ×"+r.number(row[2]))
		}
	}
	return both, ownA, ownB, nil
}
