-- title: {zh: 历年专利数, en: Patents by year}
-- about:
--   zh: 申请、公开、授权分别按各自日期计年；专利类型分列，从不混合。截止日前 18 个月内（发明）的申请年份标为截断年份。
--   en: Filings, publications and grants each counted by their own date; types of patent kept apart. Years within the publication lag before the cut-off are flagged as truncated.
-- grain: [date_basis, office, patent_type, year]
-- count: patent
-- method: docs/methods/patent-counts.md
with dated as (
  select 'application' as date_basis, office, patent_type, application_year as year from base.patent where application_year is not null
  union all
  select 'publication' as date_basis, office, patent_type, publication_year as year from base.patent where publication_year is not null
  union all
  select 'grant' as date_basis, office, patent_type, grant_year as year from base.patent where grant_year is not null
), counted as (
  select date_basis, office, patent_type, year, count(*) as patent_count from dated group by date_basis, office, patent_type, year
)
select c.date_basis, c.office, c.patent_type, c.year, c.patent_count,
  v.cutoff_date, v.cutoff_basis, coalesce(c.year >= v.first_truncated_year, false) as is_truncated, coalesce(v.completeness, 'unknown') as completeness
from counted as c
left join base.coverage_year as v on v.date_basis = c.date_basis and v.office = c.office and v.patent_type = c.patent_type
