-- title: {zh: 名称写法, en: Spellings of names}
-- about:
--   zh: 申请人、发明人与企业登记名称（含曾用名）的每个归一名称一行，附名称消歧所用的类型、地区与地址。只见于企业登记的名称 record_count 为 0。
--   en: One row for each folded name of applicants, inventors and registered firms (former names too), with the type, region and address that name resolution goes by. Names that only the register holds have record_count 0.
-- grain: [name_key]
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
-- method: docs/methods/name-resolution.md
with given as (
  select k.name_key, p.name, p.party_type, p.country, p.region_code, p.address, 1 as record_count
  from raw.patent_party as p join base.name_key as k on k.name = p.name
  where p.role <> 'agent' and p.role <> 'examiner'
  union all
  select k.name_key, p.name, p.party_type, p.country, null as region_code, p.address, 1 as record_count
  from base.party_link as p join base.name_key as k on k.name = p.name
  union all
  select k.name_key, f.name, 'firm' as party_type, null as country, f.region_code, f.address, 0 as record_count
  from base.firm as f join base.name_key as k on k.name = f.name
  union all
  select k.name_key, f.former_name as name, 'firm' as party_type, null as country, f.region_code, f.address, 0 as record_count
  from base.firm as f join base.name_key as k on k.name = f.former_name
), counted as (
  select name_key, min(name) as name, min(country) as country, min(region_code) as region_code, min(address) as address, sum(record_count) as record_count,
    max(case party_type when 'firm' then '5firm' when 'university' then '4university' when 'institute' then '3institute'
      when 'government' then '2government' when 'individual' then '1individual' end) as ranked_type
  from given group by name_key
)
select name_key, name, coalesce(substr(ranked_type, 2), 'unknown') as party_type, country, region_code, address, cast(record_count as bigint) as record_count
from counted where name_key <> ''
