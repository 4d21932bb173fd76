-- title: {zh: 申请人历年专利数, en: Patents by applicant and year}
-- about:
--   zh: 按申请年，整体计数；只列同类型名次前 500 的申请人。
--   en: By filing year, whole counting; applicants ranked up to 500 within a type.
-- grain: [party_id, patent_type, year]
-- count: patent
-- method: docs/methods/applicants.md
with counted as (
  select a.party_id, p.patent_type, p.application_year as year, count(*) as patent_count
  from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
  where a.role = 'applicant' and p.application_year is not null
  group by a.party_id, p.patent_type, p.application_year
)
select c.party_id, f.name, c.patent_type, c.year, c.patent_count
from counted as c join measure.patents_by_applicant as f on f.party_id = c.party_id and f.patent_type = c.patent_type
where f.rank <= 500
