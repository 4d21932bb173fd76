-- title: {zh: 数据覆盖, en: Coverage}
-- about:
--   zh: 每个批次、受理局与专利类型的记录数、数据截止日及其依据。stated：导入者声明的截止日；observed：批次内最晚的公开、授权、状态或来源日期，真实截止日不早于它。
--   en: Records, cut-off and its basis by batch, office and type. stated by the importer, or observed as the latest date in the batch, which the true cut-off is not before.
-- grain: [batch, office, patent_type]
-- method: docs/methods/coverage.md
with record as (
  select s.batch, p.office, p.patent_type, s.patent_id, r.publication_date, r.grant_date, r.status_date, r.source_date, r.application_date
  from base.patent_source as s
  join base.patent as p on p.patent_id = s.patent_id
  join raw.patent as r on r.file = s.file and r.record = s.record
), seen as (
  select batch, office, patent_type, count(*) as record_count, count(distinct patent_id) as patent_count,
    max(coalesce(publication_date, application_date)) as latest_publication_date, max(grant_date) as latest_grant_date,
    max(source_date) as latest_source_date, min(application_date) as first_application_date, max(application_date) as latest_application_date
  from record group by batch, office, patent_type
)
select s.batch, s.office, s.patent_type, s.record_count, s.patent_count, s.first_application_date, s.latest_application_date,
  case when b.cutoff_date is not null then b.cutoff_date
    when s.latest_grant_date > s.latest_publication_date then s.latest_grant_date
    else s.latest_publication_date end as cutoff_date,
  case when b.cutoff_date is not null then 'stated' else 'observed' end as cutoff_basis,
  coalesce(b.is_complete and (b.complete_office is null or b.complete_office = s.office)
    and (b.complete_type is null or b.complete_type = s.patent_type), false) as is_complete
from seen as s left join base.batch as b on b.batch = s.batch
