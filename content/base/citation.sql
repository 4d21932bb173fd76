-- title: {zh: 专利引证, en: Patent citations}
-- about:
--   zh: 一行一条专利引证：施引文献引用被引文献。来源给出的"被引"方向反转为施引方向，已有相同引证时不重复。被引专利按号码对应到库内专利，号码不唯一的再按文献种类代码对应。非专利文献见 base.npl。
--   en: One row a citation of one patent document by another. Citations given from the cited side are turned round and kept where not known already. Cited numbers are resolved to patents in the data, by kind where the number is not unique. Non-patent literature is in base.npl.
-- grain: [citing_publication, seq]
-- columns:
--   citing_publication: {zh: 施引文献, en: citing publication, unit: code}
--   citing_patent_id: {zh: 施引专利, en: citing patent, unit: code}
--   cited_publication: {zh: 被引文献, en: cited publication, unit: code}
--   cited_patent_id: {zh: 被引专利（库内）, en: cited patent when in the data, unit: code}
--   cited_country: {zh: 被引国别, en: country of the cited document, unit: code}
--   cited_date: {zh: 被引文献日期, en: date of the cited document, unit: date}
--   cited_name: {zh: 被引申请人, en: name on the cited document, unit: text}
--   category: {zh: 引证类别, en: category letters, unit: code}
--   origin: {zh: 引证来源, en: who cited, unit: code}
--   phase: {zh: 引证阶段, en: phase, unit: code}
--   given_as: {zh: 来源给出的方向, en: direction in the source, unit: code}
-- method: docs/methods/citations.md
with numbered as (
  select publication_number, min(patent_id) as patent_id, min(patent_id) = max(patent_id) as is_unique from base.publication group by publication_number
), placed as (
  select s.patent_id, coalesce(s.publication_number || coalesce(s.publication_kind, ''), s.patent_id) as publication, s.source_date, s.source_order,
    c.seq, c.direction, c.cited_raw, c.cited_number, c.cited_country, c.cited_kind, c.cited_date, c.cited_name, c.category, c.origin, c.phase
  from raw.patent_citation as c join base.patent_source as s on s.file = c.file and s.record = c.record
  where c.npl_text is null and c.cited_number is not null
), best as (
  select publication, min(source_order) as source_order from placed where coalesce(direction, 'cites') = 'cites' group by publication
), cites as (
  select p.publication as citing_publication, p.patent_id as citing_patent_id, p.seq, p.cited_number || coalesce(p.cited_kind, '') as cited_publication,
    coalesce(u.patent_id, k.patent_id) as cited_patent_id, p.cited_country, p.cited_date, p.cited_name, p.category, p.origin, p.phase
  from placed as p join best as b on b.publication = p.publication and b.source_order = p.source_order
  left join numbered as u on u.publication_number = p.cited_number and u.is_unique
  left join base.publication as k on u.patent_id is null and k.publication_number = p.cited_number and k.publication_kind = p.cited_kind
  where coalesce(p.direction, 'cites') = 'cites'
), turned as (
  select distinct p.cited_number || coalesce(p.cited_kind, '') as citing_publication, coalesce(u.patent_id, k.patent_id) as citing_patent_id,
    p.publication as cited_publication, p.patent_id as cited_patent_id, p.cited_number as citing_number
  from placed as p
  left join numbered as u on u.publication_number = p.cited_number and u.is_unique
  left join base.publication as k on u.patent_id is null and k.publication_number = p.cited_number and k.publication_kind = p.cited_kind
  where p.direction = 'cited_by'
), unknown_yet as (
  select t.* from turned as t
  left join cites as c on c.citing_patent_id = t.citing_patent_id and c.cited_patent_id = t.cited_patent_id
  where c.seq is null
)
select citing_publication, row_number() over (partition by citing_publication order by seq nulls last, cited_publication nulls last) as seq,
  citing_patent_id, cited_publication, cited_patent_id, cited_country, cited_date, cited_name, category, coalesce(origin, 'unknown') as origin, phase, 'cites' as given_as
from cites
union all
select citing_publication, 100000 + row_number() over (partition by citing_publication order by cited_publication nulls last) as seq,
  citing_patent_id, cited_publication, cited_patent_id, null as cited_country, null as cited_date, null as cited_name, null as category, 'unknown' as origin, null as phase, 'cited_by' as given_as
from unknown_yet
