package page

import (
	"fmt"
)

// clusterProfile is what a cluster is made of: industries, products, chain nodes and cities of its members, how special its places are in
// them, who came and went, and which clusters are like it.
type clusterProfile struct {
	Year   int64
	Notes  []string
	Trends []*clusterTrend
	Lists  []*listView
	Method string
}

// profile reads the blocks that the data allow.
func (v *clusterView) profile(r *Request) error {
	v.Profile = &clusterProfile{Method: r.Link("/docs/methods/clusters")}
	if err := v.Profile.trend(r, v.ID); err != nil {
		return err
	}
	if !r.Has("base.cluster_member", "base.firm") {
		return nil
	}
	if year, err := r.Value("select cast(max(year) as bigint) as year\nfrom base.firm_year"); err != nil {
		return err
	} else if year != nil {
		v.Profile.Year, _ = year.(int64)
	}
	for _, load := range []func(*Request, string) error{v.Profile.industries, v.Profile.products, v.Profile.nodes, v.Profile.cities, v.Profile.special, v.Profile.changes, v.Profile.peers, v.Profile.doubts} {
		if err := load(r, v.ID); err != nil {
			return err
		}
	}
	return nil
}

// present are a cluster's members of the profile's year with their figures of it.
func (p *clusterProfile) present(id string) string {
	return fmt.Sprintf("with present as (\n  select m.firm_id, m.role, f.name, f.industry_code, f.main_product, f.region_code, g.prefecture_code, y.output_cny\n  from base.cluster_member as m left join base.firm as f on f.firm_id = m.firm_id left join base.region_map as g on g.region_code = f.region_code left join base.firm_year as y on y.firm_id = m.firm_id and y.year = %d\n  where m.cluster_id = %s and (m.start_year is null or m.start_year <= %d) and (m.end_year is null or m.end_year >= %d)\n)\n", p.Year, literal(id), p.Year, p.Year)
}

const sumOf = "count(*) as firm_count, cast(count(*) as double) / cast(sum(count(*)) over () as double) as firm_share, sum(output_cny) as output_cny, count(output_cny) as output_firm_count"

// profileRows bounds the lists.
const profileRows = 10

// add keeps a list that has rows.
func (p *clusterProfile) add(l *listView, err error, note string) error {
	if err == nil && len(l.Result.Rows) > 0 {
		l.Note = note
		p.Lists = append(p.Lists, l)
	}
	return err
}

func (p *clusterProfile) industries(r *Request, id string) error {
	l, err := r.list("industries", r.T("profile.industries"), p.present(id)+"select substr(industry_code, 1, 2) as industry_code, "+sumOf+"\nfrom present\nwhere industry_code is not null\ngroup by substr(industry_code, 1, 2)\norder by firm_count desc, industry_code", []string{"base.firm"}, outputTable, profileRows)
	return p.add(l, err, r.T("profile.sums", "year", p.Year))
}

func (p *clusterProfile) products(r *Request, id string) error {
	l, err := r.list("products", r.T("profile.products"), p.present(id)+"select main_product, "+sumOf+"\nfrom present\nwhere main_product is not null\ngroup by main_product\norder by firm_count desc, main_product", []string{"base.firm"}, outputTable, profileRows)
	return p.add(l, err, r.T("profile.sums", "year", p.Year))
}

// nodes are those of the chains in which members hold patents.
func (p *clusterProfile) nodes(r *Request, id string) error {
	if !r.Has("base.chain_patent", "base.patent_party") {
		return nil
	}
	l, err := r.list("nodes", r.T("profile.nodes"), p.present(id)+"select c.node_id, count(distinct c.patent_id) as patent_count, count(distinct s.firm_id) as firm_count\nfrom base.chain_patent as c join base.patent_party as a on a.patent_id = c.patent_id and a.role = 'applicant' join present as s on s.firm_id = a.uscc\ngroup by c.node_id\norder by patent_count desc, c.node_id", []string{"base.chain_patent"}, outputTable, profileRows)
	return p.add(l, err, r.T("profile.nodes.note"))
}

func (p *clusterProfile) cities(r *Request, id string) error {
	l, err := r.list("cities", r.T("profile.cities"), p.present(id)+"select prefecture_code as region_code, "+sumOf+"\nfrom present\nwhere prefecture_code is not null\ngroup by prefecture_code\norder by firm_count desc, region_code", []string{"base.firm"}, outputTable, profileRows)
	return p.add(l, err, r.T("profile.sums", "year", p.Year))
}

// special are the location quotients of the cluster in the cities of its members.
func (p *clusterProfile) special(r *Request, id string) error {
	const table = "measure.cluster_place"
	if !r.Has(table) {
		return nil
	}
	l, err := r.list("special", r.T("profile.special"), "select region as region_code, value, expected, lq, low, high, shrunk\nfrom "+table+"\nwhere industry = "+literal(id)+"\norder by shrunk desc nulls last, region", []string{"base.firm"}, table, profileRows)
	return p.add(l, err, r.T("profile.special.note"))
}

