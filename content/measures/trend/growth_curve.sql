-- title: {zh: 技术成长曲线, en: Growth curves of technologies}
-- about:
--   zh: 各专利类型 × WIPO 主领域（series = 类型|领域，领域 00 为全部）的历年申请量拟合 logistic 与 Gompertz 曲线。只用完整年份：任一受理局截断的年份都不用。件数过少、年份过少或拐点远在数据之后者不给曲线，reason 说明。
--   en: Logistic and Gompertz curves of filings by type and main WIPO field (series = type|field, 00 all). Complete years only. Too few counts or years, or a middle far beyond the data, give no curve; reason tells.
-- grain: [series, model]
-- count: patent
-- columns:
--   series: {zh: 序列, en: series, unit: code}
--   model: {zh: 曲线, en: curve, unit: code}
--   first_year: {zh: 起始年, en: first year, unit: year}
--   last_year: {zh: 最后完整年, en: last complete year, unit: year}
--   limit_count: {zh: 极限件数 K, en: limit K, unit: count}
--   limit_low: {zh: K 下限（95%）, en: K lower bound (95 %), unit: count}
--   limit_high: {zh: K 上限（95%，空为无上界）, en: K upper bound (95 %; empty if unbounded), unit: count}
--   middle_year: {zh: 拐点年份, en: year of fastest growth, unit: ratio}
--   span_years: {zh: 10%–90% 年数, en: years from 10 % to 90 %, unit: years}
--   maturity_share: {zh: 成熟度 N/K, en: maturity N/K, unit: share}
--   deviance: {zh: 偏差, en: deviance, unit: ratio}
--   spread: {zh: 离散度, en: over-dispersion, unit: ratio}
-- kernel: {name: s_curve}
-- method: docs/methods/growth-curves.md
with whole as (
  select patent_type, min(first_truncated_year) as first_truncated_year from base.coverage_year where date_basis = 'application' group by patent_type
), filed as (
  select p.patent_type, f.field_number, p.application_year as year, count(*) as patent_count
  from base.patent as p join whole as w on w.patent_type = p.patent_type left join base.patent_field as f on f.patent_id = p.patent_id and f.is_main
  where p.application_year is not null and p.application_year < w.first_truncated_year
  group by p.patent_type, f.field_number, p.application_year
)
select patent_type || '|' || field_number as series, cast(year as bigint) as year, cast(patent_count as double) as patent_count from filed where field_number is not null
union all
select patent_type || '|00' as series, cast(year as bigint) as year, cast(sum(patent_count) as double) as patent_count from filed group by patent_type || '|00', cast(year as bigint)
