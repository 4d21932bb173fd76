-- title: {zh: 专利的来源记录, en: Records behind a patent}
-- about:
--   zh: 每条导入记录归于哪件专利，以及它在合并规则中的次序（来源日期最新者为先，其次字段更全者，再次文件哈希、记录号较小者）。批量数据库中只写专利一部分的各行（is_part）同一批为一个来源，排在整条记录之后。
--   en: The patent each imported record belongs to, and its rank by the merge rule (latest source date, then the fuller record, then the smaller file hash and record number). Rows of bulk databases that tell a part of a patent (is_part) are one source a batch, behind whole records.
-- grain: [file, record]
-- order: [patent_id, source_order]
-- columns:
--   is_part: {zh: 是否部分记录, en: tells a part only, unit: flag}
-- method: docs/methods/merge.md
with part as (
  select patent_id as source_patent_id, batch, file, record, min(line) as line, max(source_date) as source_date from raw.patent_part group by patent_id, batch, file, record
), resolved as (
  select coalesce(k.patent_id, s.patent_id, r.patent_id) as patent_id, r.patent_id as source_patent_id,
    case when k.patent_id is not null then 'application' else coalesce(s.id_kind, r.id_kind) end as id_kind,
    r.publication_number, coalesce(r.publication_kind, case when r.publication_number = s.publication_number then s.publication_kind end) as publication_kind,
    r.batch, r.file, r.record, r.line, r.source_date, r.filled, false as is_part
  from raw.patent as r left join base.patent_key as k on k.source_patent_id = r.patent_id left join base.source_key as s on s.source_key = r.patent_id
  where r.patent_id is not null
  union all
  select s.patent_id, p.source_patent_id, s.id_kind, s.publication_number, s.publication_kind, p.batch, p.file, p.record, p.line, p.source_date, 0 as filled, true as is_part
  from part as p join base.source_key as s on s.source_key = p.source_patent_id
), several as (
  select patent_id from resolved group by patent_id having count(*) > 1
)
select r.patent_id, source_patent_id, id_kind, publication_number, publication_kind, batch, file, record, line, source_date, filled, is_part,
  cast(1 as bigint) as source_order, cast(1 as bigint) as source_count
from resolved as r left join several as v on v.patent_id = r.patent_id where v.patent_id is null
union all
select r.patent_id, source_patent_id, id_kind, publication_number, publication_kind, batch, file, record, line, source_date, filled, is_part,
  rank() over (partition by r.patent_id order by is_part nulls last, source_date desc nulls last, filled desc nulls last,
    case when is_part then batch else file end nulls last, case when is_part then 0 else record end nulls last) as source_order,
  count(*) over (partition by r.patent_id) as source_count
from resolved as r join several as v on v.patent_id = r.patent_id
