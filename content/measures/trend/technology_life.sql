-- title: {zh: 技术生命周期与增长, en: Life cycle and growth of technologies}
-- about:
--   zh: 各专利类型 × WIPO 领域（00 为全部）的增长率与所处阶段。增长率为最近 3 个完整年与此前 3 年的年均增长，区间按泊松计数；阶段取偏差较小的曲线：成熟度 10% 以下萌芽、10–50% 成长、50–90% 成熟、90% 以上饱和。范围未声明完整者只描述库内数据，不代表该技术。
--   en: Growth and stage by type and WIPO field (00 all). Growth is that from the three years before to the last three complete years, a year, its band from Poisson counts; the stage is of the curve of less deviance, below 10 % of the limit emerging, to 50 % growing, to 90 % mature, above saturated. Where the population is not stated complete it describes the data, not the technology.
-- grain: [patent_type, field_number]
-- count: patent
-- columns:
--   model: {zh: 曲线, en: curve, unit: code}
--   last_year: {zh: 最后完整年, en: last complete year, unit: year}
--   recent_count: {zh: 最近 3 年件数, en: patents of the last 3 years, unit: count}
--   former_count: {zh: 此前 3 年件数, en: patents of the 3 years before, unit: count}
--   growth_share: {zh: 年均增长, en: growth a year, unit: share}
--   growth_low: {zh: 年均增长下限（95%）, en: growth lower bound (95 %), unit: share}
--   growth_high: {zh: 年均增长上限（95%）, en: growth upper bound (95 %), unit: share}
--   limit_count: {zh: 极限件数 K, en: limit K, unit: count}
--   limit_low: {zh: K 下限（95%）, en: K lower bound (95 %), unit: count}
--   limit_high: {zh: K 上限（95%，空为无上界）, en: K upper bound (95 %; empty if unbounded), unit: count}
--   middle_year: {zh: 拐点年份, en: year of fastest growth, unit: ratio}
--   span_years: {zh: 10%–90% 年数, en: years from 10 % to 90 %, unit: years}
--   maturity_share: {zh: 成熟度 N/K, en: maturity N/K, unit: share}
--   stage: {zh: 阶段, en: stage, unit: code}
-- method: docs/methods/growth-curves.md
with ranked as (
  select c.*, substr(c.series, 1, position('|' in c.series) - 1) as patent_type, substr(c.series, position('|' in c.series) + 1) as field_number,
    row_number() over (partition by c.series order by case when c.reason is null then 0 else 1 end nulls last, c.deviance nulls last, c.model desc nulls last) as place
  from measure.growth_curve as c
), whole as (
  select patent_type, case when bool_and(completeness = 'complete') then 'complete' else 'unknown' end as completeness from base.coverage_year where date_basis = 'application' group by patent_type
), filed as (
  select p.patent_type, f.field_number, p.application_year as year, count(*) as n from base.patent as p join base.patent_field as f on f.patent_id = p.patent_id and f.is_main
  where p.application_year is not null group by p.patent_type, f.field_number, p.application_year
  union all
  select patent_type, '00' as field_number, application_year as year, count(*) as n from base.patent where application_year is not null group by patent_type, application_year
), grown as (
  select r.patent_type, r.field_number, sum(case when f.year between r.last_year - 2 and r.last_year then f.n else 0 end) as recent_count,
    sum(case when f.year between r.last_year - 5 and r.last_year - 3 then f.n else 0 end) as former_count
  from ranked as r join filed as f on f.patent_type = r.patent_type and f.field_number = r.field_number where r.place = 1 group by r.patent_type, r.field_number
)
select r.patent_type, r.field_number, w.completeness, r.model, r.last_year, r.patent_count, cast(g.recent_count as bigint) as recent_count, cast(g.former_count as bigint) as former_count,
  case when g.recent_count > 0 and g.former_count > 0 then exp(ln(cast(g.recent_count as double) / cast(g.former_count as double)) / cast(3 as double)) - 1 end as growth_share,
  case when g.recent_count > 0 and g.former_count > 0 then exp((ln(cast(g.recent_count as double) / cast(g.former_count as double)) - 1.96 * sqrt(cast(1 as double) / cast(g.recent_count as double) + cast(1 as double) / cast(g.former_count as double))) / cast(3 as double)) - 1 end as growth_low,
  case when g.recent_count > 0 and g.former_count > 0 then exp((ln(cast(g.recent_count as double) / cast(g.former_count as double)) + 1.96 * sqrt(cast(1 as double) / cast(g.recent_count as double) + cast(1 as double) / cast(g.former_count as double))) / cast(3 as double)) - 1 end as growth_high,
  r.limit_count, r.limit_low, r.limit_high, r.middle_year, r.span_years, r.maturity_share,
  case when r.maturity_share < 0.1 then 'emerging' when r.maturity_share < 0.5 then 'growing' when r.maturity_share < 0.9 then 'mature' when r.maturity_share >= 0.9 then 'saturated' end as stage, r.reason
from ranked as r left join grown as g on g.patent_type = r.patent_type and g.field_number = r.field_number left join whole as w on w.patent_type = r.patent_type
where r.place = 1
