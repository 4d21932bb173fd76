-- title: {zh: 申请人数与专利数（生命周期图）, en: Applicants and patents by year (life cycle)}
-- about:
--   zh: 每年的专利数、申请人数、新进入申请人数与人均件数：技术生命周期图的两轴。截断年份标出，图上不连线。
--   en: Patents, applicants, new applicants and patents per applicant by filing year, the axes of a life-cycle chart. Truncated years are flagged.
-- grain: [patent_type, year]
-- count: patent
-- columns:
--   new_applicant_count: {zh: 新进入申请人数, en: applicants filing for the first time, unit: count}
--   patents_per_applicant: {zh: 人均专利数, en: patents per applicant, unit: count}
-- method: docs/methods/life-cycle.md
with filed as (
  select distinct p.patent_id, p.patent_type, p.application_year as year, a.party_id
  from base.patent as p join base.patent_party as a on a.patent_id = p.patent_id and a.role = 'applicant'
  where p.application_year is not null
), entered as (
  select patent_type, party_id, min(year) as year from filed group by patent_type, party_id
), entries as (
  select patent_type, year, count(*) as new_applicant_count from entered group by patent_type, year
), counted as (
  select patent_type, year, count(distinct patent_id) as patent_count, count(distinct party_id) as applicant_count from filed group by patent_type, year
), flagged as (
  select patent_type, year, bool_or(is_truncated) as is_truncated from measure.patents_by_year where date_basis = 'application' group by patent_type, year
)
select c.patent_type, c.year, c.patent_count, c.applicant_count, coalesce(e.new_applicant_count, 0) as new_applicant_count,
  cast(c.patent_count as double) / cast(c.applicant_count as double) as patents_per_applicant, coalesce(f.is_truncated, false) as is_truncated
from counted as c
left join entries as e on e.patent_type = c.patent_type and e.year = c.year
left join flagged as f on f.patent_type = c.patent_type and f.year = c.year
