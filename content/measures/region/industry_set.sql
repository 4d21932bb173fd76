-- title: {zh: 地区产业数据的口径, en: Row sets of regional industries}
-- about:
--   zh: 每个口径（指标 × 地区级别 × 分类标准 × 行业层级）有哪些年份、多少地区与行业，够不够分析。whole_years 是地区齐全（不少于任何一年）的年份数，跨年比较只用这些年份。unit_count 为真的口径是个数（企业、单位），其区位商才有泊松区间。preference 小的先用。
--   en: Which years, regions and industries each row set has and whether they suffice. whole_years counts the years in which no region lacks (as many as in any year); only these are compared over time. Sets with is_count are numbers of firms or units, and only their quotients have Poisson intervals. The set of the least preference is taken first.
-- grain: [set_id]
-- columns:
--   set_id: {zh: 口径, en: row set, unit: code}
--   basis: {zh: 指标, en: indicator, unit: code}
--   region_level: {zh: 地区级别, en: level of region, unit: code}
--   classification: {zh: 分类标准, en: classification, unit: text}
--   industry_level: {zh: 行业层级, en: level of industry, unit: ordinal}
--   first_year: {zh: 首年, en: first year, unit: year}
--   last_year: {zh: 末年, en: last year, unit: year}
--   whole_years: {zh: 地区齐全的年份, en: years with all regions, unit: count}
--   region_count: {zh: 地区数（末年）, en: regions (last year), unit: count}
--   industry_count: {zh: 行业数（末年）, en: industries (last year), unit: count}
--   total: {zh: 合计（末年）, en: total (last year), unit: as the indicator}
--   has_published: {zh: 来源给出全部区位商（末年）, en: the source gives every quotient (last year), unit: flag}
--   is_count: {zh: 是个数, en: is a count, unit: flag}
--   preference: {zh: 先后, en: preference, unit: rank}
--   set_reason: {zh: 不够分析的原因, en: why it does not suffice, unit: code}
-- method: docs/methods/location.md
with yearly as (
  select set_id, basis, region_level, classification, industry_level, year, count(distinct region) as region_count, count(distinct industry) as industry_count, sum(value) as total,
    count(published_lq) = count(*) as has_published
  from measure.industry_cell group by set_id, basis, region_level, classification, industry_level, year
), placed as (
  select y.*, max(region_count) over (partition by set_id) as most_regions, row_number() over (partition by set_id order by year desc nulls last) as back from yearly as y
), span as (
  select set_id, min(year) as first_year, max(year) as last_year, sum(case when region_count = most_regions then 1 else 0 end) as whole_years from placed group by set_id
)
select p.set_id, p.basis, p.region_level, p.classification, p.industry_level, s.first_year, s.last_year, cast(s.whole_years as bigint) as whole_years, p.region_count, p.industry_count, p.total, p.has_published,
  p.basis in ('firm_count', 'establishment_count', 'registered_count') as is_count,
  row_number() over (order by case when p.region_count >= 3 and p.industry_count >= 3 then 0 else 1 end nulls last,
    case p.basis when 'employee_count' then 1 when 'output_cny' then 2 when 'value_added_cny' then 3 when 'revenue_cny' then 4 when 'firm_count' then 5 when 'establishment_count' then 6 when 'registered_count' then 7 else 8 end nulls last,
    case p.region_level when 'prefecture' then 1 when 'province' then 2 when 'county' then 3 else 4 end nulls last, p.region_count * p.industry_count desc nulls last, p.set_id nulls last) as preference,
  case when p.region_count < 3 then 'few_regions' when p.industry_count < 3 then 'few_industries' end as set_reason
from placed as p join span as s on s.set_id = p.set_id where p.back = 1
