-- title: {zh: 环节中被本地引用的外地有效发明, en: Outside inventions in force that a place's node builds on}
-- about:
--   zh: 每个环节、每个省与设区市：本地该环节的发明所引、第一申请人在外地、现行有效的发明专利，按本地施引件数取前 10 件。是引进、许可或规避的线索，不是侵权结论；没有法律状态或引证的来源没有行。
--   en: For each node, province and prefecture the inventions in force whose first applicant is elsewhere and which the place's inventions of the node cite, the first ten by citing inventions. Leads for import, licence or design-around, no finding of infringement; sources without status or citations give no rows.
-- grain: [node_id, place_code, patent_id]
-- order: [node_id, place_code, rank, patent_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   citing_count: {zh: 本地施引发明, en: citing inventions of the place, unit: count}
--   holder_name: {zh: 权利人（第一申请人）, en: holder (first applicant), unit: text}
--   holder_place: {zh: 权利人所在地, en: place of the holder, unit: code}
--   expected_expiry: {zh: 届满日（来源，否则申请日加 20 年）, en: "expiry (of the source, else 20 years from filing)", unit: date}
-- method: docs/methods/navigation.md
with arc as (
  select distinct citing_patent_id, cited_patent_id from base.citation where citing_patent_id is not null and cited_patent_id is not null and citing_patent_id <> cited_patent_id
), counted as (
  select m.node_id, l.place_code, a.cited_patent_id as patent_id, count(*) as citing_count
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention' join arc as a on a.citing_patent_id = m.patent_id
  join base.patent as q on q.patent_id = a.cited_patent_id and q.patent_type = 'invention' and q.legal_status = 'in_force'
  join measure.chain_patent_place as l on l.patent_id = m.patent_id and l.place_code like '______'
  join base.patent_region as r on r.patent_id = a.cited_patent_id and r.province_code <> l.place_code and r.prefecture_code <> l.place_code
  group by m.node_id, l.place_code, a.cited_patent_id
), ranked as (
  select c.*, row_number() over (partition by node_id, place_code order by citing_count desc nulls last, patent_id nulls last) as rank from counted as c
)
select k.node_id, k.place_code, k.patent_id, p.title, k.citing_count, h.party_id, coalesce(y.name, h.name) as holder_name, coalesce(y.party_type, h.party_type) as party_type, r.province_code as holder_place, p.application_date,
  cast(coalesce(p.expiry_date, p.application_date + interval '20' year) as date) as expected_expiry, k.rank
from ranked as k join base.patent as p on p.patent_id = k.patent_id join base.patent_region as r on r.patent_id = k.patent_id
left join base.patent_party as h on h.patent_id = k.patent_id and h.role = 'applicant' and h.seq = 1 left join base.party as y on y.party_id = h.party_id
where k.rank <= 10
