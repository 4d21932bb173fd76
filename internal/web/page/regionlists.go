package page

import "asterism/internal/lake"

// placeSQL names the codes of a place and of all below it. It is the place of measures: the code at the division year.
func placeSQL(code string) string {
	return "(select region_code from base.region_map where division_code = " + literal(code) + " or prefecture_code = " + literal(code) + " or province_code = " + literal(code) + ")"
}

// lists are the region's clusters, its largest firms, and its patents by field.
func (v *regionView) lists(r *Request) error {
	for _, list := range []struct {
		id, table, sql, all string
		needs               []string
	}{
		{"clusters", "measure.cluster_place", v.clustersSQL(), r.Link("/data/tables/measure.cluster_place", "region", v.Code), []string{"measure.cluster_place", "base.firm_year"}},
		{"firms", "base.firm_year", v.firmsSQL(), r.Link("/firms"), []string{"base.firm", "base.firm_year"}},
		{"fields", "measure.region_rta", v.fieldsSQL(r), r.Link("/data/tables/measure.region_rta", "unit", v.Code), []string{"measure.region_rta"}},
	} {
		if !r.Has(list.needs...) {
			continue
		}
		rows, err := r.Query(list.sql)
		if err != nil {
			return err
		}
		if len(rows.Data) == 0 {
			continue
		}
		shown := &lake.Rows{Columns: rows.Columns, Data: rows.Data[:min(len(rows.Data), sectionRows)]}
		section := sectionView{ID: list.id, Title: r.T("regions." + list.id), Trace: r.Trace(list.sql, v.Title+" "+r.T("regions."+list.id)), All: list.all, Result: r.labelled(list.table, shown), Hidden: int64(len(rows.Data) - len(shown.Data))}
		v.Sections = append(v.Sections, section)
	}
	return nil
}

func (v *regionView) clustersSQL() string {
	return `select p.industry as cluster_id, cast(p.value as bigint) as member_count, p.lq, p.low, p.high, o.year, o.output_cny
from measure.cluster_place as p
left join (
  select m.cluster_id, y.year, sum(y.output_cny) as output_cny
  from (select distinct cluster_id, firm_id from base.cluster_member) as m join base.firm as f on f.firm_id = m.firm_id join base.firm_year as y on y.firm_id = m.firm_id
  where f.region_code in ` + placeSQL(v.Code) + ` and y.year = (select max(year) from base.firm_year where output_cny is not null) and y.output_cny is not null
  group by m.cluster_id, y.year
) as o on o.cluster_id = p.industry
where p.region = ` + literal(v.Code) + `
order by p.value desc, p.industry`
}

func (v *regionView) firmsSQL() string {
	return `select f.name, f.firm_id, f.industry_code, f.region_code, y.year, y.revenue_cny, y.employee_count, y.rd_cny
from base.firm as f join base.firm_year as y on y.firm_id = f.firm_id
where f.region_code in ` + placeSQL(v.Code) + ` and y.year = (select max(year) from base.firm_year where revenue_cny is not null)
order by y.revenue_cny desc nulls last, f.firm_id
limit 200`
}

// fieldsSQL are the fields of the region's inventions with their advantage, the surest first.
func (v *regionView) fieldsSQL(r *Request) string {
	name := map[string]string{"zh": "w.field_zh", "en": "w.field_en"}[r.Lang]
	return "select " + name + ` as wipo_field, t.patent_count, t.rta, t.rta_low, t.rta_high, t.is_uncommon
from measure.region_rta as t join base.wipo_field as w on w.field_number = t.class
where t.unit = ` + literal(v.Code) + ` and t.series like '%|invention'
order by t.rta_low desc nulls last, t.class`
}
