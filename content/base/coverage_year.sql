-- title: {zh: 截断年份, en: Truncated years}
-- about:
--   zh: 各受理局、专利类型、日期口径从哪一年起数据不全。截止日取各批次中最晚者；若其中有声明的，则只看声明的。申请口径要减去公布时滞（见 base.parameter），公开与授权口径只有截止日所在年份不全（截止日为 12 月 31 日时当年完整）。
--   en: From which year on the data are incomplete, by office, type and date basis. The latest cut-off of the batches, of the stated ones where any is; by filing the publication lag is taken off, by publication and grant only the year of the cut-off is incomplete.
-- grain: [date_basis, office, patent_type]
-- columns:
--   first_truncated_year: {zh: 起始截断年份, en: first truncated year, unit: year}
--   lag_months: {zh: 公布时滞（月）, en: publication lag (months), unit: month}
-- method: docs/methods/coverage.md
with ranked as (
  select office, patent_type, cutoff_date, cutoff_basis, is_complete,
    row_number() over (partition by office, patent_type order by case when cutoff_basis = 'stated' then 0 else 1 end nulls last, cutoff_date desc nulls last, batch nulls last) as choice
  from base.coverage
), kept as (
  select office, patent_type, cutoff_date, cutoff_basis from ranked where choice = 1
), whole as (
  select office, patent_type,
    case when bool_and(is_complete) then 'complete' when bool_or(is_complete) then 'partial' else 'unknown' end as completeness
  from base.coverage group by office, patent_type
), lag as (
  select substr(parameter, 24) as patent_type, cast(value as integer) as lag_months from base.parameter where parameter like 'application_lag_months.%'
), timed as (
  select k.office, k.patent_type, k.cutoff_date, k.cutoff_basis, coalesce(l.lag_months, o.lag_months, 18) as lag_months
  from kept as k
  left join lag as l on l.patent_type = k.patent_type
  left join lag as o on o.patent_type = 'other'
), bases as (
  select 'application' as date_basis, office, patent_type, cutoff_date, cutoff_basis, lag_months from timed
  union all select 'publication' as date_basis, office, patent_type, cutoff_date, cutoff_basis, 0 as lag_months from timed
  union all select 'grant' as date_basis, office, patent_type, cutoff_date, cutoff_basis, 0 as lag_months from timed
)
select b.date_basis, b.office, b.patent_type, b.cutoff_date, b.cutoff_basis, b.lag_months,
  cast(extract(year from b.cutoff_date + interval '1' day - b.lag_months * interval '1' month) as integer) as first_truncated_year,
  w.completeness
from bases as b join whole as w on w.office = b.office and w.patent_type = b.patent_type
