package page

// foundPart is a list on the page of a found cluster.
type foundPart struct{ id, title, table, sql, all string }

// parts are the lists of a found cluster: listed clusters beside it, its firms, its inventors, and what was found on another basis.
func (v *foundOneView) parts(r *Request, row []any) []foundPart {
	more := ", m.is_core, m.stability"
	if row[7] == nil { // this basis tells no core firms
		more = ""
	}
	order := "m.is_core desc, m.stability desc, m.firm_id"
	if row[20] != nil {
		more, order = ", m.inventor_count"+more, "m.inventor_count desc, m.firm_id"
	}
	all := func(table string) string { return r.Link("/data/tables/"+table, "found_id", v.ID) }
	list := []foundPart{
		{"planned", r.T("found.beside"), overlapTable, "select cluster_id, member_count, able_count, shared_count, recall_share, precision_share, jaccard_share, distance_km, is_match\nfrom " + overlapTable + "\nwhere found_id = " + literal(v.ID) + "\norder by shared_count desc, cluster_id", all(overlapTable)},
		{"members", r.T("cluster.members"), foundMemberTable, "select m.firm_id, f.name, f.region_code, f.industry_code" + more + "\nfrom " + foundMemberTable + " as m\nleft join base.firm as f on f.firm_id = m.firm_id\nwhere m.found_id = " + literal(v.ID) + "\norder by " + order, all(foundMemberTable)}}
	if row[20] != nil {
		list = append(list, foundPart{"inventors", r.T("found.people"), inventorSiteTable, v.inventorsSQL(r), r.Link("/data/tables/"+inventorSiteTable, "field_number", text(row[20]))})
	}
	return append(list, foundPart{"others", r.T("found.others"), overlapTable, v.othersSQL(), r.Link("/data/tables/" + foundMemberTable)})
}

// inventorsSQL are the inventors placed at the members in the field; who opted out of rankings is not named.
func (v *foundOneView) inventorsSQL(r *Request) string {
	without := ""
	if r.Has("base.inventor_opt_out") {
		without = "\n  and s.party_id not in (select n.party_id from base.inventor_opt_out as o join base.party_name as n on n.name_key = o.name_key)"
	}
	return "select s.party_id, s.patent_count, f.name, s.site_firm_id as firm_id, s.site_share, s.circle_count\nfrom " + inventorSiteTable + " as s\njoin " + foundMemberTable + " as m on m.firm_id = s.site_firm_id and m.found_group = s.field_number and m.basis = 'inventor'\nleft join base.firm as f on f.firm_id = s.site_firm_id\nwhere m.found_id = " + literal(v.ID) + without +
		"\norder by s.patent_count desc, s.party_id"
}

// othersSQL are the clusters found on another basis that share firms with this one, the likest first.
func (v *foundOneView) othersSQL() string {
	return `with own as (
  select firm_id, basis from ` + foundMemberTable + ` where found_id = ` + literal(v.ID) + `
), shared as (
  select m.found_id, m.basis, count(*) as shared_count
  from ` + foundMemberTable + ` as m join own as o on o.firm_id = m.firm_id and o.basis <> m.basis
  group by m.found_id, m.basis
)
select s.found_id, s.basis, c.firm_count as found_firm_count, s.shared_count,
  cast(s.shared_count as double) / cast(c.firm_count + (select count(*) from own) - s.shared_count as double) as jaccard_share
from shared as s join ` + foundTable + ` as c on c.found_id = s.found_id
order by jaccard_share desc, s.found_id`
}
