-- title: {zh: IPC 到 WIPO 35 领域, en: IPC main groups to WIPO fields}
-- about:
--   zh: 数据中出现的每个 IPC 大组按最长前缀规则对应到 WIPO 技术领域；没有对应者 field_number 为空并计入未对应数。
--   en: Each IPC main group in the data with the field of the longest matching rule; without one field_number is null and is counted as unmapped.
-- grain: [main_group]
-- columns:
--   unless_subclass: {zh: 排除小类, en: rule does not hold with this subclass, unit: code}
-- method: docs/methods/wipo-fields.md
with used as (
  select coalesce(main_group, subclass) as main_group, min(subclass) as subclass, count(*) as patent_count
  from base.patent_class where scheme = 'ipc' and coalesce(main_group, subclass) is not null group by coalesce(main_group, subclass)
), matched as (
  select u.main_group, u.subclass, u.patent_count, r.field_number, r.unless_subclass,
    row_number() over (partition by u.main_group order by length(r.prefix) desc nulls last) as choice
  from used as u left join base.wipo_rule as r on substr(u.main_group, 1, length(r.prefix)) = r.prefix
)
select main_group, subclass, field_number, unless_subclass, patent_count from matched where choice = 1
