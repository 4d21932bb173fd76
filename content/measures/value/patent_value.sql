-- title: {zh: 专利估值（GB/T 42748）, en: Patent valuation (GB/T 42748)}
-- about:
--   zh: 授权且未失效的专利，按 GB/T 42748-2023《专利评估指引》的 27 项指标中数据所能支持者打分（0–1），逐项列出，空为不详；各场景按 base.value_weight 的权重加权。标准没有规定权重：这里的权重是产品的缺省设定，工作区可改。known_share 为已知指标所占权重；value_low、value_high 为剔除任一项后的上下限；scene_low、scene_high 为各场景间的上下限。实用新型没有引证与原创性各项。这是相对评分，不是货币价值。
--   en: Granted patents not known to have ended, scored on those of the 27 indicators of GB/T 42748-2023 that the data carry (0–1, empty if not known), each shown, and weighed by scene with base.value_weight. The standard prescribes no weights; these are the product's defaults, for a workspace to change. known_share is the weight known; value_low and value_high are the bounds when any one indicator is left out, scene_low and scene_high those among the scenes. Relative scores, no amounts of money.
-- grain: [patent_id]
-- count: patent
-- columns:
--   validity: {zh: 专利有效性, en: validity, unit: index 0-1}
--   family: {zh: 同族专利情况, en: family, unit: index 0-1}
--   review: {zh: 复审无效情况, en: review and invalidation, unit: index 0-1}
--   unavoidable: {zh: 不可规避性, en: hard to design around, unit: index 0-1}
--   claim_soundness: {zh: 权利要求合理性, en: soundness of claims, unit: index 0-1}
--   claim_kinds: {zh: 权利要求类型, en: kinds of claims, unit: index 0-1}
--   dependence: {zh: 依赖度, en: dependence, unit: index 0-1}
--   problem: {zh: 技术问题重要性, en: importance of the problem, unit: index 0-1}
--   originality: {zh: 技术原创性, en: originality, unit: index 0-1}
--   effect: {zh: 技术效果, en: technical effect, unit: index 0-1}
--   citations: {zh: 引用情况, en: citations, unit: index 0-1}
--   alternatives: {zh: 替代技术方案数量, en: alternatives, unit: index 0-1}
--   field_count: {zh: 技术领域数量, en: number of fields, unit: index 0-1}
--   field_breadth: {zh: 技术领域范围, en: breadth of fields, unit: index 0-1}
--   complements: {zh: 配套技术依存度, en: dependence on complements, unit: index 0-1}
--   stage: {zh: 技术发展阶段, en: stage of development, unit: index 0-1}
--   life_cycle: {zh: 技术生命周期, en: life cycle, unit: index 0-1}
--   remaining_life: {zh: 剩余经济寿命, en: remaining life, unit: index 0-1}
--   defence: {zh: 防御性, en: defence, unit: index 0-1}
--   control: {zh: 控制力, en: control, unit: index 0-1}
--   rivals: {zh: 竞争对手情况, en: rivals, unit: index 0-1}
--   sales: {zh: 销售收益, en: sales, unit: index 0-1}
--   market_share: {zh: 市场占有率, en: market share, unit: index 0-1}
--   policy: {zh: 政策适应性, en: fit with policy, unit: index 0-1}
--   transfer: {zh: 转让许可情况, en: transfers and licences, unit: index 0-1}
--   finance: {zh: 融资保险情况, en: finance and insurance, unit: index 0-1}
--   litigation: {zh: 诉讼仲裁情况, en: litigation, unit: index 0-1}
--   value_equal: {zh: 等权评分, en: score with equal weights, unit: index 0-1}
--   value_licence: {zh: 许可转让评分, en: score for licensing, unit: index 0-1}
--   value_finance: {zh: 金融评分, en: score for finance, unit: index 0-1}
--   value_reporting: {zh: 财务报告评分, en: score for reporting, unit: index 0-1}
--   value_infringement: {zh: 侵权救济评分, en: score for infringement, unit: index 0-1}
--   value_management: {zh: 管理评分, en: score for management, unit: index 0-1}
--   known_share: {zh: 已知权重占比, en: share of weight known, unit: share}
--   value_low: {zh: 剔除一项的下限, en: lowest without one indicator, unit: index 0-1}
--   value_high: {zh: 剔除一项的上限, en: highest without one indicator, unit: index 0-1}
--   scene_low: {zh: 各场景最低, en: lowest of the scenes, unit: index 0-1}
--   scene_high: {zh: 各场景最高, en: highest of the scenes, unit: index 0-1}
-- kernel: {name: valuation}
-- method: docs/methods/valuation.md
with alive as (
  select patent_id, office, patent_type, application_date, legal_status from base.patent where is_granted and legal_status in ('in_force', 'unknown') and patent_type in ('invention', 'utility_model')
), day as (
  select office, patent_type, max(cutoff_date) as cutoff_date from base.coverage_year where date_basis = 'publication' group by office, patent_type
), told as (
  select patent_id, max(case when event_class in ('transfer', 'licence') then 1 else 0 end) as transferred, max(case when event_class = 'pledge' then 1 else 0 end) as pledged,
    max(case when event_class = 'litigation' then 1 else 0 end) as litigated, max(case when event_class in ('invalidation', 'opposition') then 1 else 0 end) as contested
  from base.legal_event group by patent_id
), life as (
  select patent_type, field_number, maturity_share from measure.technology_life where completeness = 'complete'
), strategic as (
  select distinct patent_id from measure.patent_strategic_industry
), loaded as (
  select count(*) as n from base.class_concordance where target_scheme like '%战略性新兴产业%' or upper(target_scheme) like 'SEI%'
), wide as (
  select scene, sum(case when indicator = 'validity' then weight end) as validity, sum(case when indicator = 'family' then weight end) as family, sum(case when indicator = 'review' then weight end) as review,
    sum(case when indicator = 'unavoidable' then weight end) as unavoidable, sum(case when indicator = 'claim_soundness' then weight end) as claim_soundness, sum(case when indicator = 'claim_kinds' then weight end) as claim_kinds,
    sum(case when indicator = 'dependence' then weight end) as dependence, sum(case when indicator = 'problem' then weight end) as problem, sum(case when indicator = 'originality' then weight end) as originality,
    sum(case when indicator = 'effect' then weight end) as effect, sum(case when indicator = 'citations' then weight end) as citations, sum(case when indicator = 'alternatives' then weight end) as alternatives,
    sum(case when indicator = 'field_count' then weight end) as field_count, sum(case when indicator = 'field_breadth' then weight end) as field_breadth, sum(case when indicator = 'complements' then weight end) as complements,
    sum(case when indicator = 'stage' then weight end) as stage, sum(case when indicator = 'life_cycle' then weight end) as life_cycle, sum(case when indicator = 'remaining_life' then weight end) as remaining_life,
    sum(case when indicator = 'defence' then weight end) as defence, sum(case when indicator = 'control' then weight end) as control, sum(case when indicator = 'rivals' then weight end) as rivals,
    sum(case when indicator = 'sales' then weight end) as sales, sum(case when indicator = 'market_share' then weight end) as market_share, sum(case when indicator = 'policy' then weight end) as policy,
    sum(case when indicator = 'transfer' then weight end) as transfer, sum(case when indicator = 'finance' then weight end) as finance, sum(case when indicator = 'litigation' then weight end) as litigation
  from base.value_weight group by scene
)
select cast(null as varchar) as patent_id, scene, validity, family, review, unavoidable, claim_soundness, claim_kinds, dependence, problem, originality, effect, citations, alternatives, field_count, field_breadth,
  complements, stage, life_cycle, remaining_life, defence, control, rivals, sales, market_share, policy, transfer, finance, litigation
