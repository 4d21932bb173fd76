-- title: {zh: 行业的进入与退出, en: Industries entered and left}
-- about:
--   zh: 每个口径比较末年与五年前（没有时取首年，只用地区齐全的年份）：entered 由 LQ < 1（或没有）变为 ≥ 1，left 相反，kept 两年都 ≥ 1。LQ 在 1 附近的小波动也会记为进入或退出，先看两个 LQ 相差多大（is_clear：一端 < 0.9、另一端 ≥ 1.1）。
--   en: "The last year of each row set against five years before (else the first; years with all regions only): entered is LQ < 1 (or absent) turned ≥ 1, left the opposite, kept ≥ 1 in both. Small swings around 1 count too, so look at how far the two quotients lie apart (is_clear: one below 0.9, the other from 1.1)."
-- grain: [set_id, region, industry]
-- columns:
--   set_id: {zh: 口径, en: row set, unit: code}
--   region: {zh: 地区代码, en: region, unit: code}
--   industry: {zh: 行业代码, en: industry, unit: code}
--   entry_change: {zh: 变化, en: change, unit: code}
--   first_year: {zh: 起始年, en: from, unit: year}
--   last_year: {zh: 末年, en: to, unit: year}
--   first_lq: {zh: 起始年 LQ, en: LQ then, unit: ratio}
--   last_lq: {zh: 末年 LQ, en: LQ now, unit: ratio}
--   first_value: {zh: 起始年数值, en: amount then, unit: as the indicator}
--   last_value: {zh: 末年数值, en: amount now, unit: as the indicator}
--   is_clear: {zh: 变化明显, en: clear, unit: flag}
-- method: docs/methods/entry-exit.md
with yearly as (
  select set_id, year, count(distinct region) as region_count from measure.industry_lq group by set_id, year
), whole as (
  select set_id, year, region_count, max(region_count) over (partition by set_id) as most from yearly
), ends as (
  select set_id, max(year) as last_year, min(year) as earliest from whole where region_count = most group by set_id
), chosen as (
  select e.set_id, e.last_year, coalesce(max(case when w.year <= e.last_year - 5 then w.year end), e.earliest) as first_year
  from ends as e join whole as w on w.set_id = e.set_id and w.region_count = w.most group by e.set_id, e.last_year, e.earliest
), paired as (
  select c.set_id, c.first_year, c.last_year, q.region, q.industry, max(case when q.year = c.first_year then q.lq end) as first_lq, max(case when q.year = c.last_year then q.lq end) as last_lq,
    max(case when q.year = c.first_year then q.value end) as first_value, max(case when q.year = c.last_year then q.value end) as last_value
  from chosen as c join measure.industry_lq as q on q.set_id = c.set_id and q.year in (c.first_year, c.last_year)
  where c.first_year < c.last_year group by c.set_id, c.first_year, c.last_year, q.region, q.industry
)
select set_id, region, industry, case when coalesce(first_lq, 0) < 1 then 'entered' when coalesce(last_lq, 0) < 1 then 'left' else 'kept' end as entry_change, first_year, last_year, first_lq, last_lq, first_value, last_value,
  (coalesce(first_lq, 0) < 0.9 and coalesce(last_lq, 0) >= 1.1) or (coalesce(first_lq, 0) >= 1.1 and coalesce(last_lq, 0) < 0.9) as is_clear
from paired where coalesce(first_lq, 0) >= 1 or coalesce(last_lq, 0) >= 1
