-- title: {zh: 申请人类型历年专利数, en: Patents by type of applicant and year}
-- about:
--   zh: 按第一申请人的类型与申请年；每件专利只计一次。
--   en: By the type of the first applicant and filing year; each patent counts once.
-- grain: [party_type, patent_type, year]
-- count: patent
-- method: docs/methods/applicants.md
select a.party_type, p.patent_type, p.application_year as year, count(*) as patent_count
from base.patent as p join base.patent_party as a on a.patent_id = p.patent_id and a.role = 'applicant' and a.seq = 1
where p.application_year is not null
group by a.party_type, p.patent_type, p.application_year
