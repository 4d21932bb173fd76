-- title: {zh: 环节主要发明人, en: Leading inventors of nodes}
-- about:
--   zh: 每个环节发明专利最多的 20 个发明人姓名（整件计数）。同名者只凭姓名不能区分：circle_count 大于 1 时可能不是一人。登记为不参加排名者不列。
--   en: The 20 names with most inventions in each node (whole counting). A name alone cannot tell persons apart, and more than one circle may be more than one person. Names that opted out are left out.
-- grain: [node_id, party_id]
-- order: [node_id, rank, party_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   circle_count: {zh: 合作圈数, en: circles, unit: count}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   province_code: {zh: 省份, en: province, unit: code}
-- method: docs/methods/chains.md
with opted_out as (
  select distinct n.party_id from base.inventor_opt_out as o join base.party_name as n on n.name_key = o.name_key
), counted as (
  select m.node_id, a.party_id, count(*) as patent_count, max(p.application_year) as last_year, min(r.province_code) as province_code,
    min(r.province_code) = max(r.province_code) as is_one_province
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention'
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'inventor'
  left join base.patent_region as r on r.patent_id = m.patent_id
  left join opted_out as o on o.party_id = a.party_id
  where o.party_id is null group by m.node_id, a.party_id
), ranked as (
  select c.*, rank() over (partition by node_id order by patent_count desc nulls last) as rank,
    row_number() over (partition by node_id order by patent_count desc nulls last, party_id nulls last) as place
  from counted as c
)
select r.node_id, r.party_id, y.name, r.patent_count, coalesce(h.circle_count, 1) as circle_count, r.last_year,
  case when r.is_one_province then r.province_code end as province_code, r.rank
from ranked as r left join base.party as y on y.party_id = r.party_id
left join measure.inventor_circles as h on h.party_id = r.party_id and h.patent_type = 'invention'
where r.place <= 20
