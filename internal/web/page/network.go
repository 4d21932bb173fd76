package page

import (
	"fmt"
	"slices"
	"strconv"

	"asterism/internal/fail"
)

// networkView shows a network of citations or of partners: the picture is drawn by the browser from /network/data, the table
// below tells the same without it.
type networkView struct {
	Base
	Kind      string
	Kinds     []LinkView
	Layouts   []LinkView
	Networks  []LinkView // the imported ones
	Filters   []FilterView
	Kept      []Pair
	Figures   []Figure
	Shown     int
	Total     int64
	Cut       bool // only the most important nodes are drawn
	Data      string
	Table     *ResultView
	TableName string
	All       string
	Trace     string
	Downloads []LinkView
	Method    string
}

const (
	shownNodes = 50_000  // in the picture and in downloads
	shownArcs  = 400_000 // the heaviest of them
	listedRows = 100     // in the table below the picture
)

// networkKinds say where the nodes of each kind come from. The first column is the id, the second the label.
var networkKinds = map[string]struct {
	tables []string
	order  string
	method string
}{
	"citations": {[]string{"measure.citation_nodes", "measure.citation_arcs"}, "pagerank desc, patent_id", "/docs/methods/network-measures"},
	"partners":  {[]string{"measure.partner_nodes", "measure.co_applicants"}, "joint_count desc, party_id", "/docs/methods/network-measures"},
	"imported":  {[]string{"base.network", "base.network_arc"}, "link_count desc, node", "/docs/methods/networks"},
}

var networkLayouts = []string{"force", "time"}

func (r *Request) networkKind() (string, error) {
	kind := first(r.Values.Get("kind"), "citations")
	if _, ok := networkKinds[kind]; !ok {
		return "", fail.New(fail.Invalid, "kind=%s: citations, partners or imported", kind)
	}
	return kind, nil
}

func (r *Request) networkLayout(kind string) (string, error) {
	layout := first(r.Values.Get("layout"), networkLayouts[0])
	if !slices.Contains(networkLayouts, layout) {
		return "", fail.New(fail.Invalid, "layout=%s: force or time", layout)
	}
	if kind != "citations" {
		layout = networkLayouts[0]
	}
	return layout, nil
}

func loadNetwork(r *Request) (View, error) {
	v := &networkView{}
	v.Title = r.T("nav.network")
	kind, err := r.networkKind()
	if err != nil {
		return nil, err
	}
	layout, err := r.networkLayout(kind)
	if err != nil {
		return nil, err
	}
	if err := r.networkOnly(); err != nil {
		return nil, err
	}
	v.Kind = kind
	any := false
	for _, k := range []string{"citations", "partners", "imported"} {
		has := r.Has(networkKinds[k].tables...)
		if any = any || has; has || k != "imported" {
			v.Kinds = append(v.Kinds, LinkView{r.T("network." + k), r.Here("kind", k), k == kind})
		}
	}
	if !r.Has(networkKinds[kind].tables...) {
		if !any {
			return r.noData(v, "network", "patent_record", "patent_citation")
		}
		return v, nil
	}
	if kind == "citations" {
		for _, l := range networkLayouts {
			v.Layouts = append(v.Layouts, LinkView{r.T("network.layout." + l), r.Here("layout", l), l == layout})
		}
	}
	if kind == "imported" {
		if v.Networks, err = r.networkChoices(); err != nil {
			return nil, err
		}
	}
	v.Filters = r.networkFilters(kind)
	v.Kept = hidden(r.Values, map[string]bool{"q": true, "class": true, "applicant": true, "application_year__gte": true, "application_year__lte": true, "joint_count__gte": true})
	v.Data = r.address("/network/data", r.Values)
	for _, f := range networkFormats {
		v.Downloads = append(v.Downloads, LinkView{Text: f.title, URL: r.address("/network/"+f.name, r.Values)})
	}
	v.Method = r.Link(networkKinds[kind].method)
	return v, v.summary(r)
}

// networkFilters are the fields of the form: what patents or partners to draw.
func (r *Request) networkFilters(kind string) []FilterView {
	field := func(name, label, kind string) FilterView {
		return FilterView{Label: label, Name: name, Kind: kind, Value: r.Values.Get(name)}
	}
	if kind == "imported" {
		return nil
	}
	if kind == "partners" {
		return []FilterView{field("q", r.T("network.party"), "text"), field("joint_count__gte", r.T("network.joint"), "number")}
	}
	return []FilterView{field("class", r.T("facet.class"), "text"), field("applicant", r.T("facet.applicant"), "text"), field("q", r.T("patents.text"), "text"),
		{Label: r.T("facet.year"), Name: "application_year__gte", Value: r.Values.Get("application_year__gte"), Kind: "number", Second: "application_year__lte", SecondValue: r.Values.Get("application_year__lte")}}
}

