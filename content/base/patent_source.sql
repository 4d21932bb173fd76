-- title: {zh: 专利的来源记录, en: Records behind a patent}
-- about:
--   zh: 每条导入记录归于哪件专利，以及它在合并规则中的次序（来源日期最新者为先，其次字段更全者，再次文件哈希、记录号较小者）。
--   en: The patent each imported record belongs to, and its rank by the merge rule (latest source date, then the fuller record, then the smaller file hash and record number).
-- grain: [file, record]
-- order: [patent_id, source_order]
-- method: docs/methods/merge.md
with resolved as (
  select coalesce(k.patent_id, r.patent_id) as patent_id, r.patent_id as source_patent_id,
    case when k.patent_id is not null then 'application' else r.id_kind end as id_kind,
    r.publication_number, r.publication_kind, r.batch, r.file, r.record, r.line, r.source_date, r.filled
  from raw.patent as r left join base.patent_key as k on k.source_patent_id = r.patent_id
  where r.patent_id is not null
)
select patent_id, source_patent_id, id_kind, publication_number, publication_kind, batch, file, record, line, source_date, filled,
  row_number() over (partition by patent_id order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as source_order,
  count(*) over (partition by patent_id) as source_count
from resolved
