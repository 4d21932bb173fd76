-- title: {zh: 各地区企业年度数据, en: Firm-years by region}
-- about:
--   zh: 填报企业的合计，空值不当作零；每个合计旁列出填报该项的企业数。金额按十进制求和。
--   en: Totals of the firms that report; a blank is not zero, and beside each total stands the number of firms that give it. Money is summed as decimals.
-- grain: [level, region_code, year]
-- count: firm
-- columns:
--   firm_count: {zh: 有年报的企业数, en: firms with a row for the year, unit: count}
--   output_firm_count: {zh: 填报产值的企业数, en: firms that give output, unit: count}
--   revenue_firm_count: {zh: 填报收入的企业数, en: firms that give revenue, unit: count}
--   rd_firm_count: {zh: 填报研发的企业数, en: firms that give R&D, unit: count}
--   rd_intensity_share: {zh: 研发投入强度（两者都填报的企业之比）, en: R&D over revenue of firms giving both, unit: share}
-- method: docs/methods/firms.md
with placed as (
  select f.firm_id, 'province' as level, m.province_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code
  union all select f.firm_id, 'prefecture' as level, m.prefecture_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code where m.division_code not like '%0000'
  union all select f.firm_id, 'county' as level, m.division_code as region_code, m.division_year from base.firm as f join base.region_map as m on m.region_code = f.region_code where m.division_code not like '%00'
), named as (
  select region_code, name_zh, name_en, row_number() over (partition by region_code order by valid_from desc nulls last) as choice from base.region
)
select l.level, l.region_code, n.name_zh, n.name_en, max(l.division_year) as division_year, y.year,
  count(*) as firm_count, sum(y.output_cny) as output_cny, sum(y.revenue_cny) as revenue_cny, sum(y.profit_cny) as profit_cny, sum(y.tax_cny) as tax_cny,
  sum(y.rd_cny) as rd_cny, sum(y.employee_count) as employee_count,
  count(y.output_cny) as output_firm_count, count(y.revenue_cny) as revenue_firm_count, count(y.rd_cny) as rd_firm_count,
  case when sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) > 0 then
    cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.rd_cny end) as double)
    / cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) as double) end as rd_intensity_share
from placed as l
join base.firm_year as y on y.firm_id = l.firm_id
left join named as n on n.region_code = l.region_code and n.choice = 1
group by l.level, l.region_code, n.name_zh, n.name_en, y.year
