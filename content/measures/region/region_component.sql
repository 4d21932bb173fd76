-- title: {zh: 各地竞争力与匹配度分项, en: Components of competitiveness and match}
-- about:
--   zh: 每个省（同类为全国各省）、每个设区市（同类为本省各市）的分项数值及其在同类中的百分位 = (低于它的个数 + 相同个数 ÷ 2) ÷ 知道该项的同类个数，只在声明完整的总体内、同类至少 3 个时给出。竞争力七项：规模、增速、质量、人才、企业、高价值、运营；匹配度三项：专利与科技、专利与企业、专利与产业。
--   en: For each province (peers are the provinces) and prefecture (peers are those of its province) each component and its percentile among peers = (those below + half of those equal) ÷ peers of a known value, only within a population stated complete and from three peers. Competitiveness has scale, growth, quality, talent, firms, high value, use; match has patents with science, with firms, with industry.
-- grain: [place_code, component]
-- count: patent
-- columns:
--   place_code: {zh: 地区, en: place, unit: code}
--   component: {zh: 分项, en: component, unit: code}
--   region_axis: {zh: 方面, en: axis, unit: code}
--   figure: {zh: 数值, en: figure, unit: as the component}
--   percentile: {zh: 同类百分位, en: percentile among peers, unit: share}
--   peer_count: {zh: 可比同类个数, en: peers of a known value, unit: count}
-- method: docs/methods/navigation.md
with long as (
  select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'scale' as component, cast(recent_count as double) as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'growth' as component, growth_share as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'quality' as component, mean_percentile as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'talent' as component, cast(recent_inventor_count as double) as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'firms' as component, cast(recent_firm_count as double) as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'high_value' as component, cast(high_value_count as double) as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'competitiveness' as region_axis, 'use' as component, cast(use_count as double) as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'match' as region_axis, 'science' as component, grants_per_rd as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'match' as region_axis, 'enterprise' as component, patenting_share as figure from measure.region_innovation
  union all select place_code, peer_code, benchmark, 'match' as region_axis, 'industry' as component, filings_per_output as figure from measure.region_innovation
), known as (
  select place_code, component, count(*) over (partition by peer_code, component) as peer_count, rank() over (partition by peer_code, component order by figure nulls last) - 1 as below, count(*) over (partition by peer_code, component, figure) as equal
  from long where figure is not null
)
select l.place_code, l.component, l.region_axis, l.figure,
  case when l.benchmark is not null and k.peer_count >= 3 then (cast(k.below as double) + cast(k.equal as double) / cast(2 as double)) / cast(k.peer_count as double) end as percentile, k.peer_count,
  case when l.figure is null then 'not_in_data' when l.benchmark is null then 'population_not_complete' when k.peer_count < 3 then 'too_few_peers' end as reason
from long as l left join known as k on k.place_code = l.place_code and k.component = l.component
