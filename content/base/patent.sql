-- title: {zh: 专利, en: Patents}
-- about:
--   zh: 一行一件申请；只知公开号的，一行一件公开，id_kind 为 publication。各字段取来源日期最新的非空值，再取更完整的记录，再按文件哈希；空值不覆盖有值。公开日取各记录中最早者。
--   en: One row an application; where only a publication is known, that publication (id_kind tells). Each field has the value of the latest source date, then of the fuller record, then by file hash; a blank never beats a value. The publication date is the earliest of all records.
-- grain: [patent_id]
-- count: patent
-- method: docs/methods/merge.md
with record as (
  select s.patent_id, s.id_kind, s.source_order, s.source_count, s.batch, s.file, s.record, r.publication_date,
    r.office, r.application_number, r.application_date, r.publication_number, r.publication_kind, r.grant_number, r.grant_date, r.date_precision,
    r.patent_type, r.pct_number, r.title, r.title_language, r.legal_status, r.status_date, r.claim_count, r.independent_claim_count, r.page_count,
    r.citation_count, r.cited_by_count, r.family_size, r.family_id, r.extended_family_id, r.applicant_region, r.applicant_country,
    r.earliest_priority_date, r.expiry_date, r.language
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record
), alone as (
  select patent_id, id_kind, source_count, batch, file, record, publication_date,
    office, application_number, application_date, publication_number, publication_kind, grant_number, grant_date, date_precision, patent_type,
    pct_number, title, title_language, legal_status, status_date, claim_count, independent_claim_count, page_count, citation_count, cited_by_count,
    family_size, family_id, extended_family_id, applicant_region, applicant_country, earliest_priority_date, expiry_date, language
  from record where source_count = 1
), ranked as (
  select patent_id, source_order, source_count, batch, file, record,
    min(id_kind) over best as id_kind, min(publication_date) over best as publication_date,
    first_value(office ignore nulls) over best as office,
    first_value(application_number ignore nulls) over best as application_number,
    first_value(application_date ignore nulls) over best as application_date,
    first_value(publication_number ignore nulls) over best as publication_number,
    first_value(publication_kind ignore nulls) over best as publication_kind,
    first_value(grant_number ignore nulls) over best as grant_number,
    first_value(grant_date ignore nulls) over best as grant_date,
    first_value(date_precision ignore nulls) over best as date_precision,
    first_value(patent_type ignore nulls) over best as patent_type,
    first_value(pct_number ignore nulls) over best as pct_number,
    first_value(title ignore nulls) over best as title,
    first_value(title_language ignore nulls) over best as title_language,
    first_value(legal_status ignore nulls) over best as legal_status,
    first_value(status_date ignore nulls) over best as status_date,
    first_value(claim_count ignore nulls) over best as claim_count,
    first_value(independent_claim_count ignore nulls) over best as independent_claim_count,
    first_value(page_count ignore nulls) over best as page_count,
    first_value(citation_count ignore nulls) over best as citation_count,
    first_value(cited_by_count ignore nulls) over best as cited_by_count,
    first_value(family_size ignore nulls) over best as family_size,
    first_value(family_id ignore nulls) over best as family_id,
    first_value(extended_family_id ignore nulls) over best as extended_family_id,
    first_value(applicant_region ignore nulls) over best as applicant_region,
    first_value(applicant_country ignore nulls) over best as applicant_country,
    first_value(earliest_priority_date ignore nulls) over best as earliest_priority_date,
    first_value(expiry_date ignore nulls) over best as expiry_date,
    first_value(language ignore nulls) over best as language
  from record where source_count > 1
  window best as (partition by patent_id order by source_order nulls last rows between unbounded preceding and unbounded following)
), chosen as (
  select * from alone
  union all
  select patent_id, id_kind, source_count, batch, file, record, publication_date,
    office, application_number, application_date, publication_number, publication_kind, grant_number, grant_date, date_precision, patent_type,
    pct_number, title, title_language, legal_status, status_date, claim_count, independent_claim_count, page_count, citation_count, cited_by_count,
    family_size, family_id, extended_family_id, applicant_region, applicant_country, earliest_priority_date, expiry_date, language
  from ranked where source_order = 1
)
select patent_id, id_kind, coalesce(office, substr(patent_id, 1, 2)) as office, application_number, application_date,
  cast(extract(year from application_date) as integer) as application_year, date_precision,
  publication_number, publication_kind, publication_date, cast(extract(year from publication_date) as integer) as publication_year,
  grant_number, grant_date, cast(extract(year from grant_date) as integer) as grant_year,
  coalesce(patent_type, 'unknown') as patent_type, pct_number, title, title_language, language,
  coalesce(legal_status, 'unknown') as legal_status, status_date, expiry_date,
  grant_date is not null or coalesce(grant_number, '') <> '' as is_granted,
  claim_count, independent_claim_count, page_count, citation_count, cited_by_count, family_size, family_id, extended_family_id,
  applicant_region, applicant_country, earliest_priority_date, source_count, batch, file, record
from chosen
