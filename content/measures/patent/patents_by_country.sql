-- title: {zh: 申请人国别与受理局, en: Patents by applicant country and office}
-- about:
--   zh: 第一申请人国别 × 受理局 × 申请年：来源国与目标局的流向。国别未知记为空代码 ??。
--   en: Country of the first applicant by office and filing year, from where to where. An unknown country is ??.
-- grain: [applicant_country, office, patent_type, year]
-- count: patent
-- method: docs/methods/patent-counts.md
with first_applicant as (
  select patent_id, country from base.patent_party where role = 'applicant' and seq = 1
)
select coalesce(p.applicant_country, a.country, '??') as applicant_country, p.office, p.patent_type, p.application_year as year, count(*) as patent_count
from base.patent as p left join first_applicant as a on a.patent_id = p.patent_id
where p.application_year is not null
group by coalesce(p.applicant_country, a.country, '??'), p.office, p.patent_type, p.application_year
