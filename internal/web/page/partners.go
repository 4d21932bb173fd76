package page

import (
	"slices"

	"asterism/internal/fail"
)

// partnersView lists the parties compared, and the pairs that may cross-license; with a party chosen it is a partnerView.
type partnersView struct {
	Base
	Lede     string
	Path     string
	Table    *TableView
	Query    string
	Kept     []Pair
	Sections []sectionView
	Queries  []watchedQuery // saved queries and what changed, on the watch page
	Method   string
}

var partnerColumns = []string{"rank", "name", "party_type", "country", "patent_count", "in_force_count", "first_year", "last_year", "is_registered", "warning", "party_id"}

func loadPartners(r *Request) (View, error) {
	v := &partnersView{Lede: r.T("partners.lede")}
	v.Title = r.T("nav.partners")
	shown, err := r.partnerParties(v, "/partners")
	if err != nil || shown != nil {
		return shown, err
	}
	for _, p := range []part{
		{"cross_licence", "measure.cross_licence", "name_a, name_b, mutual_count, balance, a_limited_count, b_limited_count, a_blocking_count, b_blocking_count, reason", "mutual_count desc, party_a, party_b"},
		{"category_coverage", "measure.category_coverage", "office, citation_count, categorised_count, category_share, blocking_count, status_share", "citation_count desc, office"},
	} {
		section, err := r.section(p, "true", "", "")
		if err != nil {
			return nil, err
		}
		if section != nil {
			v.Sections = append(v.Sections, *section)
		}
	}
	return v, nil
}

// partnerParties puts the table of the parties compared into a view, each leading to its page at path. A view of its own comes back
// where there are none.
func (r *Request) partnerParties(v *partnersView, path string) (View, error) {
	v.Path, v.Query, v.Method = path, r.Values.Get("name__contains"), r.Link("/docs/methods/partners")
	if !r.Has("measure.partner_party") {
		return r.noData(v, "partners", "patent_record")
	}
	t, err := r.table("measure.partner_party")
	if err != nil {
		return nil, err
	}
	s, err := ParseSelect(t, r.Values, "count", "q")
	if err != nil {
		return nil, err
	}
	if len(s.Fields) == 0 {
		s.Fields = partnerColumns
	}
	v.Kept = hidden(r.Values, map[string]bool{"name__contains": true, "page": true, "count": true})
	v.Table, err = r.Table(s, Shape{Path: path, Files: "/data/tables/measure.partner_party", Name: "name", Key: "party_id", Link: func(party string) string { return r.Link(path + "/" + party) }})
	return nil, err
}

// partnerView is what the data say of one party and those it might work with, or has to watch.
type partnerView struct {
	Base
	ID       string
	Kind     string // party_type
	Figures  []Figure
	Notes    []string // what has to be known before the lists are read
	Absent   []string // lists that are empty, and what that means
	Sections []sectionView
	Files    []LinkView
	Other    LinkView // the party's other page
	Trace    string
	Method   string
}

// party reads the chosen party; the view holds its head.
func (r *Request) party(path, other string) (*partnerView, error) {
	id := r.PathValue("party")
	if !r.Has("measure.partner_party") {
		return nil, fail.New(fail.NotFound, "no party %s", id)
	}
	sql := "select name, party_type, patent_count, in_force_count, first_year, last_year, rank, warning, prefecture_code\nfrom measure.partner_party\nwhere party_id = " + literal(id)
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "%s is not among the parties compared", id)
	}
	row := rows.Data[0]
	v := &partnerView{ID: id, Kind: text(row[1]), Trace: r.Trace(sql, text(row[0])), Method: r.Link("/docs/methods/partners"), Other: LinkView{Text: r.T("nav." + other), URL: r.Link("/" + other + "/" + id)}}
	v.Title, v.Crumbs = text(row[0]), []Crumb{{r.T("nav." + path), r.Link("/" + path)}}
	f := Format{r.Lang}
	v.Figures = []Figure{
		{Label: r.T("partner.patents"), Value: f.Number(row[2]), Unit: r.T("unit.patents"), Note: text(row[4]) + "–" + text(row[5]), Trace: v.Trace},
		{Label: r.T("partner.inforce"), Value: f.Number(row[3]), Unit: r.T("unit.patents"), Trace: v.Trace},
		{Label: r.T("partner.rank"), Value: f.Number(row[6]), Note: r.coded("measure.partner_party", "party_type", row[1]), Trace: v.Trace},
	}
	if place := text(row[8]); place != "" {
		v.Figures = append(v.Figures, Figure{Label: r.T("partner.place"), Value: r.placeName(place), Trace: v.Trace})
	}
	if text(row[7]) == "few_patents" {
		v.Notes = append(v.Notes, r.T("partner.few"))
	}
	return v, nil
}

// purposes are those of measure.partner_candidate, in the order in which people ask.
var purposes = []string{"competitor", "complement", "joint_rd", "alliance", "technology_import", "licence_in", "licence_out"}

const (
	nearColumns = "rank, other_name, other_type, jaffe, complement, shared_class_count, main_subclass, joint_count, common_partner_count, cites_count, cited_by_count, is_same_prefecture, other_patent_count, other_id"
	citeColumns = "rank, other_name, other_type, other_country, cites_count, cites_in_force_count, cited_by_count, cited_in_force_count, jaffe, main_subclass, joint_count, other_in_force_count, other_id"
)

