-- title: {zh: 小类共现, en: Subclasses that meet}
-- about:
--   zh: 各专利类型、申请年中，两个 IPC 小类同在一件专利上的件数；两者相同的行是该小类的件数。
--   en: Patents on which two IPC subclasses meet, by type and filing year; rows of twice the same subclass count the subclass.
-- grain: [patent_type, year, class_a, class_b]
-- count: patent
-- columns:
--   class_a: {zh: 小类甲, en: subclass A, unit: code}
--   class_b: {zh: 小类乙, en: subclass B, unit: code}
-- method: docs/methods/diversity.md
with classed as (
  select c.patent_id, c.subclass, p.patent_type, p.application_year as year
  from base.patent_class as c join base.patent as p on p.patent_id = c.patent_id
  where c.scheme = 'ipc' and c.opens_subclass and p.application_year is not null
)
select a.patent_type, a.year, a.subclass as class_a, b.subclass as class_b, count(*) as patent_count
from classed as a join classed as b on b.patent_id = a.patent_id and b.subclass >= a.subclass
group by a.patent_type, a.year, a.subclass, b.subclass
