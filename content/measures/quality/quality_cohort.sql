-- title: {zh: 专利质量同组表, en: Cohorts of patent quality}
-- about:
--   zh: 每个同组（受理局 × 专利类型 × WIPO 主领域 × 申请年）中每项指标的分布：有值的专利数、均值、标准差、偏度、峰度与分位数，即 OECD 报告的同组表。窗口未满的年份被引偏低，只能同组比较。数据未声明完整时，同组是库内的同组。
--   en: The distribution of each indicator in each cohort (office, type, main WIPO field, filing year), as OECD prints it. Counts of years whose window is not over are low and compare within the cohort only. Where the data are not stated complete, a cohort is one of what is in the data.
-- grain: [office, patent_type, field_number, application_year, indicator]
-- count: patent
-- columns:
--   indicator: {zh: 指标, en: indicator, unit: code}
--   value_count: {zh: 有值的专利数, en: patents with a value, unit: count}
--   mean: {zh: 均值, en: mean, unit: as the indicator}
--   sd: {zh: 标准差, en: standard deviation, unit: as the indicator}
--   skewness: {zh: 偏度, en: skewness, unit: ratio}
--   kurtosis: {zh: 峰度, en: kurtosis, unit: ratio}
--   least: {zh: 最小, en: least, unit: as the indicator}
--   p1: {zh: 1% 分位, en: 1st percentile, unit: as the indicator}
--   p10: {zh: 10% 分位, en: 10th percentile, unit: as the indicator}
--   p25: {zh: 25% 分位, en: 25th percentile, unit: as the indicator}
--   p50: {zh: 中位数, en: median, unit: as the indicator}
--   p75: {zh: 75% 分位, en: 75th percentile, unit: as the indicator}
--   p90: {zh: 90% 分位, en: 90th percentile, unit: as the indicator}
--   p99: {zh: 99% 分位, en: 99th percentile, unit: as the indicator}
--   most: {zh: 最大, en: most, unit: as the indicator}
-- kernel: {name: cohorts}
-- method: docs/methods/patent-quality.md
select office, patent_type, field_number, application_year, scope, family_size, grant_lag_days, grant_lag_index, claims, claims_per_backward, backward, backward_self, npl,
  npl_share, forward5, forward7, forward5_self, forward7_self, forward5_xy, generality, originality, radicalness, cycle_time, quality4, quality6
from measure.patent_quality
