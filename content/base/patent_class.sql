-- title: {zh: 专利的分类号, en: Classes of a patent}
-- about:
--   zh: 每件专利、每种分类体系取合并规则最优的一条记录；同一分类号只计一次，第一分类号至多一个。opens_section 等标出该专利在该级该类中的第一行：按它计数即每件一次，不必去重。
--   en: For each patent and scheme the symbols of the best record by the merge rule, each symbol once, at most one of them first. opens_section and the like mark the first row of the patent in that class, so that summing them counts each patent once.
-- grain: [patent_id, scheme, symbol]
-- order: [patent_id, scheme, seq, symbol]
-- columns:
--   opens_section: {zh: 部内首行, en: first row of the patent in the section, unit: flag}
--   opens_class3: {zh: 大类内首行, en: first row of the patent in the class, unit: flag}
--   opens_subclass: {zh: 小类内首行, en: first row of the patent in the subclass, unit: flag}
--   opens_group: {zh: 大组内首行, en: first row of the patent in the main group, unit: flag}
-- method: docs/methods/classes.md
with placed as (
  select s.patent_id, s.source_order, s.source_count, coalesce(c.scheme, 'other') as scheme, c.symbol, c.seq, c.is_first, c.is_inventive, c.version, c.section, c.class3, c.subclass, c.main_group
  from raw.patent_class as c join base.patent_source as s on s.file = c.file and s.record = c.record
  where c.symbol is not null
), best as (
  select patent_id, scheme, min(source_order) as source_order from placed where source_count > 1 group by patent_id, scheme
), listed as (
  select p.* from placed as p left join best as b on b.patent_id = p.patent_id and b.scheme = p.scheme
  where p.source_count = 1 or b.source_order = p.source_order
), beside as (
  select patent_id, scheme, symbol, seq, is_inventive, version, section, class3, subclass, main_group,
    min(case when is_first then lpad(cast(coalesce(seq, 0) as varchar), 8, '0') || symbol end) over by_symbol as first_symbol,
    lag(symbol) over by_symbol as symbol_before, lag(section) over by_symbol as section_before, lag(class3) over by_symbol as class3_before,
    lag(subclass) over by_symbol as subclass_before, lag(main_group) over by_symbol as group_before
  from listed
  window by_symbol as (partition by patent_id, scheme order by symbol nulls last, seq nulls last rows between unbounded preceding and unbounded following)
)
select patent_id, scheme, symbol, seq, coalesce(substr(first_symbol, 9) = symbol, false) as is_first, is_inventive, version, section, class3, subclass, main_group,
  section is not null and (section_before is null or section_before <> section) as opens_section,
  class3 is not null and (class3_before is null or class3_before <> class3) as opens_class3,
  subclass is not null and (subclass_before is null or subclass_before <> subclass) as opens_subclass,
  main_group is not null and (group_before is null or group_before <> main_group) as opens_group
from beside where symbol_before is null or symbol_before <> symbol
