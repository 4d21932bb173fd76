-- title: {zh: 专利, en: Patents}
-- about:
--   zh: 一行一件申请；只知公开号的，一行一件公开，id_kind 为 publication。各字段取来源日期最新的非空值，再取更完整的记录，再按文件哈希；空值不覆盖有值。公开日取各记录中最早者。人工更正的字段以更正为准，年份等派生列随之。
--   en: One row per application; where only a publication is known, that publication (id_kind tells). Each field has the value of the latest source date, then of the fuller record, then by file hash; a blank never beats a value. The publication date is the earliest of all records. A corrected field has the value of its correction, and years and flags follow it.
-- grain: [patent_id]
-- count: patent
-- edits: patent
-- method: docs/methods/merge.md
with edit as (
  select row_key, count(case when field = '' then 1 end) as removal_count,
    max(case when field = 'id_kind' then coalesce(value_after, '') end) as id_kind,
    max(case when field = 'office' then coalesce(value_after, '') end) as office,
    max(case when field = 'application_number' then coalesce(value_after, '') end) as application_number,
    max(case when field = 'application_date' then coalesce(value_after, '') end) as application_date,
    max(case when field = 'publication_number' then coalesce(value_after, '') end) as publication_number,
    max(case when field = 'publication_kind' then coalesce(value_after, '') end) as publication_kind,
    max(case when field = 'publication_date' then coalesce(value_after, '') end) as publication_date,
    max(case when field = 'grant_number' then coalesce(value_after, '') end) as grant_number,
    max(case when field = 'grant_date' then coalesce(value_after, '') end) as grant_date,
    max(case when field = 'date_precision' then coalesce(value_after, '') end) as date_precision,
    max(case when field = 'patent_type' then coalesce(value_after, '') end) as patent_type,
    max(case when field = 'pct_number' then coalesce(value_after, '') end) as pct_number,
    max(case when field = 'title' then coalesce(value_after, '') end) as title,
    max(case when field = 'title_language' then coalesce(value_after, '') end) as title_language,
    max(case when field = 'legal_status' then coalesce(value_after, '') end) as legal_status,
    max(case when field = 'status_date' then coalesce(value_after, '') end) as status_date,
    max(case when field = 'claim_count' then coalesce(value_after, '') end) as claim_count,
    max(case when field = 'independent_claim_count' then coalesce(value_after, '') end) as independent_claim_count,
    max(case when field = 'page_count' then coalesce(value_after, '') end) as page_count,
    max(case when field = 'citation_count' then coalesce(value_after, '') end) as citation_count,
    max(case when field = 'cited_by_count' then coalesce(value_after, '') end) as cited_by_count,
    max(case when field = 'family_size' then coalesce(value_after, '') end) as family_size,
    max(case when field = 'family_id' then coalesce(value_after, '') end) as family_id,
    max(case when field = 'extended_family_id' then coalesce(value_after, '') end) as extended_family_id,
    max(case when field = 'applicant_region' then coalesce(value_after, '') end) as applicant_region,
    max(case when field = 'applicant_country' then coalesce(value_after, '') end) as applicant_country,
    max(case when field = 'earliest_priority_date' then coalesce(value_after, '') end) as earliest_priority_date,
    max(case when field = 'expiry_date' then coalesce(value_after, '') end) as expiry_date,
    max(case when field = 'language' then coalesce(value_after, '') end) as language
  from raw.edit where table_name = 'patent' group by row_key
), record as (
  select s.patent_id, s.id_kind, s.source_order, s.source_count, s.source_count = 1 and e.row_key is null as is_plain, s.batch, s.file, s.record, r.publication_date,
    r.office, r.application_number, r.application_date, r.publication_number, r.publication_kind, r.grant_number, r.grant_date, r.date_precision,
    r.patent_type, r.pct_number, r.title, r.title_language, r.legal_status, r.status_date, r.claim_count, r.independent_claim_count, r.page_count,
    r.citation_count, r.cited_by_count, r.family_size, r.family_id, r.extended_family_id, r.applicant_region, r.applicant_country,
    r.earliest_priority_date, r.expiry_date, r.language
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record
    left join edit as e on e.row_key = s.patent_id
), alone as (
  select patent_id, id_kind, source_count, batch, file, record, publication_date,
    office, application_number, application_date, publication_number, publication_kind, grant_number, grant_date, date_precision, patent_type,
    pct_number, title, title_language, legal_status, status_date, claim_count, independent_claim_count, page_count, citation_count, cited_by_count,
    family_size, family_id, extended_family_id, applicant_region, applicant_country, earliest_priority_date, expiry_date, language
  from record where is_plain
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
  from record where not is_plain
  window best as (partition by patent_id order by source_order nulls last rows between unbounded preceding and unbounded following)
), edited as (
  select c.patent_id, c.source_count, c.batch, c.file, c.record,
    case when e.id_kind is null then c.id_kind else nullif(e.id_kind, '') end as id_kind,
    case when e.office is null then c.office else nullif(e.office, '') end as office,
    case when e.application_number is null then c.application_number else nullif(e.application_number, '') end as application_number,
    case when e.application_date is null then c.application_date else cast(nullif(e.application_date, '') as date) end as application_date,
    case when e.publication_number is null then c.publication_number else nullif(e.publication_number, '') end as publication_number,
    case when e.publication_kind is null then c.publication_kind else nullif(e.publication_kind, '') end as publication_kind,
    case when e.publication_date is null then c.publication_date else cast(nullif(e.publication_date, '') as date) end as publication_date,
    case when e.grant_number is null then c.grant_number else nullif(e.grant_number, '') end as grant_number,
    case when e.grant_date is null then c.grant_date else cast(nullif(e.grant_date, '') as date) end as grant_date,
    case when e.date_precision is null then c.date_precision else nullif(e.date_precision, '') end as date_precision,
    case when e.patent_type is null then c.patent_type else nullif(e.patent_type, '') end as patent_type,
    case when e.pct_number is null then c.pct_number else nullif(e.pct_number, '') end as pct_number,
    case when e.title is null then c.title else nullif(e.title, '') end as title,
    case when e.title_language is null then c.title_language else nullif(e.title_language, '') end as title_language,
    case when e.legal_status is null then c.legal_status else nullif(e.legal_status, '') end as legal_status,
    case when e.status_date is null then c.status_date else cast(nullif(e.status_date, '') as date) end as status_date,
    case when e.claim_count is null then c.claim_count else cast(nullif(e.claim_count, '') as integer) end as claim_count,
    case when e.independent_claim_count is null then c.independent_claim_count else cast(nullif(e.independent_claim_count, '') as integer) end as independent_claim_count,
    case when e.page_count is null then c.page_count else cast(nullif(e.page_count, '') as integer) end as page_count,
    case when e.citation_count is null then c.citation_count else cast(nullif(e.citation_count, '') as integer) end as citation_count,
    case when e.cited_by_count is null then c.cited_by_count else cast(nullif(e.cited_by_count, '') as integer) end as cited_by_count,
    case when e.family_size is null then c.family_size else cast(nullif(e.family_size, '') as integer) end as family_size,
    case when e.family_id is null then c.family_id else nullif(e.family_id, '') end as family_id,
    case when e.extended_family_id is null then c.extended_family_id else nullif(e.extended_family_id, '') end as extended_family_id,
    case when e.applicant_region is null then c.applicant_region else nullif(e.applicant_region, '') end as applicant_region,
    case when e.applicant_country is null then c.applicant_country else nullif(e.applicant_country, '') end as applicant_country,
    case when e.earliest_priority_date is null then c.earliest_priority_date else cast(nullif(e.earliest_priority_date, '') as date) end as earliest_priority_date,
    case when e.expiry_date is null then c.expiry_date else cast(nullif(e.expiry_date, '') as date) end as expiry_date,
    case when e.language is null then c.language else nullif(e.language, '') end as language
  from ranked as c left join edit as e on e.row_key = c.patent_id
  where c.source_order = 1 and coalesce(e.removal_count, 0) = 0
), chosen as (
  select * from alone
  union all
  select patent_id, id_kind, source_count, batch, file, record, publication_date,
    office, application_number, application_date, publication_number, publication_kind, grant_number, grant_date, date_precision, patent_type,
    pct_number, title, title_language, legal_status, status_date, claim_count, independent_claim_count, page_count, citation_count, cited_by_count,
    family_size, family_id, extended_family_id, applicant_region, applicant_country, earliest_priority_date, expiry_date, language
  from edited
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
