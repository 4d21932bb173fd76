-- title: {zh: 规划区域企业年度数据, en: Firm-years by planning zone}
-- about:
--   zh: 企业按所在县（采用的区划年份）归入规划区域；规划区域互相重叠，各区域之和不等于全省，不得相加。
--   en: Firms by planning zone through their county at the division year. Zones overlap, so zones never add up to the province.
-- grain: [zone_id, year]
-- count: firm
-- columns:
--   firm_count: {zh: 有年报的企业数, en: firms with a row for the year, unit: count}
--   output_firm_count: {zh: 填报产值的企业数, en: firms that give output, unit: count}
--   revenue_firm_count: {zh: 填报收入的企业数, en: firms that give revenue, unit: count}
--   rd_firm_count: {zh: 填报研发的企业数, en: firms that give R&D, unit: count}
--   rd_intensity_share: {zh: 研发投入强度（两者都填报的企业之比）, en: R&D over revenue of firms giving both, unit: share}
-- method: docs/methods/regions.md
with member as (
  select distinct z.zone_id, f.firm_id
  from base.firm as f
  join base.region_map as m on m.region_code = f.region_code
  join base.zone_region as z on z.region_code = m.division_code or z.region_code = m.prefecture_code
)
select m.zone_id, y.year,
  count(*) as firm_count, sum(y.output_cny) as output_cny, sum(y.revenue_cny) as revenue_cny, sum(y.profit_cny) as profit_cny, sum(y.tax_cny) as tax_cny,
  sum(y.rd_cny) as rd_cny, sum(y.employee_count) as employee_count,
  count(y.output_cny) as output_firm_count, count(y.revenue_cny) as revenue_firm_count, count(y.rd_cny) as rd_firm_count,
  case when sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) > 0 then
    cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.rd_cny end) as double)
    / cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) as double) end as rd_intensity_share
from member as m join base.firm_year as y on y.firm_id = m.firm_id
group by m.zone_id, y.year
