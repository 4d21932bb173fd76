package page

import (
	"slices"
	"strconv"

	"asterism/internal/fail"
)

// partyView is one party with its names and why they are one.
type partyView struct {
	Base
	ID       string
	Facts    []factView
	Names    []spellingView
	Trace    string
	Group    []LinkView
	Links    []LinkView // of the party's other pages
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	History  []decisionView
	Waiting  bool
	Inventor string // folded name of an inventor who may leave rankings; "" for others
	Unranked bool
}

// spellingView is one name of a party.
type spellingView struct {
	Key, Name, Codes string
	Records, Patents string
	From, To         string
	Stands           bool // the party is counted from this name
	Rule, Joined     string
	Score            string
	People, Classes  string
}

const spellingsSQL = `with used as (
  select k.name_key, sum(u.patent_count) as patent_count, min(u.valid_from) as valid_from, max(u.valid_to) as valid_to
  from base.party_use as u join base.name_key as k on k.name = u.name where u.party_id = PARTY group by k.name_key
), coded as (
  select name_key, min(uscc) as uscc, count(*) as code_count from base.party_code group by name_key
)
select m.name_key, s.name, c.uscc, c.code_count, s.record_count, u.patent_count, u.valid_from, u.valid_to, m.decision, m.rule, o.name as joined_name, m.score, m.shared_people, m.shared_class_count
from base.party_match as m
join base.party_spelling as s on s.name_key = m.name_key
join base.party_spelling as o on o.name_key = m.other_key
left join used as u on u.name_key = m.name_key
left join coded as c on c.name_key = m.name_key
where m.party_id = PARTY and m.decision in ('stands', 'merged')
order by s.record_count desc, m.name_key`

func loadParty(r *Request) (View, error) {
	id := r.PathValue("id")
	if !r.Has("base.party_match") {
		return nil, fail.New(fail.NotFound, "no party %s", id)
	}
	v := &partyView{ID: id}
	sql := replaceParty(spellingsSQL, id)
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no party %s", id)
	}
	var keys []string
	for _, row := range rows.Data {
		v.Names = append(v.Names, r.spelling(row))
		keys = append(keys, text(row[0]))
	}
	v.Title, v.Crumbs, v.Trace = v.Names[0].Name, []Crumb{{r.T("nav.parties"), r.Link("/parties")}}, r.Trace(sql, v.Names[0].Name)
	for _, load := range []func(*Request) error{v.facts, v.work, v.parts, v.inventor} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	if v.Links, err = r.partyLinks(id); err != nil {
		return nil, err
	}
	return v, v.history(r, keys)
}

func (r *Request) spelling(row []any) spellingView {
	v := spellingView{Key: text(row[0]), Name: text(row[1]), Codes: text(row[2]), Records: r.number(row[4]), Patents: r.number(row[5]), From: text(row[6]), To: text(row[7]), Stands: text(row[8]) == "stands"}
	if n, _ := row[3].(int64); n > 1 {
		v.Codes += " +" + strconv.FormatInt(n-1, 10)
	}
	if v.Stands {
		return v
	}
	v.Rule, v.Joined, v.People, v.Classes = r.coded("base.party_merge", "rule", row[9]), text(row[10]), r.number(row[12]), r.number(row[13])
	if score, ok := toFloat(row[11]); ok {
		v.Score = strconv.FormatFloat(score, 'f', 2, 64)
	}
	return v
}

func (v *partyView) facts(r *Request) error {
	rows, err := r.Query("select *\nfrom base.party\nwhere party_id = " + literal(v.ID))
	if err != nil || len(rows.Data) == 0 {
		return err // only the register knows it
	}
	v.Facts = r.facts("base.party", rows)
	for i, c := range rows.Columns {
		if c.Name == "name" {
			v.Title = first(text(rows.Data[0][i]), v.Title)
		}
	}
	const members = 50
	group, err := r.Query("select b.party_id, b.name\nfrom base.party as a join base.party as b on b.group_id = a.group_id\nwhere a.party_id = " + literal(v.ID) + " and b.party_id <> a.party_id\norder by b.record_count desc, b.party_id\nlimit " + strconv.Itoa(members))
	if err != nil {
		return err
	}
	for _, row := range group.Data {
		v.Group = append(v.Group, LinkView{Text: text(row[1]), URL: r.keyLink("party_id", text(row[0]))})
	}
	return nil
}

var partyParts = []struct {
	part
	where string
}{
	{part{"by_applicant", "measure.patents_by_applicant", "patent_type, patent_count, fractional_count, first_count, grant_count, rank, first_year, last_year", "patent_type"}, "party_id = PARTY"},
	{part{"by_inventor", "measure.patents_by_inventor", "patent_type, patent_count, patent_count_low, circle_count, rank, rank_low, first_year, last_year", "patent_type"}, "party_id = PARTY"},
	{part{"patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date desc, patent_id"},
		"patent_id in (select patent_id from base.patent_party where party_id = PARTY and role in ('applicant', 'inventor'))"},
}

func (v *partyView) parts(r *Request) error {
	for _, p := range partyParts {
		section, err := r.section(p.all(r, "party_id"), replaceParty(p.where, v.ID), "", "")
		if err != nil {
			return err
		}
		if section != nil {
			v.Sections = append(v.Sections, *section)
		}
	}
	return nil
}

// inventor finds whether the party is an inventor, and whether one who is not ranked.
func (v *partyView) inventor(r *Request) error {
	n, err := r.Value("select count(*) as n\nfrom base.party_use\nwhere party_id = " + literal(v.ID) + " and role = 'inventor'")
	if err != nil || n == int64(0) {
		return err
	}
	v.Inventor = v.Names[0].Key
	decisions, err := r.Site.w.PartyDecisions(r.Context())
	for _, d := range decisions {
		if d.Relation == "out" && d.Undoes == 0 && d.InForce && slices.ContainsFunc(v.Names, func(s spellingView) bool { return s.Key == d.A[0] }) {
			v.Unranked = true
		}
	}
	return err
}

func (v *partyView) history(r *Request, keys []string) (err error) {
	if v.Waiting, err = r.partiesWait(); err != nil {
		return err
	}
	all, err := r.Site.w.PartyDecisions(r.Context())
	if err != nil {
		return err
	}
	own := all[:0]
	for _, d := range all {
		if slices.ContainsFunc(slices.Concat(d.A, d.B), func(k string) bool { return slices.Contains(keys, k) }) {
			own = append(own, d)
		}
	}
	v.History = r.decisions(own)
	return nil
}

// splitParty makes the names that were ticked a party of their own, from the next build on.
func splitParty(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	id := r.PathValue("id")
	_, err := r.Site.w.SplitParty(r.Context(), r.Site.Actor, r.PostForm.Get("reason"), id, r.PostForm["name"], r.PostForm.Get("unrelated") != "")
	return r.Link("/parties/"+id) + "#history", err
}

// leaveUnranked takes an inventor out of rankings, from the next build on.
func leaveUnranked(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	id := r.PathValue("id")
	_, err := r.Site.w.LeaveUnranked(r.Context(), r.Site.Actor, r.PostForm.Get("reason"), r.PostForm.Get("name"))
	return r.Link("/parties/"+id) + "#history", err
}
