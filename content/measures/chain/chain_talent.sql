-- title: {zh: 各地环节的主要发明人, en: Leading inventors of nodes by place}
-- about:
--   zh: 每个环节、每级地区（measure.chain_patent_place）发明最多的前 10 个发明人姓名，库内全部（ALL）前 20 个。同名不能区分：patent_count 是上限，largest_group（同一第一申请人名下最多件数）是下限。登记为不参加排名者不列。
--   en: The ten names of inventors with most inventions in each node and place (measure.chain_patent_place), of all the data (ALL) twenty. Namesakes cannot be told apart, so patent_count is an upper bound and largest_group (the most under one first applicant) a lower one. Names that opted out are left out.
-- grain: [node_id, place_code, party_id]
-- order: [node_id, place_code, rank, party_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   largest_group: {zh: 同一申请人名下（下限）, en: under one applicant (at least), unit: count}
--   core_patent_count: {zh: 核心专利, en: core patents, unit: count}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   main_place: {zh: 主要所在地, en: main place, unit: code}
--   main_applicant: {zh: 主要申请人, en: main applicant, unit: text}
-- method: docs/methods/navigation.md
with opted_out as (
  select distinct n.party_id from base.inventor_opt_out as o join base.party_name as n on n.name_key = o.name_key
), parameters as (
  select coalesce(max(value), 0.9) as percentile from base.parameter where parameter = 'chain_core_percentile'
), known as (
  select exists(select 1 from measure.patent_quality where forward5 is not null) as has_citations
), fact as (
  select m.node_id, l.place_code, i.party_id, a.party_id as applicant_id, r.prefecture_code, p.application_year, case when q.forward5 > 0 and q.forward5_percentile >= x.percentile then 1 else 0 end as core
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention' join measure.chain_patent_place as l on l.patent_id = m.patent_id
  join base.patent_party as i on i.patent_id = m.patent_id and i.role = 'inventor' cross join parameters as x
  left join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
  left join base.patent_region as r on r.patent_id = m.patent_id left join measure.patent_quality as q on q.patent_id = m.patent_id left join opted_out as o on o.party_id = i.party_id
  where o.party_id is null
), grouped as (
  select node_id, place_code, party_id, applicant_id, count(*) as n, sum(core) as core, max(application_year) as last_year, min(prefecture_code) as prefecture_code from fact group by node_id, place_code, party_id, applicant_id
), counted as (
  select node_id, place_code, party_id, sum(n) as patent_count, max(n) as largest_group, sum(core) as core_patent_count, max(last_year) as last_year, count(applicant_id) as applicant_count from grouped group by node_id, place_code, party_id
), ranked as (
  select c.*, rank() over (partition by node_id, place_code order by patent_count desc nulls last) as rank,
    row_number() over (partition by node_id, place_code order by patent_count desc nulls last, largest_group desc nulls last, party_id nulls last) as place
  from counted as c
), foremost as (
  select * from ranked where place <= case when place_code = 'ALL' then 20 else 10 end
), employed as (
  select g.node_id, g.place_code, g.party_id, g.applicant_id, g.prefecture_code, row_number() over (partition by g.node_id, g.place_code, g.party_id order by g.n desc nulls last, g.applicant_id nulls last) as choice
  from grouped as g join foremost as f on f.node_id = g.node_id and f.place_code = g.place_code and f.party_id = g.party_id
)
select f.node_id, f.place_code, f.party_id, y.name, cast(f.patent_count as bigint) as patent_count, f.largest_group, f.applicant_count,
  case when k.has_citations then cast(f.core_patent_count as bigint) end as core_patent_count, f.last_year, e.prefecture_code as main_place, z.name as main_applicant, f.rank
from foremost as f cross join known as k join employed as e on e.node_id = f.node_id and e.place_code = f.place_code and e.party_id = f.party_id and e.choice = 1
left join base.party as y on y.party_id = f.party_id left join base.party as z on z.party_id = e.applicant_id
