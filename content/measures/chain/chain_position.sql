-- title: {zh: 各地在环节中的五方面实力, en: Strength of places in nodes on five axes}
-- about:
--   zh: 每个环节、每级地区（measure.chain_patent_place，ALL 为库内全部）：产业结构（件数、近三个与前三个完整申请年件数）、企业创新实力（第一申请人中企业数、院校数）、创新人才储备（发明人姓名数）、技术创新能力（发明占比 = 发明 ÷（发明 + 实用新型）、有效、PCT、海外同族、高价值、核心专利、质量均值）、专利运营实力（转让、许可、质押过的专利）。除另列的实用新型外都只计发明。来源没有的为空，不是 0。ending_count 为截止日后 24 个月内按二十年届满的有效发明。
--   en: Each node and place (measure.chain_patent_place, ALL is all of the data) on five axes, namely structure (patents, those of the last three complete filing years and of the three before), firms (firms and academies among first applicants), talent (names of inventors), technology (share of inventions = inventions ÷ (inventions + utility models), in force, PCT, families abroad, high value, core patents, mean quality), use (patents transferred, licensed or pledged). Inventions only but for the utility models named. What the sources lack is null, not 0. ending_count are inventions in force whose twenty years end within 24 months of the cut-off.
-- grain: [node_id, place_code]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   invention_count: {zh: 发明, en: inventions, unit: count}
--   utility_model_count: {zh: 实用新型, en: utility models, unit: count}
--   invention_share: {zh: 发明占比, en: share of inventions, unit: share}
--   recent_count: {zh: 近三个完整年发明, en: inventions of the last 3 complete years, unit: count}
--   former_count: {zh: 前三年发明, en: inventions of the 3 years before, unit: count}
--   academy_count: {zh: 院校数, en: academies, unit: count}
--   in_force_count: {zh: 有效发明, en: inventions in force, unit: count}
--   status_known_count: {zh: 知道法律状态的发明, en: inventions of a known status, unit: count}
--   ending_count: {zh: 24 个月内届满, en: ending within 24 months, unit: count}
--   pct_count: {zh: PCT 申请, en: PCT filings, unit: count}
--   overseas_count: {zh: 有海外同族, en: with a family abroad, unit: count}
--   overseas_known_count: {zh: 知道同族的发明, en: of a known family, unit: count}
--   high_value_count: {zh: 高价值发明（下限）, en: high-value inventions (at least), unit: count}
--   core_patent_count: {zh: 核心专利, en: core patents, unit: count}
--   mean_percentile: {zh: 质量同组百分位均值, en: mean percentile of quality, unit: share}
--   transfer_count: {zh: 转让过的发明, en: inventions transferred, unit: count}
--   licence_count: {zh: 许可过的发明, en: inventions licensed, unit: count}
--   pledge_count: {zh: 质押过的发明, en: inventions pledged, unit: count}
--   published_count: {zh: 截止日前 12 个月公布, en: published within 12 months before the cut-off, unit: count}
-- method: docs/methods/navigation.md
with parameters as (
  select coalesce(max(case when parameter = 'chain_core_percentile' then value end), 0.9) as percentile, cast(coalesce(max(case when parameter = 'watch_months' then value end), 12) as integer) as months
  from base.parameter
), cut as (
  select min(first_truncated_year) - 1 as last_year from base.coverage_year where date_basis = 'application' and patent_type = 'invention'
), day as (
  select max(cutoff_date) as day_date from base.coverage_year where date_basis = 'publication'
), told as (
  select patent_id, max(case when event_class = 'transfer' then 1 else 0 end) as transferred, max(case when event_class = 'licence' then 1 else 0 end) as licensed, max(case when event_class = 'pledge' then 1 else 0 end) as pledged
  from base.legal_event where event_class in ('transfer', 'licence', 'pledge') group by patent_id
), known as (
  select exists(select 1 from base.legal_event where event_class in ('transfer', 'licence', 'pledge')) as has_events, exists(select 1 from base.patent where pct_number is not null) as has_pct,
    exists(select 1 from measure.patent_quality where forward5 is not null) as has_citations
), fact as (
  select p.patent_id, p.patent_type, p.application_year, a.party_id, a.party_type, p.legal_status, p.pct_number, case when p.patent_type = 'invention' then f.office_count end as office_count, h.is_high_value, case when p.patent_type = 'invention' then q.quality4_percentile end as quality4_percentile,
    case when q.forward5 > 0 and q.forward5_percentile >= x.percentile then 1 else 0 end as core, coalesce(t.transferred, 0) as transferred, coalesce(t.licensed, 0) as licensed, coalesce(t.pledged, 0) as pledged,
    case when p.publication_date > d.day_date - to_months(x.months) and p.publication_date <= d.day_date then 1 else 0 end as published,
    case when p.legal_status = 'in_force' and coalesce(p.expiry_date, p.application_date + interval '20' year) between d.day_date and d.day_date + interval '24' month then 1 else 0 end as ending
  from (select distinct patent_id from base.chain_patent) as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type in ('invention', 'utility_model')
  cross join parameters as x cross join day as d
  left join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
  left join base.family_office as f on f.patent_id = m.patent_id
  left join measure.patent_high_value as h on h.patent_id = m.patent_id
  left join measure.patent_quality as q on q.patent_id = m.patent_id
  left join told as t on t.patent_id = m.patent_id
), talent as (
  select m.node_id, l.place_code, count(distinct a.party_id) as inventor_count
  from base.chain_patent as m join measure.chain_patent_place as l on l.patent_id = m.patent_id join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention'
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'inventor' group by m.node_id, l.place_code
), summed as (
  select m.node_id, l.place_code,
    sum(case when f.patent_type = 'invention' then 1 else 0 end) as invention_count, sum(case when f.patent_type = 'utility_model' then 1 else 0 end) as utility_model_count,
    sum(case when f.patent_type = 'invention' and f.application_year between c.last_year - 2 and c.last_year then 1 else 0 end) as recent_count,
    sum(case when f.patent_type = 'invention' and f.application_year between c.last_year - 5 and c.last_year - 3 then 1 else 0 end) as former_count, max(c.last_year) as last_year,
    count(distinct case when f.patent_type = 'invention' and f.party_type = 'firm' then f.party_id end) as firm_count,
    count(distinct case when f.patent_type = 'invention' and f.party_type in ('university', 'institute') then f.party_id end) as academy_count,
    sum(case when f.patent_type = 'invention' and f.legal_status = 'in_force' then 1 else 0 end) as in_force_count,
    sum(case when f.patent_type = 'invention' and coalesce(f.legal_status, 'unknown') <> 'unknown' then 1 else 0 end) as status_known_count, sum(case when f.patent_type = 'invention' then f.ending else 0 end) as ending_count,
    sum(case when f.patent_type = 'invention' and f.pct_number is not null then 1 else 0 end) as pct_count, sum(case when f.office_count > 1 then 1 else 0 end) as overseas_count, count(f.office_count) as overseas_known_count,
    sum(case when f.is_high_value then 1 else 0 end) as high_value_count, count(f.is_high_value) as value_known_count, sum(case when f.patent_type = 'invention' then f.core else 0 end) as core_patent_count,
    avg(f.quality4_percentile) as mean_percentile, sum(case when f.patent_type = 'invention' then f.transferred else 0 end) as transfer_count, sum(case when f.patent_type = 'invention' then f.licensed else 0 end) as licence_count,
    sum(case when f.patent_type = 'invention' then f.pledged else 0 end) as pledge_count, sum(case when f.patent_type = 'invention' then f.published else 0 end) as published_count
  from base.chain_patent as m join fact as f on f.patent_id = m.patent_id join measure.chain_patent_place as l on l.patent_id = m.patent_id cross join cut as c
  group by m.node_id, l.place_code
)
select s.node_id, s.place_code, cast(s.invention_count as bigint) as invention_count, cast(s.utility_model_count as bigint) as utility_model_count,
  cast(s.invention_count as double) / nullif(cast(s.invention_count + s.utility_model_count as double), 0) as invention_share,
  case when s.last_year is not null then cast(s.recent_count as bigint) end as recent_count, case when s.last_year is not null then cast(s.former_count as bigint) end as former_count,
  s.firm_count, s.academy_count, case when s.invention_count = 0 then 0 else t.inventor_count end as inventor_count,
  case when s.invention_count = 0 or s.status_known_count > 0 then cast(s.in_force_count as bigint) end as in_force_count, cast(s.status_known_count as bigint) as status_known_count,
  case when s.invention_count = 0 or s.status_known_count > 0 then cast(s.ending_count as bigint) end as ending_count,
  case when k.has_pct then cast(s.pct_count as bigint) end as pct_count, case when s.overseas_known_count > 0 then cast(s.overseas_count as bigint) end as overseas_count, s.overseas_known_count,
  case when s.value_known_count > 0 then cast(s.high_value_count as bigint) end as high_value_count, case when k.has_citations then cast(s.core_patent_count as bigint) end as core_patent_count, s.mean_percentile,
  case when k.has_events then cast(s.transfer_count as bigint) end as transfer_count, case when k.has_events then cast(s.licence_count as bigint) end as licence_count,
  case when k.has_events then cast(s.pledge_count as bigint) end as pledge_count, cast(s.published_count as bigint) as published_count
from summed as s cross join known as k left join talent as t on t.node_id = s.node_id and t.place_code = s.place_code
