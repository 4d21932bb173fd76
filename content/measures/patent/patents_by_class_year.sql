-- title: {zh: 各级 IPC 分类历年专利数, en: Patents by IPC class and year}
-- about:
--   zh: 按申请年；部、大类、小类、大组四级，整体计数。截断标志见 measure.patents_by_year。
--   en: By filing year; section, class, subclass and main group, whole counting. Truncation as in measure.patents_by_year.
-- grain: [level, symbol, patent_type, year]
-- count: patent
-- method: docs/methods/classes.md
with used as (
  select c.patent_id, p.patent_type, p.application_year as year, c.section, c.class3, c.subclass, c.main_group
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id where c.scheme = 'ipc' and p.application_year is not null
), levels as (
  select distinct 'section' as level, section as symbol, patent_type, year, patent_id from used where section is not null
  union all
  select distinct 'class3' as level, class3 as symbol, patent_type, year, patent_id from used where class3 is not null
  union all
  select distinct 'subclass' as level, subclass as symbol, patent_type, year, patent_id from used where subclass is not null
  union all
  select distinct 'main_group' as level, main_group as symbol, patent_type, year, patent_id from used where main_group is not null
)
select level, symbol, patent_type, year, count(*) as patent_count from levels group by level, symbol, patent_type, year