// changes are the members of each year, who joined, who left, and the largest firm's share.
func (p *clusterProfile) changes(r *Request, id string) error {
	sql := "with years as (\n  select distinct year from base.firm_year\n), member as (\n  select y.year, m.firm_id, m.start_year, m.end_year from base.cluster_member as m join years as y on (m.start_year is null or m.start_year <= y.year) and (m.end_year is null or m.end_year >= y.year) where m.cluster_id = " + literal(id) +
		"\n)\nselect m.year, count(*) as member_count, count(case when m.start_year = m.year then 1 end) as entered_count, count(case when m.end_year = m.year then 1 end) as left_count, count(f.output_cny) as output_firm_count, sum(f.output_cny) as member_output_cny, case when sum(f.output_cny) > 0 then cast(max(f.output_cny) as double) / cast(sum(f.output_cny) as double) end as top_share\nfrom member as m left join base.firm_year as f on f.firm_id = m.firm_id and f.year = m.year\ngroup by m.year\norder by m.year desc"
	l, err := r.list("changes", r.T("profile.changes"), sql, nil, outputTable, profileRows)
	return p.add(l, err, r.T("profile.changes.note"))
}

// peers are the clusters whose members' industries and products are shared most alike: the cosine of the shares.
func (p *clusterProfile) peers(r *Request, id string) error {
	sql := fmt.Sprintf("with part as (\n  select m.cluster_id, 'industry' as facet, f.industry_code as item from base.cluster_member as m join base.firm as f on f.firm_id = m.firm_id where f.industry_code is not null and (m.end_year is null or m.end_year >= %d)\n  union all\n  select m.cluster_id, 'product' as facet, f.main_product as item from base.cluster_member as m join base.firm as f on f.firm_id = m.firm_id where f.main_product is not null and (m.end_year is null or m.end_year >= %d)\n), share as (\n  select cluster_id, facet, item, cast(count(*) as double) / cast(sum(count(*)) over (partition by cluster_id, facet) as double) as x from part group by cluster_id, facet, item\n), size as (\n  select cluster_id, sqrt(sum(x * x)) as norm from share group by cluster_id\n), alike as (\n  select b.cluster_id, sum(a.x * b.x) as product from share as a join share as b on b.facet = a.facet and b.item = a.item and b.cluster_id <> a.cluster_id where a.cluster_id = %s group by b.cluster_id\n)\nselect k.cluster_id, k.industry_tag, l.product / (s.norm * o.norm) as similarity, k.industry_tag = own.industry_tag as is_same_tag, t.year, t.output_cny\nfrom alike as l join size as s on s.cluster_id = l.cluster_id join size as o on o.cluster_id = %s join base.cluster as k on k.cluster_id = l.cluster_id join base.cluster as own on own.cluster_id = %s\nleft join (select cluster_id, year, reported_output_cny as output_cny, row_number() over (partition by cluster_id order by year desc) as place from %s where reported_output_cny is not null) as t on t.cluster_id = k.cluster_id and t.place = 1\norder by similarity desc, k.cluster_id", p.Year, p.Year, literal(id), literal(id), literal(id), outputTable)
	l, err := r.list("peers", r.T("profile.peers"), sql, []string{"base.cluster", "base.cluster"}, outputTable, 8)
	return p.add(l, err, r.T("profile.peers.note"))
}

// doubts tell what the figures of the last year leave open.
func (p *clusterProfile) doubts(r *Request, id string) error {
	if !r.Has(outputTable) {
		return nil
	}
	rows, err := r.Query("select year, covered_share, member_count, output_firm_count, status\nfrom " + outputTable + "\nwhere cluster_id = " + literal(id) + " and reported_output_cny is not null\norder by year desc\nlimit 1")
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	f, row := Format{r.Lang}, rows.Data[0]
	if row[1] != nil {
		p.Notes = append(p.Notes, r.T("profile.covered", "year", row[0], "share", f.Share(row[1]), "n", row[3], "of", row[2]))
	}
	top, err := r.topFirm(p.present(id))
	if top != "" {
		p.Notes = append(p.Notes, top)
	}
	if text(row[4]) == "reported" {
		p.Notes = append(p.Notes, r.T("completion.unreviewed"))
	}
	return err
}

// topFirm tells how much of the members' sum the largest firm holds.
func (r *Request) topFirm(present string) (string, error) {
	rows, err := r.Query(present + "select name, cast(output_cny as double) / cast(sum(output_cny) over () as double) as top_share\nfrom present\nwhere output_cny > 0\norder by output_cny desc, firm_id\nlimit 1")
	if err != nil || len(rows.Data) == 0 {
		return "", err
	}
	return r.T("profile.top", "name", text(rows.Data[0][0]), "share", Format{r.Lang}.Share(rows.Data[0][1])), nil
}
