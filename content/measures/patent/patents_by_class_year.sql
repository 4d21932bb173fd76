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
  select c.section, c.class3, c.subclass, c.main_group, p.patent_type, p.application_year as year,
    sum(case when c.opens_section then 1 else 0 end) as section_count,
    sum(case when c.opens_class3 then 1 else 0 end) as class3_count,
    sum(case when c.opens_subclass then 1 else 0 end) as subclass_count,
    sum(case when c.opens_group then 1 else 0 end) as main_group_count,
    sum(case when c.is_first then 1 else 0 end) as first_count
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id
  where c.scheme = 'ipc' and p.application_year is not null
  group by c.section, c.class3, c.subclass, c.main_group, p.patent_type, p.application_year
)
select 'section' as level, section as symbol, patent_type, year, sum(section_count) as patent_count, sum(first_count) as first_count
from grouped where section is not null group by section, patent_type, year
union all
select 'class3' as level, class3 as symbol, patent_type, year, sum(class3_count) as patent_count, sum(first_count) as first_count
from grouped where class3 is not null group by class3, patent_type, year
union all
select 'subclass' as level, subclass as symbol, patent_type, year, sum(subclass_count) as patent_count, sum(first_count) as first_count
from grouped where subclass is not null group by subclass, patent_type, year
union all
select 'main_group' as level, main_group as symbol, patent_type, year, sum(main_group_count) as patent_count, sum(first_count) as first_count
from grouped where main_group is not null group by main_group, patent_type, year
