-- title: {zh: 公开（公告）文献, en: Publications}
-- about:
--   zh: 一行一件公开文献，指向其专利；同一文献有多条记录时按合并规则取一条；没有文献种类代码的，在同一专利同号文献有代码时不另计。
--   en: One row per published document with its patent; of several records the best by the merge rule. One without kind is not counted beside one of the same number and patent with a kind.
-- grain: [publication_number, publication_kind]
-- method: docs/methods/merge.md
with record as (
  select r.publication_number, coalesce(r.publication_kind, '') as publication_kind, s.patent_id, r.office, r.publication_date,
    r.source_date, r.filled, s.batch, s.file, s.record
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record
  where r.publication_number is not null
), ranked as (
  select *, max(publication_kind) over (partition by publication_number, patent_id) as known_kind, row_number() over (partition by publication_number, publication_kind
    order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as choice
  from record
)
select publication_number, publication_kind, patent_id, coalesce(office, substr(publication_number, 1, 2)) as office, publication_date, batch, file, record
from ranked where choice = 1 and (publication_kind <> '' or known_kind = '')
