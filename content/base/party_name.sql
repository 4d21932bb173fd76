-- title: {zh: 名称到主体, en: Names of parties}
-- about:
--   zh: 名称归一（base.name_key）后相同的视为一个主体；带统一社会信用代码者以代码为主体，同名且代码唯一的无代码记录并入。个人姓名同样按名称归并，重名不能分开。
--   en: Names with one key (base.name_key) are one party; a name with one social credit code is that code. Persons of one name cannot be told apart.
-- grain: [name_key]
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
-- method: docs/methods/applicants.md
with given as (
  select k.name_key, p.name, p.uscc, p.party_type, p.country
  from raw.patent_party as p join base.name_key as k on k.name = p.name
  where p.role <> 'agent' and p.role <> 'examiner'
  union all
  select k.name_key, p.name, null as uscc, p.party_type, p.country from base.party_link as p join base.name_key as k on k.name = p.name
), counted as (
  select name_key, min(name) as name, count(distinct uscc) as code_count, min(uscc) as uscc, min(country) as country, count(*) as record_count,
    max(case party_type when 'firm' then '5firm' when 'university' then '4university' when 'institute' then '3institute'
      when 'government' then '2government' when 'individual' then '1individual' end) as ranked_type
  from given group by name_key
)
select name_key, case when code_count = 1 then uscc else name_key end as party_id, name, case when code_count = 1 then uscc end as uscc,
  coalesce(substr(ranked_type, 2), 'unknown') as party_type, country, record_count
from counted where name_key <> ''