// summary counts what is drawn and lists its first nodes.
func (v *networkView) summary(r *Request) error {
	s, err := r.networkNodes(v.Kind)
	if err != nil {
		return err
	}
	total, err := r.Value("select count(*) as node_count\nfrom (" + s.sql + ") as n")
	if err != nil {
		return err
	}
	v.Total, _ = total.(int64)
	v.Shown = int(min(v.Total, shownNodes))
	v.Cut = v.Total > shownNodes
	rows, err := r.Query("select " + s.listed + " from (" + s.sql + "\norder by " + s.order + limitRows(listedRows) + ") as n\norder by " + s.order)
	if err != nil {
		return err
	}
	v.Table = r.labelled(s.table, rows)
	v.TableName, v.All, v.Trace = s.table, r.Link("/data/tables/"+s.table), r.Trace(s.sql+"\norder by "+s.order, v.Title)
	return nil
}

// nodeSelect is the SQL of the nodes that the URL describes.
type nodeSelect struct {
	sql, order, table string
	listed            string // columns of the table below the picture
}

func (r *Request) networkNodes(kind string) (nodeSelect, error) {
	switch kind {
	case "partners":
		return r.partnerNodes()
	case "imported":
		return r.importedNodes()
	}
	s, err := r.chosenPatents(networkNames...)
	if err != nil {
		return nodeSelect{}, err
	}
	where := ""
	if w := s.where(); w != "" {
		where = "\nwhere n.patent_id in (select patent_id from " + s.source() + w + ")"
	}
	return nodeSelect{`select n.patent_id, p.title, a.name, p.application_year, n.citing_count, n.reference_count, n.pagerank, n.core, n.community, n.cd_index
from measure.citation_nodes as n join base.patent as p on p.patent_id = n.patent_id
  left join base.patent_party as a on a.patent_id = n.patent_id and a.role = 'applicant' and a.seq = 1` + where, networkKinds[kind].order, "measure.citation_nodes",
		"title, patent_id, name, application_year, citing_count, reference_count, core, community, cd_index"}, nil
}

// networkNames are the page's own in the address; the others choose patents, and are kept while another kind is looked at.
var networkNames = []string{"kind", "layout", "joint_count__gte", "network"}

func (r *Request) networkOnly() error {
	if !r.Has("base.patent") {
		return r.only(append([]string{"q"}, networkNames...)...)
	}
	_, err := r.chosenPatents(networkNames...)
	return err
}

// chosenPatents is the selection of the page with patents, whose parameters these pages share.
func (r *Request) chosenPatents(own ...string) (Select, error) {
	values := r.Values
	r.Values = without(values, own...)
	defer func() { r.Values = values }()
	for _, name := range sortedKeys(r.Values) {
		if r.Values.Get(name) == "" {
			r.Values.Del(name) // an empty field of the form
		}
	}
	s, err := r.patents("")
	s.Order, s.Fields = nil, nil
	return s, err
}

func (r *Request) partnerNodes() (nodeSelect, error) {
	where := ""
	if q := r.Values.Get("q"); q != "" {
		near := "select party_a as party_id from measure.co_applicants where " + containing("name_a", q) + " or " + containing("name_b", q)
		where = "\nwhere n.party_id in (" + near + "\n  union select party_b from measure.co_applicants where " + containing("name_a", q) + " or " + containing("name_b", q) + ")"
	}
	least, err := r.leastJoint()
	if err != nil {
		return nodeSelect{}, err
	}
	if least > 1 {
		where += map[bool]string{true: "\nwhere ", false: " and "}[where == ""] +
			fmt.Sprintf("n.party_id in (select party_a from measure.co_applicants where patent_count >= %d union select party_b from measure.co_applicants where patent_count >= %[1]d)", least)
	}
	return nodeSelect{`select n.party_id, b.name, b.party_type, n.partner_count, n.joint_count, n.betweenness, n.core, n.community
from measure.partner_nodes as n join base.party as b on b.party_id = n.party_id` + where, networkKinds["partners"].order, "measure.partner_nodes", "name, party_type, partner_count, joint_count, betweenness, core, community, party_id"}, nil
}

// leastJoint is how many patents two applicants must have filed together to be tied in the picture.
func (r *Request) leastJoint() (int, error) {
	s := r.Values.Get("joint_count__gte")
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, fail.New(fail.Invalid, "option %s=%s: a whole number from %d", "joint_count__gte", s, 1)
	}
	return n, nil
}

// networkArcs is the SQL of the arcs among chosen nodes: source, target, weight, the heaviest first where there are too many.
func (r *Request) networkArcs(kind string, s nodeSelect) (string, error) {
	switch kind {
	case "imported":
		name, err := r.networkName()
		return "select source, target, sum(weight) as weight from base.network_arc where network = " + literal(name) + "\ngroup by source, target\norder by weight desc, source, target" + limitRows(shownArcs), err
	case "partners":
		least, err := r.leastJoint()
		return fmt.Sprintf("select party_a as source, party_b as target, cast(patent_count as double) as weight from measure.co_applicants where patent_count >= %d", least) + among("party_a", "party_b", "party_id", s), err
	}
	return "select cited_patent_id as source, patent_id as target, spc_share as weight from measure.citation_arcs where true" + among("cited_patent_id", "patent_id", "patent_id", s), nil
}

func among(source, target, key string, s nodeSelect) string {
	chosen := "(select " + key + " from (" + s.sql + "\norder by " + s.order + limitRows(shownNodes) + ") as n)"
	return "\n  and " + source + " in " + chosen + "\n  and " + target + " in " + chosen + "\norder by weight desc, source, target" + limitRows(shownArcs)
}
