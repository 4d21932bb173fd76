-- title: {zh: 环节主要持有人, en: Leading holders of nodes}
-- about:
--   zh: 每个环节、专利类型的前 20 名持有人（第一申请人，整件计数）。core_patent_count 为核心专利：同组（受理局 × 类型 × 领域 × 申请年）5 年被引百分位不低于 base.parameter 的 chain_core_percentile 且至少被引一次，只有发明有此数，无引证数据时为空。province_code 为其专利最多的省。
--   en: The 20 leading holders (first applicants, whole counting) of each node and type. core_patent_count are core patents, cited at least once in 5 years and at or above the percentile chain_core_percentile of their cohort (office, type, field, filing year); inventions only, null without citation data. province_code is where most of them are.
-- grain: [node_id, patent_type, party_id]
-- order: [node_id, patent_type, rank, party_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   node_share: {zh: 占环节之比, en: share of the node, unit: share}
--   core_patent_count: {zh: 核心专利数, en: core patents, unit: count}
--   province_code: {zh: 省份, en: province, unit: code}
-- method: docs/methods/chains.md
with least as (
  select coalesce(max(value), 0.9) as percentile from base.parameter where parameter = 'chain_core_percentile'
), cited as (
  select q.patent_id, case when q.forward5_percentile is not null then case when q.forward5 > 0 and q.forward5_percentile >= l.percentile then 1 else 0 end end as core
  from measure.patent_quality as q cross join least as l
), held as (
  select m.node_id, p.patent_type, a.party_id, r.province_code, q.core
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
  left join base.patent_region as r on r.patent_id = m.patent_id
  left join cited as q on q.patent_id = m.patent_id
), counted as (
  select node_id, patent_type, party_id, count(*) as patent_count, cast(sum(core) as bigint) as core_patent_count from held group by node_id, patent_type, party_id
), ranked as (
  select c.*, rank() over (partition by node_id, patent_type order by patent_count desc nulls last) as rank,
    row_number() over (partition by node_id, patent_type order by patent_count desc nulls last, party_id nulls last) as place,
    sum(patent_count) over (partition by node_id, patent_type) as total
  from counted as c
), placed as (
  select node_id, patent_type, party_id, province_code,
    row_number() over (partition by node_id, patent_type, party_id order by count(*) desc nulls last, province_code nulls last) as choice
  from held where province_code is not null group by node_id, patent_type, party_id, province_code
)
select r.node_id, r.patent_type, r.party_id, y.name, r.patent_count, cast(r.patent_count as double) / cast(r.total as double) as node_share, r.core_patent_count, p.province_code, r.rank
from ranked as r
left join placed as p on p.node_id = r.node_id and p.patent_type = r.patent_type and p.party_id = r.party_id and p.choice = 1
left join base.party as y on y.party_id = r.party_id
where r.place <= 20
