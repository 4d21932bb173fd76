-- title: {zh: 申请人历年专利数, en: Patents by applicant and year}
-- about:
--   zh: 按申请年，整体计数；只列同类型名次前 500 的申请人。
--   en: By filing year, whole counting; applicants ranked up to 500 within a type.
-- grain: [party_id, patent_type, year]
-- count: patent
-- method: docs/methods/applicants.md
with foremost as (
  select party_id, name, patent_type from measure.patents_by_applicant where rank <= 500
)
select l.party_id, l.name, l.patent_type, p.application_year as year, count(*) as patent_count
from foremost as l
join base.patent_party as a on a.party_id = l.party_id and a.role = 'applicant'
join base.patent as p on p.patent_id = a.patent_id and p.patent_type = l.patent_type
where p.application_year is not null
group by l.party_id, l.name, l.patent_type, p.application_year
