-- title: {zh: 主题历年专利, en: Patents of topics by year}
-- about:
--   zh: 每个主题按申请年的专利数，及其占当年图上全部专利（同语言）的比例。截断年份（任一专利类型尚未公布齐全）不可当作下降。
--   en: Patents of each topic by filing year, and their share of all mapped patents of the language in that year. Truncated years (some type of patent is not all published yet) are no decline.
-- grain: [topic, year]
-- count: patent
-- columns:
--   topic: {zh: 主题, en: topic, unit: code}
--   topic_share: {zh: 占当年的比例, en: share of the year, unit: share}
-- method: docs/methods/topic-map.md
with counted as (
  select t.topic, t.language, p.application_year as year, count(*) as patent_count
  from measure.topic_patent as t join base.patent as p on p.patent_id = t.patent_id
  where p.application_year is not null group by t.topic, t.language, p.application_year
), cut as (
  select min(first_truncated_year) as first_truncated_year from base.coverage_year where date_basis = 'application'
)
select c.topic, c.year, c.patent_count, cast(c.patent_count as double) / cast(sum(c.patent_count) over (partition by c.language, c.year) as double) as topic_share,
  coalesce(c.year >= t.first_truncated_year, false) as is_truncated
from counted as c cross join cut as t
