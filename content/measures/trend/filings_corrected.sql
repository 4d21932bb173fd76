-- title: {zh: 时滞修正后的历年申请量, en: Filings corrected for lag}
-- about:
--   zh: 历年申请量，截断年份另给推算的全年件数与 95% 区间；截止日当年尚无公开的年份没有推算值（空）。完整年份的推算值即所见件数。
--   en: Filings by year; truncated years with what they will come to and a 95 % band; years of which nothing is published yet have none. Of complete years the estimate is what is seen.
-- grain: [office, patent_type, year]
-- count: patent
-- columns:
--   corrected_count: {zh: 推算件数, en: estimated filings, unit: count}
--   corrected_low: {zh: 推算下限（95%）, en: lower bound (95 %), unit: count}
--   corrected_high: {zh: 推算上限（95%）, en: upper bound (95 %), unit: count}
--   seen_share: {zh: 已见比例, en: share seen, unit: share}
-- method: docs/methods/lag-correction.md
select y.office, y.patent_type, y.year, y.patent_count, y.is_truncated, y.cutoff_date, y.completeness,
  case when not y.is_truncated then cast(y.patent_count as double) else c.corrected_count end as corrected_count,
  case when not y.is_truncated then cast(y.patent_count as double) else c.corrected_low end as corrected_low,
  case when not y.is_truncated then cast(y.patent_count as double) else c.corrected_high end as corrected_high,
  case when not y.is_truncated then cast(1 as double) else c.seen_share end as seen_share
from measure.patents_by_year as y left join measure.filing_ladder as c on c.series = y.office || '|' || y.patent_type and c.year = y.year
where y.date_basis = 'application'
