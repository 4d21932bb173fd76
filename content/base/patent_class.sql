-- title: {zh: 专利的分类号, en: Classes of a patent}
-- about:
--   zh: 每件专利、每种分类体系取合并规则最优的一条记录；同一分类号只计一次。
--   en: For each patent and scheme the symbols of the best record by the merge rule, each symbol once.
-- grain: [patent_id, scheme, symbol]
-- order: [patent_id, scheme, seq, symbol]
-- method: docs/methods/classes.md
with placed as (
  select s.patent_id, s.source_order, s.source_count, c.scheme, c.symbol, c.seq, c.is_first, c.is_inventive, c.version, c.section, c.class3, c.subclass, c.main_group
  from raw.patent_class as c join base.patent_source as s on s.file = c.file and s.record = c.record
  where c.symbol is not null
), best as (
  select patent_id, scheme, min(source_order) as source_order from placed where source_count > 1 group by patent_id, scheme
), listed as (
  select p.* from placed as p left join best as b on b.patent_id = p.patent_id and b.scheme = p.scheme
  where p.source_count = 1 or b.source_order = p.source_order
)
select patent_id, coalesce(scheme, 'other') as scheme, symbol, min(seq) as seq, coalesce(bool_or(is_first), false) as is_first, bool_or(is_inventive) as is_inventive,
  max(version) as version, min(section) as section, min(class3) as class3, min(subclass) as subclass, min(main_group) as main_group
from listed group by patent_id, coalesce(scheme, 'other'), symbol
