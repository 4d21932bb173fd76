-- title: {zh: WIPO 领域对照的差异, en: Differences between WIPO concordances}
-- about:
--   zh: 导入的 WIPO 35 对照表与内置规则不同之处：rule_field_number 为空的是内置规则没有的分类号（已用导入的补上），其余是两者领域不同的（以内置规则为准）。
--   en: "Where an imported WIPO concordance differs from the built-in rules: symbols without rule_field_number are unknown to the rules and filled from the import, the others have another field there and the rules hold."
-- grain: [symbol, field_number]
-- columns:
--   rule_field_number: {zh: 内置规则的领域, en: field by the built-in rules, unit: code}
-- method: docs/methods/wipo-fields.md
with imported as (
  select distinct symbol, target_code as field_number from base.class_concordance where scheme = 'ipc' and target_scheme = 'wipo35'
), matched as (
  select i.symbol, i.field_number, r.field_number as rule_field_number,
    row_number() over (partition by i.symbol, i.field_number order by length(r.prefix) desc nulls last) as choice
  from imported as i left join base.wipo_rule as r on substr(i.symbol, 1, length(r.prefix)) = r.prefix
), finer as (
  select distinct i.symbol from imported as i join base.wipo_rule as r on length(r.prefix) > length(i.symbol) and substr(r.prefix, 1, length(i.symbol)) = i.symbol
)
select m.symbol, m.field_number, m.rule_field_number
from matched as m left join finer as f on f.symbol = m.symbol
where m.choice = 1 and f.symbol is null and (m.rule_field_number is null or m.rule_field_number <> m.field_number)
