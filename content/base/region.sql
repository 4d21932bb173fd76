-- title: {zh: 行政区划, en: Regions}
-- about:
--   zh: 区划代码带有效期：2015 年山东有 17 个设区市，2019 年莱芜并入济南后为 16 个。successor_code 为撤销或改名后的代码。未导入区划表时用产品自带的标准区划（base.division）；导入的代码以导入为准。
--   en: "Division codes with their validity: Shandong had 17 prefectures in 2015 and has 16 since Laiwu joined Jinan in 2019. successor_code is the code that followed. Codes that no import gives come from the product (base.division)."
-- grain: [region_code, valid_from]
-- method: docs/methods/regions.md
with given as (
  select region_code, valid_from, valid_to, name, name_en, level, parent_code, area_km2, batch, file, record, row_number() over (
      partition by region_code, coalesce(valid_from, cast('0001-01-01' as date))
      order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as source_order
  from raw.region where region_code is not null
), imported as (
  select region_code, valid_from, valid_to, name, name_en, level, parent_code, area_km2, batch, file, record from given where source_order = 1
), standard as (
  select d.code as region_code, d.valid_from, d.valid_to, d.name, d.name_en, case when d.level = 'city' then 'prefecture' else d.level end as level,
    d.parent as parent_code, cast(null as double) as area_km2, cast(null as varchar) as batch, cast(null as varchar) as file, cast(null as bigint) as record
  from base.division as d
  where not exists (select 1 from raw.region as r where r.region_code = d.code)
), every as (
  select * from imported
  union all
  select * from standard
), followed as (
  select old_code, new_code, row_number() over (partition by old_code order by nullif(change_date, cast('0001-01-01' as date)) nulls last, moved_share desc nulls last, new_code nulls last) as choice
  from base.region_change where old_code <> ''
)
select r.region_code, coalesce(r.valid_from, cast('0001-01-01' as date)) as valid_from, r.valid_to, r.name, r.name as name_zh, r.name_en,
  coalesce(r.level, case when r.region_code like '%0000' then 'province' when r.region_code like '%00' then 'prefecture' else 'county' end) as level,
  coalesce(r.parent_code, case when r.region_code like '%0000' then null when r.region_code like '%00' then substr(r.region_code, 1, 2) || '0000' else substr(r.region_code, 1, 4) || '00' end) as parent_code,
  r.area_km2, f.new_code as successor_code, r.batch, r.file, r.record
from every as r left join followed as f on f.old_code = r.region_code and f.choice = 1
