-- title: {zh: 各级 IPC 分类历年专利数, en: Patents by IPC class and year}
-- about:
--   zh: 按申请年；部、大类、小类、大组四级，整体计数。截断标志见 measure.patents_by_year。
--   en: By filing year; section, class, subclass and main group, whole counting. Truncation as in measure.patents_by_year.
-- grain: [level, symbol, patent_type, year]
-- count: patent
-- columns:
--   first_count: {zh: 主分类专利数, en: patents with it as first symbol, unit: count}
-- method: docs/methods/classes.md
with grouped as (
  select patent_id, section, class3, subclass, main_group, bool_or(is_first) as is_first
  from base.patent_class where scheme = 'ipc' group by patent_id, section, class3, subclass, main_group
), in_subclass as (
  select patent_id, section, class3, subclass, bool_or(is_first) as is_first from grouped group by patent_id, section, class3, subclass
), in_class3 as (
  select patent_id, section, class3, bool_or(is_first) as is_first from in_subclass group by patent_id, section, class3
), in_section as (
  select patent_id, section, bool_or(is_first) as is_first from in_class3 group by patent_id, section
), levels as (
  select 'main_group' as level, main_group as symbol, patent_id, is_first from grouped
  union all select 'subclass' as level, subclass as symbol, patent_id, is_first from in_subclass
  union all select 'class3' as level, class3 as symbol, patent_id, is_first from in_class3
  union all select 'section' as level, section as symbol, patent_id, is_first from in_section
)
select l.level, l.symbol, p.patent_type, p.application_year as year, count(*) as patent_count, sum(case when l.is_first then 1 else 0 end) as first_count
from levels as l join base.patent as p on p.patent_id = l.patent_id
where l.symbol is not null and p.application_year is not null
group by l.level, l.symbol, p.patent_type, p.application_year
