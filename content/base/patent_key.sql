-- title: {zh: 公开号到申请号的对应, en: Publications resolved to applications}
-- about:
--   zh: 有的来源只给公开号。若另一条记录把该公开号（连同文献种类代码）归于唯一的申请，则并入该申请；种类代码缺失、或该局各次公开同号（CN 九位、EP、WO、DE、FR、GB 的 A/B/C）时只按号码对应，且必须唯一。数据库自有写法的申请号（如 DOCDB 的 US 87124404，不含系列号）若其公开号（连同种类）归于另一条记录的唯一申请，则并入该申请。
--   en: Some sources give a publication number only. It joins the one application that another record names with that number and kind; without a kind, or where all publications of an application share one number (CN of nine digits, EP, WO, DE, FR, GB; kinds A, B, C), the number alone must name one application. An application number in a database's own form (DOCDB US 87124404, without its series) joins the one application that another record names with the same publication.
-- grain: [source_patent_id]
-- method: docs/methods/merge.md
with record as (
  select patent_id, id_kind, publication_number, publication_kind, grant_number,
    id_kind = 'application' and position('docdb_form' in coalesce(application_reason, '')) > 0 as is_weak
  from raw.patent
), weak as (
  select distinct patent_id as source_patent_id, publication_number, publication_kind from record where is_weak and publication_number is not null and publication_kind is not null
), strong as (
  select w.source_patent_id, min(r.patent_id) as patent_id
  from weak as w join record as r on r.publication_number = w.publication_number and r.publication_kind = w.publication_kind
  where r.id_kind = 'application' and not r.is_weak
  group by w.source_patent_id having min(r.patent_id) = max(r.patent_id)
), lone as (
  select distinct patent_id as source_patent_id, publication_number, publication_kind, patent_id = publication_number as names_application
  from record where id_kind = 'publication' and publication_number is not null
), known as (
  select coalesce(s.patent_id, r.patent_id) as patent_id, r.publication_number, r.publication_kind
  from record as r left join strong as s on s.source_patent_id = r.patent_id
  where r.id_kind = 'application' and r.publication_number in (select publication_number from lone)
  union all
  select coalesce(s.patent_id, r.patent_id) as patent_id, r.grant_number, null
  from record as r left join strong as s on s.source_patent_id = r.patent_id
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
select source_patent_id, patent_id from strong
union all
select l.source_patent_id, coalesce(min(e.patent_id), min(o.patent_id)) as patent_id
from lone as l
left join exact as e on e.source_patent_id = l.source_patent_id
left join loose as o on o.source_patent_id = l.source_patent_id
where e.patent_id is not null or o.patent_id is not null
group by l.source_patent_id
