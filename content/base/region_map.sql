-- title: {zh: 区划代码归并, en: Region codes at the division year}
-- about:
--   zh: 数据中出现的每个区划代码，在采用的区划年份（base.parameter 的 division_year，默认 2013）对应的代码与其上级。该年之前已撤销的换成后继代码，该年之后才改名产生的换回原代码。
--   en: "Every region code in the data with its code in the division year (parameter division_year, 2013 by default) and the units above it: codes abolished before that year become their successors, codes that a later renaming made become the former ones."
-- grain: [region_code]
-- method: docs/methods/regions.md
with used as (
  select applicant_region as region_code from base.patent where applicant_region is not null
  union select region_code from base.patent_party where region_code is not null
  union select region_code from base.firm where region_code is not null
  union select region_code from base.region
), chosen_year as (
  select coalesce(max(cast(value as integer)), 2013) as division_year from base.parameter where parameter = 'division_year'
), moved as (
  select c.old_code, c.new_code, extract(year from c.change_date) as change_year, y.division_year, coalesce(c.change_kind, 'renamed') as change_kind,
    coalesce(c.moved_share, 1) as moved_share
  from base.region_change as c cross join chosen_year as y
), forward as (
  select old_code as code, new_code as other, row_number() over (partition by old_code order by moved_share desc nulls last, new_code nulls last) as choice from moved where change_year <= division_year
), back as (
  select new_code as code, old_code as other, row_number() over (partition by new_code order by moved_share desc nulls last, old_code nulls last) as choice from moved
  where change_year > division_year and change_kind = 'renamed'
), mapped as (
  select u.region_code, y.division_year, coalesce(f2.other, f.other, b2.other, b.other, u.region_code) as division_code
  from used as u cross join chosen_year as y
  left join forward as f on f.code = u.region_code and f.choice = 1
  left join forward as f2 on f2.code = f.other and f2.choice = 1
  left join back as b on b.code = u.region_code and b.choice = 1
  left join back as b2 on b2.code = b.other and b2.choice = 1
), latest as (
  select region_code, name_zh, name_en, level, row_number() over (partition by region_code order by valid_from desc nulls last) as choice from base.region
)
select m.region_code, m.division_year, m.division_code, substr(m.division_code, 1, 4) || '00' as prefecture_code, substr(m.division_code, 1, 2) || '0000' as province_code,
  coalesce(n.level, case when m.division_code like '%0000' then 'province' when m.division_code like '%00' then 'prefecture' else 'county' end) as level,
  n.name_zh, n.name_en
from mapped as m left join latest as n on n.region_code = m.division_code and n.choice = 1
