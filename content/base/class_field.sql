-- title: {zh: IPC 到 WIPO 35 领域, en: IPC main groups to WIPO fields}
-- about:
--   zh: 数据中出现的每个 IPC 大组按最长前缀规则对应到 WIPO 技术领域；内置规则没有的，取导入的对照表（is_imported）；仍没有者 field_number 为空并计入未对应数。
--   en: Each IPC main group in the data with the field of the longest matching rule; where no rule of the built-in table matches, that of an imported concordance (is_imported); without either field_number is null and is counted as unmapped.
-- grain: [main_group]
-- columns:
--   unless_subclass: {zh: 排除小类, en: rule does not hold with this subclass, unit: code}
--   is_imported: {zh: 是否取自导入的对照表, en: from an imported concordance, unit: flag}
-- method: docs/methods/wipo-fields.md
with used as (
  select coalesce(main_group, subclass) as main_group, min(subclass) as subclass, count(*) as patent_count
  from base.patent_class where scheme = 'ipc' and coalesce(main_group, subclass) is not null group by coalesce(main_group, subclass)
), imported as (
  select symbol as prefix, min(target_code) as field_number from base.class_concordance
  where scheme = 'ipc' and target_scheme = 'wipo35' group by symbol having min(target_code) = max(target_code)
), matched as (
  select u.main_group, u.subclass, u.patent_count, r.field_number, r.unless_subclass,
    row_number() over (partition by u.main_group order by length(r.prefix) desc nulls last) as choice
  from used as u left join base.wipo_rule as r on substr(u.main_group, 1, length(r.prefix)) = r.prefix
), filled as (
  select m.main_group, i.field_number, row_number() over (partition by m.main_group order by length(i.prefix) desc nulls last) as choice
  from matched as m join imported as i on substr(m.main_group, 1, length(i.prefix)) = i.prefix
  where m.choice = 1 and m.field_number is null
)
select m.main_group, m.subclass, coalesce(m.field_number, f.field_number) as field_number, m.unless_subclass, m.patent_count,
  m.field_number is null and f.field_number is not null as is_imported
from matched as m left join filled as f on f.main_group = m.main_group and f.choice = 1
where m.choice = 1
