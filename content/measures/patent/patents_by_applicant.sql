-- title: {zh: 申请人专利数与名次, en: Patents by applicant}
-- about:
--   zh: 整体计数与分数计数（每件专利在其申请人间均分）；名次在同一专利类型内按整体计数，同数同名次。
--   en: Whole and fractional counting (a patent is split evenly among its applicants); ranked within a type by whole counting, equals share a rank.
-- grain: [party_id, patent_type]
-- order: [patent_type, rank, party_id]
-- count: patent
-- columns:
--   first_count: {zh: 第一申请人专利数, en: patents as first applicant, unit: count}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/applicants.md
with sized as (
  select patent_id, count(*) as applicant_count from base.patent_party where role = 'applicant' group by patent_id
), counted as (
  select a.party_id, p.patent_type, count(*) as patent_count, sum(cast(1 as double) / cast(s.applicant_count as double)) as fractional_count,
    sum(case when a.seq = 1 then 1 else 0 end) as first_count, sum(case when p.is_granted then 1 else 0 end) as grant_count,
    min(p.application_year) as first_year, max(p.application_year) as last_year
  from base.patent_party as a
  join sized as s on s.patent_id = a.patent_id
  join base.patent as p on p.patent_id = a.patent_id
  where a.role = 'applicant'
  group by a.party_id, p.patent_type
)
select c.party_id, y.name, y.party_type, c.patent_type, c.patent_count, c.fractional_count, c.first_count, c.grant_count, c.first_year, c.last_year,
  rank() over (partition by c.patent_type order by c.patent_count desc nulls last) as rank
from counted as c left join base.party as y on y.party_id = c.party_id
