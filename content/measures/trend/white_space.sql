-- title: {zh: 技术空白点, en: White spaces}
-- about:
--   zh: 技术功效矩阵中显著少于期望的格（期望 5 件以上、调整残差低于 −1.96），并附“为何空白”的查证：该技术与该功效近 5 年占比（是否仍有人做）、格内专利的失效比例与最近申请年（是否做过而放弃）。check_kind：open 值得看；abandoned 做过而多已失效；declining 该技术或功效本身近年已少；recent 近年已有人进入。空白不等于机会，须由人判断可行性。
--   en: Cells of the technology × effect matrix with far fewer patents than expected (at least five expected, adjusted residual below −1.96), each with why it may be empty, that is, the recent share of its technology and effect, how many of its patents have lapsed and when the last was filed. check_kind is open, abandoned, declining or recent. A gap is no opportunity until someone has judged whether it can be done.
-- grain: [row_name, column_name]
-- count: patent
-- columns:
--   row_name: {zh: 技术, en: technology, unit: code}
--   column_name: {zh: 功效, en: effect, unit: text}
--   expected_count: {zh: 期望件数, en: expected, unit: count}
--   adjusted: {zh: 调整残差, en: adjusted residual, unit: ratio}
--   row_recent_share: {zh: 该技术近 5 年占比, en: recent share of the technology, unit: share}
--   column_recent_share: {zh: 该功效近 5 年占比, en: recent share of the effect, unit: share}
--   lapsed_share: {zh: 格内失效占比, en: lapsed share of the cell, unit: share}
--   last_year: {zh: 格内最近申请年, en: last filing in the cell, unit: year}
--   check_kind: {zh: 查证, en: why it may be empty, unit: code}
-- method: docs/methods/white-space.md
with tagged as (
  select t.technology, t.effect, p.application_year, case when p.legal_status in ('lapsed', 'expired', 'revoked', 'withdrawn', 'rejected') then 1 when p.legal_status in ('in_force', 'pending') then 0 end as is_dead
  from base.patent_effect as t join base.patent as p on p.patent_id = t.patent_id
), latest as (
  select max(application_year) as latest_year from tagged
), by_row as (
  select t.technology, avg(case when t.application_year > l.latest_year - 5 then cast(1 as double) else cast(0 as double) end) as recent_share from tagged as t cross join latest as l where t.application_year is not null group by t.technology
), by_column as (
  select t.effect, avg(case when t.application_year > l.latest_year - 5 then cast(1 as double) else cast(0 as double) end) as recent_share from tagged as t cross join latest as l where t.application_year is not null group by t.effect
), own as (
  select technology, effect, avg(cast(is_dead as double)) as lapsed_share, max(application_year) as last_year from tagged group by technology, effect
)
select c.row_name, c.column_name, cast(c.patent_count as bigint) as patent_count, c.expected_count, c.adjusted, r.recent_share as row_recent_share, k.recent_share as column_recent_share, o.lapsed_share, o.last_year,
  case when r.recent_share < 0.2 or k.recent_share < 0.2 then 'declining' when o.lapsed_share > 0.5 then 'abandoned' when o.last_year > l.latest_year - 3 then 'recent' else 'open' end as check_kind
from measure.effect_cell as c cross join latest as l
left join by_row as r on r.technology = c.row_name left join by_column as k on k.effect = c.column_name
left join own as o on o.technology = c.row_name and o.effect = c.column_name
where c.expected_count >= 5 and c.adjusted < -1.96