from wide
union all
select a.patent_id, cast(null as varchar) as scene, case when a.legal_status = 'in_force' then cast(1 as double) end as validity, q.family_size_percentile as family,
  case when e.contested = 1 and a.legal_status = 'in_force' then cast(1 as double) end as review, cast(null as double) as unavoidable, q.claims_percentile as claim_soundness, cast(null as double) as claim_kinds,
  cast(null as double) as dependence, cast(null as double) as problem, q.originality_percentile as originality, cast(null as double) as effect, q.forward5_percentile as citations, cast(null as double) as alternatives,
  q.scope_percentile as field_count, q.generality_percentile as field_breadth, cast(null as double) as complements, 1 - l.maturity_share as stage, cast(null as double) as life_cycle,
  case when a.application_date is null or d.cutoff_date is null then null
    when date_diff('day', a.application_date, d.cutoff_date) >= 365.25 * case when a.patent_type = 'invention' then 20 else 10 end then cast(0 as double)
    else 1 - cast(date_diff('day', a.application_date, d.cutoff_date) as double) / (365.25 * case when a.patent_type = 'invention' then 20 else 10 end) end as remaining_life,
  cast(null as double) as defence, cast(null as double) as control, cast(null as double) as rivals, cast(null as double) as sales, cast(null as double) as market_share,
  case when n.n > 0 then case when s.patent_id is not null then cast(1 as double) else cast(0 as double) end end as policy,
  cast(e.transferred as double) as transfer, cast(e.pledged as double) as finance, case when e.litigated = 1 then cast(1 as double) end as litigation
from alive as a
join measure.patent_quality as q on q.patent_id = a.patent_id
cross join loaded as n
left join told as e on e.patent_id = a.patent_id
left join life as l on l.patent_type = a.patent_type and l.field_number = q.field_number
left join strategic as s on s.patent_id = a.patent_id
left join day as d on d.office = a.office and d.patent_type = a.patent_type
