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
--   title_zh: {zh: 中文名称, en: Chinese title, unit: text}
--   title_en: {zh: 英文名称, en: English title, unit: text}
-- method: docs/methods/classes.md
with undated as (
  select c.patent_id, p.patent_type, c.section, c.class3, c.subclass, c.main_group, c.is_first
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id where c.scheme = 'ipc' and p.application_year is null
), undated_level as (
  select 'section' as level, section as symbol, patent_type, patent_id, bool_or(is_first) as is_first from undated where section is not null group by section, patent_type, patent_id
  union all
  select 'class3' as level, class3 as symbol, patent_type, patent_id, bool_or(is_first) as is_first from undated where class3 is not null group by class3, patent_type, patent_id
  union all
  select 'subclass' as level, subclass as symbol, patent_type, patent_id, bool_or(is_first) as is_first from undated where subclass is not null group by subclass, patent_type, patent_id
  union all
  select 'main_group' as level, main_group as symbol, patent_type, patent_id, bool_or(is_first) as is_first from undated where main_group is not null group by main_group, patent_type, patent_id
), parts as (
  select level, symbol, patent_type, sum(patent_count) as patent_count, sum(first_count) as first_count, min(year) as first_year, max(year) as last_year
  from measure.patents_by_class_year group by level, symbol, patent_type
  union all
  select level, symbol, patent_type, count(*) as patent_count, sum(case when is_first then 1 else 0 end) as first_count, null as first_year, null as last_year
  from undated_level group by level, symbol, patent_type
  union all
  select 'subgroup' as level, c.symbol, p.patent_type, count(*) as patent_count, sum(case when c.is_first then 1 else 0 end) as first_count,
    min(p.application_year) as first_year, max(p.application_year) as last_year
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id where c.scheme = 'ipc' group by c.symbol, p.patent_type
)
select p.level, p.symbol, p.patent_type, sum(p.patent_count) as patent_count, sum(p.first_count) as first_count, min(p.first_year) as first_year, max(p.last_year) as last_year,
  min(c.title_zh) as title_zh, min(c.title_en) as title_en
from parts as p left join base.class as c on c.scheme = 'ipc' and c.symbol = p.symbol
group by p.level, p.symbol, p.patent_type
