-- title: {zh: 各级 IPC 分类的专利数, en: Patents by IPC class at every level}
-- about:
--   zh: 部、大类、小类、大组、小组（完整分类号）五级；一件专利在同一级的同一类只计一次，在不同类各计一次（整体计数），故各类之和大于专利数。first_count 只按主分类号（第一分类号）计。
--   en: Section, class, subclass, main group, subgroup. A patent counts once in each class of a level it has (whole counting), so classes add up to more than the patents; first_count counts first symbols only.
-- grain: [level, symbol, patent_type]
-- count: patent
-- columns:
--   first_count: {zh: 主分类专利数, en: patents with it as first symbol, unit: count}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/classes.md
with used as (
  select c.patent_id, p.patent_type, p.application_year, c.is_first, c.section, c.class3, c.subclass, c.main_group, c.symbol
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id where c.scheme = 'ipc'
), levels as (
  select 'section' as level, section as symbol, patent_type, patent_id, bool_or(is_first) as is_first, min(application_year) as year from used where section is not null group by section, patent_type, patent_id
  union all
  select 'class3' as level, class3 as symbol, patent_type, patent_id, bool_or(is_first) as is_first, min(application_year) as year from used where class3 is not null group by class3, patent_type, patent_id
  union all
  select 'subclass' as level, subclass as symbol, patent_type, patent_id, bool_or(is_first) as is_first, min(application_year) as year from used where subclass is not null group by subclass, patent_type, patent_id
  union all
  select 'main_group' as level, main_group as symbol, patent_type, patent_id, bool_or(is_first) as is_first, min(application_year) as year from used where main_group is not null group by main_group, patent_type, patent_id
  union all
  select 'subgroup' as level, symbol as symbol, patent_type, patent_id, bool_or(is_first) as is_first, min(application_year) as year from used where symbol is not null group by symbol, patent_type, patent_id
)
select level, symbol, patent_type, count(*) as patent_count, sum(case when is_first then 1 else 0 end) as first_count, min(year) as first_year, max(year) as last_year
from levels group by level, symbol, patent_type
