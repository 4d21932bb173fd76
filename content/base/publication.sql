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
), several as (
  select publication_number from record group by publication_number having count(*) > 1
), ranked as (
  select r.*, max(r.publication_kind) over (partition by r.publication_number, r.patent_id) as known_kind, row_number() over (partition by r.publication_number, r.publication_kind
    order by r.source_date desc nulls last, r.filled desc nulls last, r.file nulls last, r.record nulls last) as choice
  from record as r join several as v on v.publication_number = r.publication_number
), chosen as (
  select r.publication_number, r.publication_kind, r.patent_id, r.office, r.publication_date, r.batch, r.file, r.record
  from record as r left join several as v on v.publication_number = r.publication_number where v.publication_number is null
  union all
  select publication_number, publication_kind, patent_id, office, publication_date, batch, file, record
  from ranked where choice = 1 and (publication_kind <> '' or known_kind = '')
)
select publication_number, publication_kind, patent_id, coalesce(office, substr(publication_number, 1, 2)) as office, publication_date, batch, file, record
from chosen
