-- title: {zh: 历年有效资质企业数, en: Firms holding a title by year}
-- about:
--   zh: 年末仍有效的资质：认定日期不晚于该年末，且有效期空缺或不早于该年末；同一企业同类资质只计一次。年份从最早认定年到数据中最晚年份。
--   en: Titles valid at the end of the year (from on or before, to blank or on or after 31 December); a firm counts once for a kind of title.
-- grain: [title_kind, level, year]
-- count: firm
-- columns:
--   new_firm_count: {zh: 当年新认定企业数, en: firms that got it in the year, unit: count}
--   level: {zh: 级别, en: level, unit: code}
-- method: docs/methods/firms.md
with years as (
  select distinct cast(extract(year from valid_from) as integer) as year from base.firm_title
  union select distinct year from base.firm_year
)
select t.title_kind, coalesce(t.level, '') as level, y.year, count(distinct t.firm_id) as firm_count,
  count(distinct case when extract(year from t.valid_from) = y.year then t.firm_id end) as new_firm_count
from base.firm_title as t join years as y
  on extract(year from t.valid_from) <= y.year and (t.valid_to is null or t.valid_to >= cast(cast(y.year as varchar) || '-12-31' as date))
group by t.title_kind, coalesce(t.level, ''), y.year
