-- title: {zh: 高价值发明专利, en: High-value invention patents}
-- about:
--   zh: 有效发明专利符合哪些高价值条件（国家知识产权局统计口径的五条）：战略性新兴产业、海外有同族、维持超过 10 年（自申请年起）、有质押登记、获国家科学技术奖或中国专利奖。数据不能判断的条件为空而不是否；获奖不能对应到专利，始终为空；质押的口径是金额较高，这里只知道有质押。is_high_value 为已知条件中至少一条成立，是下限。
--   en: Which conditions of a high-value patent (the five of CNIPA's statistics) each invention in force meets, namely a strategic industry, a family abroad, kept up for more than ten years since the filing year, a registered pledge, an award. What the data cannot tell is null, not false; awards cannot be matched to patents and are always null; the statistics ask for a pledge of a high amount, here only its registration is known. is_high_value is true where at least one known condition holds, a lower bound.
-- grain: [patent_id]
-- count: patent
-- columns:
--   is_strategic: {zh: 战略性新兴产业, en: strategic industry, unit: flag}
--   has_overseas_family: {zh: 海外有同族, en: family abroad, unit: flag}
--   is_long_kept: {zh: 维持超过 10 年, en: kept more than 10 years, unit: flag}
--   is_pledged: {zh: 有质押登记, en: pledged, unit: flag}
--   is_awarded: {zh: 获奖, en: awarded, unit: flag}
--   is_high_value: {zh: 高价值（下限）, en: high value (at least), unit: flag}
-- method: docs/methods/navigation.md
with strategic as (
  select distinct patent_id from measure.patent_strategic_industry
), pledged as (
  select distinct patent_id from base.legal_event where event_class = 'pledge'
), known as (
  select exists(select 1 from measure.patent_strategic_industry) as has_strategic,
    exists(select 1 from base.legal_event where event_class in ('transfer', 'licence', 'pledge')) as has_events
), judged as (
  select p.patent_id, case when k.has_strategic then s.patent_id is not null end as is_strategic, f.office_count > 1 as has_overseas_family, l.renewal_years > 10 as is_long_kept,
    case when k.has_events then e.patent_id is not null end as is_pledged
  from base.patent as p cross join known as k
  left join strategic as s on s.patent_id = p.patent_id left join base.family_office as f on f.patent_id = p.patent_id
  left join measure.patent_life as l on l.patent_id = p.patent_id left join pledged as e on e.patent_id = p.patent_id
  where p.patent_type = 'invention' and p.legal_status = 'in_force'
)
select patent_id, is_strategic, has_overseas_family, is_long_kept, is_pledged, cast(null as boolean) as is_awarded,
  case when coalesce(is_strategic, has_overseas_family, is_long_kept, is_pledged) is not null
    then coalesce(is_strategic, false) or coalesce(has_overseas_family, false) or coalesce(is_long_kept, false) or coalesce(is_pledged, false) end as is_high_value
from judged
