-- title: {zh: 非专利文献引证, en: Non-patent literature cited}
-- about:
--   zh: 施引文献引用的非专利文献，取合并规则最优的一条记录。
--   en: Non-patent literature cited by a publication, of the best record.
-- grain: [citing_publication, seq]
-- columns:
--   citing_publication: {zh: 施引文献, en: citing publication, unit: code}
--   citing_patent_id: {zh: 施引专利, en: citing patent, unit: code}
--   npl_text: {zh: 非专利文献, en: document cited, unit: text}
--   category: {zh: 引证类别, en: category letters, unit: code}
--   origin: {zh: 引证来源, en: who cited, unit: code}
--   phase: {zh: 引证阶段, en: phase, unit: code}
-- method: docs/methods/citations.md
with given as (
  select file, record, seq, npl_text, category, origin, phase from raw.patent_citation where npl_text is not null
  union all
  select file, record, seq, npl_text, category, origin, phase from base.citation_link where npl_text is not null
), placed as (
  select s.patent_id, coalesce(s.publication_number || coalesce(s.publication_kind, ''), s.patent_id) as citing_publication, s.source_order,
    c.seq, c.npl_text, c.category, c.origin, c.phase
  from given as c join base.patent_source as s on s.file = c.file and s.record = c.record
), best as (
  select citing_publication, min(source_order) as source_order from placed group by citing_publication
)
select p.citing_publication, row_number() over (partition by p.citing_publication order by p.seq nulls last, p.npl_text nulls last) as seq,
  p.patent_id as citing_patent_id, p.npl_text, p.category, coalesce(p.origin, 'unknown') as origin, p.phase
from placed as p join best as b on b.citing_publication = p.citing_publication and b.source_order = p.source_order
