-- title: {zh: 公开号到申请号的对应, en: Publications resolved to applications}
-- about:
--   zh: 有的来源只给公开号。若另一条记录把该公开号（连同文献种类代码）归于唯一的申请，则并入该申请；种类代码缺失、或该局各次公开同号（CN 九位、EP、WO、DE、FR、GB 的 A/B/C）时只按号码对应，且必须唯一。
--   en: Some sources give a publication number only. It joins the one application that another record names with that number and kind; without a kind, or where all publications of an application share one number (CN of nine digits, EP, WO, DE, FR, GB; kinds A, B, C), the number alone must name one application.
-- grain: [source_patent_id]
-- method: docs/methods/merge.md
with lone as (
  select distinct patent_id as source_patent_id, publication_number, publication_kind, patent_id = publication_number as names_application
  from raw.patent where id_kind = 'publication' and publication_number is not null
), known as (
  select r.patent_id, r.publication_number, r.publication_kind
  from raw.patent as r
  where r.id_kind = 'application' and r.publication_number in (select publication_number from lone)
  union all
  select r.patent_id, r.grant_number, null
  from raw.patent as r
  where r.id_kind = 'application' and r.grant_number in (select publication_number from lone)
), exact as (
  select l.source_patent_id, min(k.patent_id) as patent_id
  from lone as l join known as k on k.publication_number = l.publication_number and k.publication_kind = l.publication_kind
  group by l.source_patent_id having min(k.patent_id) = max(k.patent_id)
), loose as (
  select l.source_patent_id, min(k.patent_id) as patent_id
  from lone as l join known as k on k.publication_number = l.publication_number
  where l.names_application or k.publication_kind is null
  group by l.source_patent_id having min(k.patent_id) = max(k.patent_id)
)
select l.source_patent_id, coalesce(min(e.patent_id), min(o.patent_id)) as patent_id
from lone as l
left join exact as e on e.source_patent_id = l.source_patent_id
left join loose as o on o.source_patent_id = l.source_patent_id
where e.patent_id is not null or o.patent_id is not null
group by l.source_patent_id