func loadPartner(r *Request) (View, error) {
	v, err := r.party("partners", "watch")
	if err != nil {
		return nil, err
	}
	own := "party_id = " + literal(v.ID)
	for _, purpose := range purposes {
		columns := nearColumns
		if purpose == "technology_import" || purpose == "licence_in" || purpose == "licence_out" {
			columns = citeColumns
		}
		if err := v.list(r, part{purpose, "measure.partner_candidate", columns, "rank"}, own+" and purpose = "+literal(purpose)); err != nil {
			return nil, err
		}
	}
	if err := v.licences(r); err != nil {
		return nil, err
	}
	if err := v.crossLicence(r); err != nil {
		return nil, err
	}
	if err := v.list(r, part{"profile", "measure.partner_profile", "subclass, patent_count", "patent_count desc, subclass"}, own); err != nil {
		return nil, err
	}
	v.files(r, "measure.partner_candidate", "measure.partner_proximity", "measure.partner_profile")
	return v, nil
}

// list adds one list of a table, or says that it is empty.
func (v *partnerView) list(r *Request, p part, where string) error {
	section, err := r.section(p, where, "party_id", v.ID)
	if err == nil {
		v.put(r, section, p.name)
	}
	return err
}

// put adds a section, or notes the name of one that is empty.
func (v *partnerView) put(r *Request, section *sectionView, name string) {
	if section == nil {
		v.Absent = append(v.Absent, r.T("section."+name))
		return
	}
	section.Result.leadTo("other_name", "other_id", func(party string) string { return r.Link("/partners/" + party) })
	v.Sections = append(v.Sections, *section)
}

// leadTo links the cells of one column by the last column, which holds keys and is taken away.
func (v *ResultView) leadTo(name, key string, link func(string) string) {
	last := len(v.Columns) - 1
	if last < 0 || v.Columns[last].Name != key {
		return
	}
	for i, row := range v.Rows {
		for j, c := range v.Columns[:last] {
			if c.Name == name && !row[last].Null {
				row[j].URL = link(first(row[last].Title, row[last].Text))
			}
		}
		v.Rows[i] = row[:last]
	}
	v.Columns = v.Columns[:last]
}

// statusMinimum is the share of cited patents of known legal status below which licences cannot be assessed, as in measure.blocking_coverage.
const statusMinimum = 0.5

// licences tells of how many cited patents the legal status is known. Below the minimum the lists that want rights in force are unknown, not empty.
func (v *partnerView) licences(r *Request) error {
	sql := "select citation_count, status_share\nfrom measure.blocking_coverage\nwhere party_id = " + literal(v.ID)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	known, cited := rows.Data[0][1].(float64)
	if !cited {
		return nil
	}
	f := Format{r.Lang}
	v.Figures = append(v.Figures, Figure{Label: r.T("partner.status"), Value: f.Share(known), Note: r.T("partner.status.note", "n", f.Number(rows.Data[0][0])), Trace: r.Trace(sql, r.T("partner.status"))})
	if known >= statusMinimum {
		return nil
	}
	v.Notes = append(v.Notes, r.T("partner.licence.unknown", "share", f.Share(known)))
	for _, purpose := range []string{"technology_import", "licence_in", "licence_out"} {
		v.Absent = slices.DeleteFunc(v.Absent, func(name string) bool { return name == r.T("section."+purpose) })
	}
	return nil
}

// crossLicence tells first whether blocking can be assessed at all: what cannot is no empty list.
func (v *partnerView) crossLicence(r *Request) error {
	sql := "select citation_count, categorised_count, blocking_count, category_share, reason\nfrom measure.blocking_coverage\nwhere party_id = " + literal(v.ID)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	row, f := rows.Data[0], Format{r.Lang}
	v.Figures = append(v.Figures, Figure{Label: r.T("partner.coverage"), Value: f.Share(row[3]), Note: r.T("partner.coverage.note", "n", f.Number(row[0]), "x", f.Number(row[2])), Trace: r.Trace(sql, r.T("partner.coverage"))})
	if reason := text(row[4]); reason != "" {
		v.Notes = append(v.Notes, r.T("partner.blocking."+reason, "share", f.Share(row[3])))
	}
	either := func(a, b string) string {
		return "(" + a + " = " + literal(v.ID) + " or " + b + " = " + literal(v.ID) + ")"
	}
	found := len(v.Absent)
	err = v.list(r, part{"cross_licence", "measure.cross_licence", "name_a, name_b, mutual_count, balance, a_limited_count, b_limited_count, a_blocking_count, b_blocking_count, reason", "mutual_count desc, party_a, party_b"}, either("party_a", "party_b"))
	if err == nil && len(v.Absent) > found && text(row[4]) != "" {
		v.Absent = v.Absent[:found] // unknown, which the note says, is not none
	}
	if err != nil {
		return err
	}
	found = len(v.Absent)
	err = v.list(r, part{"blocking", "measure.blocking_citation", "party_id, citing_patent_id, category, blocker_id, cited_patent_id, cited_status", "is_in_force desc, citing_publication, seq"}, either("party_id", "blocker_id"))
	if text(row[4]) != "" {
		v.Absent = v.Absent[:min(found, len(v.Absent))]
	}
	return err
}

// files offers the party's rows of some tables as workbooks.
func (v *partnerView) files(r *Request, tables ...string) {
	for _, t := range tables {
		if n, _ := r.Site.tables.graph.Node(t); n.Asked != "" || r.Has(t) {
			v.Files = append(v.Files, LinkView{Text: r.Site.tables.title(t, r.Lang), URL: r.Link("/data/tables/"+t+"/xlsx", "party_id", v.ID)})
		}
	}
}
