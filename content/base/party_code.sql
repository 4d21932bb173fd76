-- title: {zh: 名称与信用代码, en: Codes of names}
-- about:
--   zh: 每个归一名称在专利记录或企业登记（含曾用名）中带过的统一社会信用代码。
--   en: The unified social credit codes that stand with each folded name in patent records or in the register of firms (former names too).
-- grain: [name_key, uscc]
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
--   is_registered: {zh: 见于企业登记, en: in the register, unit: flag}
-- method: docs/methods/name-resolution.md
with given as (
  select k.name_key, p.uscc, 0 as registered
  from raw.patent_party as p join base.name_key as k on k.name = p.name
  where p.uscc is not null and p.role <> 'agent' and p.role <> 'examiner'
  union all
  select k.name_key, f.firm_id as uscc, 1 as registered from base.firm as f join base.name_key as k on k.name = f.name
  union all
  select k.name_key, f.firm_id as uscc, 1 as registered from base.firm as f join base.name_key as k on k.name = f.former_name
)
select name_key, uscc, max(registered) = 1 as is_registered, count(*) as record_count from given where name_key <> '' group by name_key, uscc
