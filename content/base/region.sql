-- title: {zh: 行政区划, en: Regions}
-- about:
--   zh: 区划代码带有效期：2015 年山东有 17 个设区市，2019 年莱芜并入济南后为 16 个。successor_code 为撤销或改名后的代码。
--   en: "Division codes with their validity: Shandong had 17 prefectures in 2015 and has 16 since Laiwu joined Jinan in 2019. successor_code is the code that followed."
-- grain: [region_code, valid_from]
-- method: docs/methods/regions.md
with ranked as (
  select *, row_number() over (partition by region_code, coalesce(valid_from, cast('0001-01-01' as date))
    order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as source_order
  from raw.region where region_code is not null
), followed as (
  select old_code, new_code, row_number() over (partition by old_code order by change_date nulls last, moved_share desc nulls last, new_code nulls last) as choice
  from raw.region_change where old_code is not null
)
select r.region_code, coalesce(r.valid_from, cast('0001-01-01' as date)) as valid_from, r.valid_to, r.name, r.name as name_zh, r.name_en,
  coalesce(r.level, case when r.region_code like '%0000' then 'province' when r.region_code like '%00' then 'prefecture' else 'county' end) as level,
  coalesce(r.parent_code, case when r.region_code like '%0000' then null when r.region_code like '%00' then substr(r.region_code, 1, 2) || '0000' else substr(r.region_code, 1, 4) || '00' end) as parent_code,
  r.area_km2, f.new_code as successor_code, r.batch, r.file, r.record
from ranked as r left join followed as f on f.old_code = r.region_code and f.choice = 1
where r.source_order = 1
