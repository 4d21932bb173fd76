-- title: {zh: 各地环节的主要申请人, en: Leading applicants of nodes by place}
-- about:
--   zh: 每个环节、每级地区（measure.chain_patent_place）发明最多的前 10 名第一申请人，库内全部（ALL）前 20 名。核心专利同 measure.chain_holder；近三年指最近三个完整申请年。没有引证、法律状态或事件的来源，相应列为空。
--   en: The ten first applicants with most inventions in each node and place (measure.chain_patent_place), of all the data (ALL) twenty. Core patents as in measure.chain_holder; recent are the last three complete filing years. Where the sources have no citations, status or events the columns are null.
-- grain: [node_id, place_code, party_id]
-- order: [node_id, place_code, rank, party_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   recent_count: {zh: 近三个完整年发明, en: inventions of the last 3 complete years, unit: count}
--   node_share: {zh: 占该地环节之比, en: share of the place's node, unit: share}
--   in_force_count: {zh: 有效发明, en: inventions in force, unit: count}
--   core_patent_count: {zh: 核心专利, en: core patents, unit: count}
--   use_count: {zh: 转让、许可、质押过的发明, en: "inventions transferred, licensed or pledged", unit: count}
--   main_place: {zh: 主要所在地, en: main place, unit: code}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/navigation.md
with parameters as (
  select coalesce(max(value), 0.9) as percentile from base.parameter where parameter = 'chain_core_percentile'
), cut as (
  select min(first_truncated_year) - 1 as last_year from base.coverage_year where date_basis = 'application' and patent_type = 'invention'
), used as (
  select distinct patent_id from base.legal_event where event_class in ('transfer', 'licence', 'pledge')
), known as (
  select exists(select 1 from used) as has_events, exists(select 1 from measure.patent_quality where forward5 is not null) as has_citations
), fact as (
  select m.node_id, l.place_code, a.party_id, r.prefecture_code, p.application_year, p.legal_status, case when q.forward5 > 0 and q.forward5_percentile >= x.percentile then 1 else 0 end as core, u.patent_id as used_id
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention' join measure.chain_patent_place as l on l.patent_id = m.patent_id
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1 cross join parameters as x
  left join base.patent_region as r on r.patent_id = m.patent_id left join measure.patent_quality as q on q.patent_id = m.patent_id left join used as u on u.patent_id = m.patent_id
), counted as (
  select f.node_id, f.place_code, f.party_id, count(*) as patent_count, max(c.last_year) as complete_year, sum(case when f.application_year between c.last_year - 2 and c.last_year then 1 else 0 end) as recent_count,
    sum(case when f.legal_status = 'in_force' then 1 else 0 end) as in_force_count, sum(case when coalesce(f.legal_status, 'unknown') <> 'unknown' then 1 else 0 end) as status_known,
    sum(f.core) as core_patent_count, count(f.used_id) as use_count, min(f.application_year) as first_year, max(f.application_year) as last_year
  from fact as f cross join cut as c group by f.node_id, f.place_code, f.party_id
), ranked as (
  select c.*, sum(patent_count) over (partition by node_id, place_code) as total, rank() over (partition by node_id, place_code order by patent_count desc nulls last) as rank,
    row_number() over (partition by node_id, place_code order by patent_count desc nulls last, party_id nulls last) as place
  from counted as c
), located as (
  select f.node_id, f.place_code, f.party_id, f.prefecture_code, row_number() over (partition by f.node_id, f.place_code, f.party_id order by count(*) desc nulls last, f.prefecture_code nulls last) as choice
  from fact as f where f.prefecture_code is not null group by f.node_id, f.place_code, f.party_id, f.prefecture_code
)
select r.node_id, r.place_code, r.party_id, y.name, y.party_type, r.patent_count, case when r.complete_year is not null then cast(r.recent_count as bigint) end as recent_count,
  cast(r.patent_count as double) / cast(r.total as double) as node_share, case when r.status_known > 0 then cast(r.in_force_count as bigint) end as in_force_count,
  case when k.has_citations then cast(r.core_patent_count as bigint) end as core_patent_count, case when k.has_events then r.use_count end as use_count, g.prefecture_code as main_place, r.first_year, r.last_year, r.rank
from ranked as r cross join known as k left join base.party as y on y.party_id = r.party_id
left join located as g on g.node_id = r.node_id and g.place_code = r.place_code and g.party_id = r.party_id and g.choice = 1
where r.place <= case when r.place_code = 'ALL' then 20 else 10 end
