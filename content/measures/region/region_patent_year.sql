-- title: {zh: 各地历年发明申请与授权, en: Inventions filed and granted by place and year}
-- about:
--   zh: 省与设区市（第一申请人）每年的发明申请件数（申请年）与授权件数（授权年，来源没有授权日的不计）。截断年份按申请口径。
--   en: Inventions filed (by filing year) and granted (by year of grant, where the source has its date) of provinces and prefectures, by first applicant. Truncated years by filing.
-- grain: [place_code, year]
-- count: patent
-- columns:
--   place_code: {zh: 地区, en: place, unit: code}
--   filing_count: {zh: 发明申请, en: inventions filed, unit: count}
--   granted_count: {zh: 发明授权, en: inventions granted, unit: count}
--   is_grant_truncated: {zh: 授权年份是否截断, en: grants of the year are incomplete, unit: flag}
-- method: docs/methods/navigation.md
with invention as (
  select p.application_year, p.grant_year, r.prefecture_code, r.province_code from base.patent as p join base.patent_region as r on r.patent_id = p.patent_id where p.patent_type = 'invention'
), located as (
  select province_code as place_code, application_year, grant_year from invention where province_code is not null
  union all
  select prefecture_code as place_code, application_year, grant_year from invention where prefecture_code is not null and prefecture_code <> province_code
), counted as (
  select place_code, application_year as year, count(*) as filing_count, 0 as granted_count from located where application_year is not null group by place_code, application_year
  union all
  select place_code, grant_year as year, 0 as filing_count, count(*) as granted_count from located where grant_year is not null group by place_code, grant_year
), cut as (
  select min(case when date_basis = 'application' then first_truncated_year end) as filing_year, min(case when date_basis = 'grant' then first_truncated_year end) as granted_year
  from base.coverage_year where patent_type = 'invention'
)
select c.place_code, c.year, cast(sum(c.filing_count) as bigint) as filing_count, cast(sum(c.granted_count) as bigint) as granted_count,
  coalesce(c.year >= min(t.filing_year), false) as is_truncated, coalesce(c.year >= min(t.granted_year), false) as is_grant_truncated
from counted as c cross join cut as t group by c.place_code, c.year
