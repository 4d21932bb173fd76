-- title: {zh: 各行业企业年度数据, en: Firm-years by industry}
-- about:
--   zh: 按行业大类（前两位）与年份，填报企业的合计。
--   en: Totals of the reporting firms by two-digit industry and year.
-- grain: [industry_code, year]
-- count: firm
-- columns:
--   firm_count: {zh: 有年报的企业数, en: firms with a row for the year, unit: count}
--   output_firm_count: {zh: 填报产值的企业数, en: firms that give output, unit: count}
--   revenue_firm_count: {zh: 填报收入的企业数, en: firms that give revenue, unit: count}
--   rd_firm_count: {zh: 填报研发的企业数, en: firms that give R&D, unit: count}
--   rd_intensity_share: {zh: 研发投入强度（两者都填报的企业之比）, en: R&D over revenue of firms giving both, unit: share}
-- method: docs/methods/firms.md
with named as (
  select industry_code, name, row_number() over (partition by industry_code order by classification desc nulls last) as choice from base.industry
)
select substr(f.industry_code, 1, 2) as industry_code, n.name as industry_name, y.year,
  count(*) as firm_count, sum(y.output_cny) as output_cny, sum(y.revenue_cny) as revenue_cny, sum(y.profit_cny) as profit_cny, sum(y.tax_cny) as tax_cny,
  sum(y.rd_cny) as rd_cny, sum(y.employee_count) as employee_count,
  count(y.output_cny) as output_firm_count, count(y.revenue_cny) as revenue_firm_count, count(y.rd_cny) as rd_firm_count,
  case when sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) > 0 then
    cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.rd_cny end) as double)
    / cast(sum(case when y.rd_cny is not null and y.revenue_cny is not null then y.revenue_cny end) as double) end as rd_intensity_share
from base.firm_year as y
join base.firm as f on f.firm_id = y.firm_id
left join named as n on n.industry_code = substr(f.industry_code, 1, 2) and n.choice = 1
where f.industry_code is not null
group by substr(f.industry_code, 1, 2), n.name, y.year
