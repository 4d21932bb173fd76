-- title: {zh: 企业历年专利数, en: Patents of firms by year}
-- about:
--   zh: 企业（按统一社会信用代码，其次按唯一名称）作为申请人的专利，申请口径与授权口径分列，类型分列，整体计数。
--   en: Patents with the firm as applicant (by social credit code, else by a unique name), by filing and by grant year, types apart, whole counting.
-- grain: [firm_id, date_basis, patent_type, year]
-- count: patent
-- method: docs/methods/firms.md
with firm_key as (
  select k.name_key, min(f.firm_id) as firm_id
  from base.firm as f join base.name_key as k on k.name = f.name
  group by k.name_key having count(*) = 1
), matched as (
  select n.party_id, coalesce(min(f.firm_id), min(k.firm_id)) as firm_id
  from base.party_name as n
  left join base.firm as f on f.firm_id = n.party_id
  left join firm_key as k on k.name_key = n.name_key
  where f.firm_id is not null or k.firm_id is not null
  group by n.party_id
), held as (
  select distinct m.firm_id, p.patent_id, p.patent_type, p.application_year, p.grant_year
  from matched as m
  join base.patent_party as a on a.party_id = m.party_id and a.role = 'applicant'
  join base.patent as p on p.patent_id = a.patent_id
)
select firm_id, 'application' as date_basis, patent_type, application_year as year, count(*) as patent_count from held where application_year is not null
group by firm_id, patent_type, application_year
union all
select firm_id, 'grant' as date_basis, patent_type, grant_year as year, count(*) as patent_count from held where grant_year is not null
group by firm_id, patent_type, grant_year
