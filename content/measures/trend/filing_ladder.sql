-- title: {zh: 申请量的时滞修正（各序列）, en: Lag correction of filings by series}
-- about:
--   zh: 各受理局与专利类型（series = 受理局|类型）每个申请年已见的件数与按公开时滞推算的全年件数。时滞由完整年份估计，截断年份不当作下降。
--   en: Filings seen of each year, by office and type (series = office|type), and what they will come to by the lag of publication. The lag is learnt from complete years; a truncated year is no decline.
-- grain: [series, year]
-- count: patent
-- columns:
--   series: {zh: 序列, en: series, unit: code}
--   corrected_count: {zh: 推算件数, en: estimated filings, unit: count}
--   corrected_low: {zh: 推算下限（95%）, en: lower bound (95 %), unit: count}
--   corrected_high: {zh: 推算上限（95%）, en: upper bound (95 %), unit: count}
--   seen_share: {zh: 已见比例, en: share seen, unit: share}
-- kernel: {name: lag_correction}
-- method: docs/methods/lag-correction.md
with day as (
  select office, patent_type, cutoff_date, cast(extract(year from cutoff_date) as integer) as cutoff_year from base.coverage_year where date_basis = 'publication' and cutoff_date is not null
), recent as (
  select p.patent_id, p.office, p.patent_type, p.application_year, p.publication_date, d.cutoff_date, d.cutoff_year
  from base.patent as p join day as d on d.office = p.office and d.patent_type = p.patent_type
  where p.application_year between d.cutoff_year - 16 and d.cutoff_year
), first_published as (
  select b.patent_id, min(b.publication_date) as publication_date from base.publication as b join recent as r on r.patent_id = b.patent_id where b.publication_date is not null group by b.patent_id
), dated as (
  select r.office, r.patent_type, r.application_year, r.cutoff_date, r.cutoff_year, coalesce(f.publication_date, r.publication_date) as publication_date
  from recent as r left join first_published as f on f.patent_id = r.patent_id
), lagged as (
  select office, patent_type, application_year, cutoff_year - application_year as age,
    cast((extract(year from cutoff_date) * 12 + extract(month from cutoff_date)) - (extract(year from publication_date) * 12 + extract(month from publication_date))
      - case when extract(day from publication_date) > extract(day from cutoff_date) then 1 else 0 end as integer) as months_before
  from dated where publication_date is not null and publication_date <= cutoff_date
)
select office || '|' || patent_type as series, cast(application_year as bigint) as year, cast(age - cast(floor(cast(months_before as double) / cast(12 as double)) as integer) as bigint) as lag, cast(age as bigint) as age,
  cast(count(*) as double) as patent_count
from lagged group by office || '|' || patent_type, cast(application_year as bigint), cast(age - cast(floor(cast(months_before as double) / cast(12 as double)) as integer) as bigint), cast(age as bigint)
