-- title: {zh: 地区 × 行业 × 年份的数值, en: "Amounts by region, industry and year"}
-- about:
--   zh: 地区产业分析共用的数值。口径（set_id）= 指标 | 地区级别 | 分类标准 | 行业层级，同一口径内才可相加、相比。统计数取自地区行业年度表；登记企业数（registered_count）由企业名录按成立、注销日期推算各年末存续数（最近十个年份，成立日期不详的视为一直存续，迁出的和注销日期不详的不计）。区划代码按采用的区划年份归并。没有的组合没有行，不等于 0。
--   en: "The amounts that the regional measures share. A row set (set_id) is indicator | level of region | classification | level of industry; only within one may amounts be added or compared. Statistics come from the table of regions, industries and years; registered firms (registered_count) are those of the register still open at the end of each year by their dates of founding and closing (the last ten years; founded at an unknown date counts as always open; moved away, or closed at an unknown date, does not count). Codes are those of the division year. Pairs that are absent have no row, which is not 0."
-- grain: [set_id, year, region, industry]
-- columns:
--   set_id: {zh: 口径, en: row set, unit: code}
--   region: {zh: 地区代码, en: region, unit: code}
--   industry: {zh: 行业代码, en: industry, unit: code}
--   basis: {zh: 指标, en: indicator, unit: code}
--   region_level: {zh: 地区级别, en: level of region, unit: code}
--   classification: {zh: 分类标准, en: classification, unit: text}
--   industry_level: {zh: 行业层级（0 不分层）, en: level of industry (0 none), unit: ordinal}
--   industry_group: {zh: 上级行业, en: industry above, unit: code}
--   value: {zh: 数值, en: amount, unit: as the indicator}
--   published_lq: {zh: 来源给出的区位商, en: location quotient given by the source, unit: ratio}
-- method: docs/methods/location.md
with named as (
  select classification, case when classification like 'GB/T 4754%' and length(industry_code) > 1 and substr(industry_code, 1, 1) between 'A' and 'Z' then substr(industry_code, 2) else industry_code end as industry,
    max(level) as industry_level, max(parent_code) as parent_code
  from base.industry group by 1, 2
), coded as (
  select coalesce(m.division_code, y.region_code) as region, coalesce(m.level, case when y.region_code like '%0000' then 'province' when y.region_code like '%00' then 'prefecture' else 'county' end) as region_level,
    coalesce(y.classification, '') as classification, case when y.classification like 'GB/T 4754%' and length(y.industry_code) > 1 and substr(y.industry_code, 1, 1) between 'A' and 'Z' then substr(y.industry_code, 2) else y.industry_code end as industry,
    cast(y.year as bigint) as year, y.employee_count, y.firm_count, y.establishment_count, y.output_cny, y.value_added_cny, y.revenue_cny, y.rd_cny, y.employment_lq
  from base.region_industry_year as y left join base.region_map as m on m.region_code = y.region_code
), levelled as (
  select c.*, cast(coalesce(n.industry_level, case when c.classification like 'GB/T 4754%' then length(c.industry) else 0 end) as bigint) as industry_level,
    coalesce(n.parent_code, case when c.classification like 'GB/T 4754%' and length(c.industry) > 2 then substr(c.industry, 1, length(c.industry) - 1) else '' end) as industry_group
  from coded as c left join named as n on n.classification = c.classification and n.industry = c.industry
), given as (
  select 'employee_count' as basis, region_level, classification, industry_level, industry_group, year, region, industry, cast(employee_count as double) as value, employment_lq as published_lq from levelled where employee_count >= 0
  union all select 'firm_count', region_level, classification, industry_level, industry_group, year, region, industry, cast(firm_count as double), null from levelled where firm_count >= 0
  union all select 'establishment_count', region_level, classification, industry_level, industry_group, year, region, industry, cast(establishment_count as double), null from levelled where establishment_count >= 0
  union all select 'output_cny', region_level, classification, industry_level, industry_group, year, region, industry, cast(output_cny as double), null from levelled where output_cny >= 0
  union all select 'value_added_cny', region_level, classification, industry_level, industry_group, year, region, industry, cast(value_added_cny as double), null from levelled where value_added_cny >= 0
  union all select 'revenue_cny', region_level, classification, industry_level, industry_group, year, region, industry, cast(revenue_cny as double), null from levelled where revenue_cny >= 0
  union all select 'rd_cny', region_level, classification, industry_level, industry_group, year, region, industry, cast(rd_cny as double), null from levelled where rd_cny >= 0
), register as (
  select m.prefecture_code as region, case when length(f.industry_code) > 2 and substr(f.industry_code, 1, 1) between 'A' and 'Z' then substr(f.industry_code, 2, 2) else substr(f.industry_code, 1, 2) end as industry,
    cast(extract(year from f.founded_date) as bigint) as founded, cast(extract(year from f.closed_date) as bigint) as closed
  from base.firm as f join base.region_map as m on m.region_code = f.region_code
  where m.prefecture_code is not null and m.division_code not like '%0000' and length(f.industry_code) >= 2 and (coalesce(f.status, 'active') = 'active' or (f.status = 'closed' and f.closed_date is not null))
), latest as (
  select max(founded) as last_year from register
), shown as (
  select distinct r.founded as year from register as r cross join latest as l where r.founded > l.last_year - 10
), change as (
  select region, industry, year, sum(step) as step from (
    select region, industry, coalesce(founded, 0) as year, 1 as step from register
    union all select region, industry, closed, -1 from register where closed is not null
  ) as s group by region, industry, year
), open as (
  select c.region, c.industry, y.year, sum(c.step) as firms from change as c join shown as y on c.year <= y.year group by c.region, c.industry, y.year having sum(c.step) > 0
), divided as (
  select industry, max(parent_code) as parent_code from named where classification like 'GB/T 4754%' group by industry
), every as (
  select basis, region_level, classification, industry_level, year, region, industry, max(industry_group) as industry_group, sum(value) as value, case when count(*) = 1 then max(published_lq) end as published_lq
  from given group by basis, region_level, classification, industry_level, year, region, industry
  union all
  select 'registered_count', 'prefecture', 'GB/T 4754', 2, o.year, o.region, o.industry, coalesce(d.parent_code, ''), cast(o.firms as double), null
  from open as o left join divided as d on d.industry = o.industry
)
select basis || '|' || region_level || '|' || classification || '|' || cast(industry_level as varchar) as set_id, year, region, industry, basis, region_level, classification, cast(industry_level as bigint) as industry_level, industry_group, value, published_lq
from every
