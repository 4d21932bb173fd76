-- title: {zh: 同族规模分布, en: Families by size}
-- about:
--   zh: 简单同族的成员数、受理局数分布与归族依据；只含库内成员，来源报告的同族数见 base.patent.family_size。
--   en: Simple families by members and offices in the data and by how they were found; sizes the sources report are in base.patent.family_size.
-- grain: [found_by, member_count, office_count]
-- count: family
-- columns:
--   found_by: {zh: 归族依据, en: how the family was found, unit: code}
--   member_count: {zh: 库内成员数, en: members in the data, unit: count}
--   office_count: {zh: 库内受理局数, en: offices in the data, unit: count}
-- method: docs/methods/families.md
with one as (
  select family_id, min(found_by) as found_by, max(member_count) as member_count, max(office_count) as office_count from base.family where scope = 'simple' group by family_id
)
select found_by, member_count, office_count, count(*) as family_count, sum(member_count) as patent_count from one group by found_by, member_count, office_count
