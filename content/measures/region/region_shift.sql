-- title: {zh: 地区增长的偏离-份额分解, en: Shift-share of regions}
-- about:
--   zh: 每个口径从首年到末年（只用地区齐全的年份，逐年分解后相加）：变动 = 全体份额 + 产业结构 + 地区竞争 + 全体新行业；地区竞争 = 同构 + 配置 + 新进行业。全体是表内同级地区之和。金额按当年价，没有扣除价格变动；缺数的组合按 0 计，统计口径变动会混入地区竞争。
--   en: "For each row set from its first to its last year (years with all regions only, decomposed year by year and summed): change = national + mix + regional + new to all; regional = homothetic + allocation + entered. All is the sum of the regions in the table. Money is at current prices; absent pairs count as 0, and changes of statistical coverage go into the regional part."
-- grain: [set_id, region]
-- columns:
--   set_id: {zh: 口径, en: row set, unit: code}
--   region: {zh: 地区代码, en: region, unit: code}
--   first_year: {zh: 首年, en: first year, unit: year}
--   last_year: {zh: 末年, en: last year, unit: year}
--   change: {zh: 变动, en: change, unit: as the indicator}
--   national: {zh: 全体份额, en: national share, unit: as the indicator}
--   mix: {zh: 产业结构, en: industry mix, unit: as the indicator}
--   regional: {zh: 地区竞争, en: regional shift, unit: as the indicator}
--   homothetic: {zh: 同构部分, en: homothetic part, unit: as the indicator}
--   allocation: {zh: 配置部分, en: allocation part, unit: as the indicator}
--   entered: {zh: 新进行业, en: industries new to the region, unit: as the indicator}
--   fresh: {zh: 全体新行业, en: industries new to all, unit: as the indicator}
-- kernel: {name: shift-share, by: [set_id], options: {dynamic: "yes"}}
-- method: docs/methods/shift-share.md
with yearly as (
  select set_id, year, count(distinct region) as region_count from measure.industry_cell group by set_id, year
), most as (
  select set_id, max(region_count) as region_count from yearly group by set_id
)
select c.set_id, c.region, c.industry, c.year, c.value
from measure.industry_cell as c join measure.industry_set as s on s.set_id = c.set_id
join yearly as y on y.set_id = c.set_id and y.year = c.year join most as m on m.set_id = c.set_id and m.region_count = y.region_count
where s.set_reason is null and s.whole_years >= 2
