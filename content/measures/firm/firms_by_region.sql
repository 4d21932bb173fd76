-- title: {zh: 各地区企业数, en: Firms by region}
-- about:
--   zh: 企业主表中的企业（不含注销、吊销），按所在地归并到采用的区划年份。高企、专精特新按任一时点获得过计，distinct 计数。
--   en: Firms of the register (closed ones left out) by region at the division year. Firms that ever held a high-tech or specialised title count once.
-- grain: [level, region_code]
-- count: firm
-- columns:
--   specialised_firm_count: {zh: 专精特新（含小巨人、单项冠军）企业数, en: "specialised firms, little giants and champions", unit: count}
-- method: docs/methods/firms.md
with placed as (
  select f.firm_id, 'province' as level, m.province_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code
  union all select f.firm_id, 'prefecture' as level, m.prefecture_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code where m.division_code not like '%0000'
  union all select f.firm_id, 'county' as level, m.division_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code where m.division_code not like '%00'
), titled as (
  select firm_id, bool_or(title_kind = 'high_tech') as is_high_tech, bool_or(title_kind in ('specialised', 'little_giant', 'champion')) as is_specialised from base.firm_title group by firm_id
), named as (
  select region_code, name_zh, name_en, row_number() over (partition by region_code order by valid_from desc nulls last) as choice from base.region
)
select l.level, l.region_code, n.name_zh, n.name_en, max(l.division_year) as division_year, count(*) as firm_count,
  sum(case when t.is_high_tech then 1 else 0 end) as high_tech_firm_count, sum(case when t.is_specialised then 1 else 0 end) as specialised_firm_count
from placed as l
join base.firm as f on f.firm_id = l.firm_id
left join titled as t on t.firm_id = l.firm_id
left join named as n on n.region_code = l.region_code and n.choice = 1
where f.closed_date is null and coalesce(f.status, 'active') = 'active'
group by l.level, l.region_code, n.name_zh, n.name_en
