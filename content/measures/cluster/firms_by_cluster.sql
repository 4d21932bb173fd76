-- title: {zh: 集群成员构成, en: Members by cluster}
-- about:
--   zh: 每个集群的成员企业数、骨干与配套、高企与专精特新（曾获得，每企业只计一次）。
--   en: Members of each cluster by role, with high-tech and specialised firms (ever held, each firm once).
-- grain: [cluster_id]
-- count: firm
-- columns:
--   present_firm_count: {zh: 现有成员数, en: members at present, unit: count}
--   backbone_count: {zh: 骨干企业数, en: backbone firms, unit: count}
--   supporting_count: {zh: 配套与小微企业数, en: supporting and small firms, unit: count}
--   specialised_firm_count: {zh: 专精特新（含小巨人、单项冠军）企业数, en: "specialised firms, little giants and champions", unit: count}
--   titled_firm_count: {zh: 高企或专精特新企业数（去重）, en: firms with any of these titles, unit: count}
-- method: docs/methods/clusters.md
with titled as (
  select firm_id, bool_or(title_kind = 'high_tech') as is_high_tech, bool_or(title_kind in ('specialised', 'little_giant', 'champion')) as is_specialised from base.firm_title group by firm_id
)
select m.cluster_id, c.name as cluster_name, count(*) as firm_count, sum(case when m.end_year is null then 1 else 0 end) as present_firm_count,
  sum(case when m.role = 'backbone' then 1 else 0 end) as backbone_count, sum(case when m.role in ('supporting', 'sme') then 1 else 0 end) as supporting_count,
  sum(case when t.is_high_tech then 1 else 0 end) as high_tech_firm_count, sum(case when t.is_specialised then 1 else 0 end) as specialised_firm_count,
  sum(case when t.is_high_tech or t.is_specialised then 1 else 0 end) as titled_firm_count
from base.cluster_member as m
left join base.cluster as c on c.cluster_id = m.cluster_id
left join titled as t on t.firm_id = m.firm_id
group by m.cluster_id, c.name
