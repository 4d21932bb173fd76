-- title: {zh: 集群认定条件核对, en: Checks of the conditions of recognition}
-- about:
--   zh: 各评价方案的每项条件、每个集群、每年的核对结果：达到 met、部分 partial、未达 unmet、未达（原则上）soft_unmet、未知 unknown，附证据（数值、门槛、单位、数据依据、来源）。先看上报数，没有时看工作区算出的数；两者结论不同的 is_disputed 为真。下限低于门槛不能说明未达，为未知。由人答复的条件取最近一次答复（observation，1 是、0.5 部分、0 否）。is_in_force 说明该年该办法是否施行；施行期外的核对只供参照。
--   en: The outcome of each condition for each cluster and year, met, partial, unmet, soft_unmet or unknown, with its evidence. The reported figure goes first, then the computed one; where the two disagree is_disputed is true. A lower bound under a threshold shows nothing and is unknown. Questions take the latest answer (observation 1, 0.5, 0). is_in_force tells whether the rule was in force in the year; outside it a check is for reference.
-- grain: [index_id, condition_id, cluster_id, year]
-- columns:
--   index_id: {zh: 评价方案, en: scheme, unit: code}
--   condition_id: {zh: 条件, en: condition, unit: code}
--   check_state: {zh: 核对结果, en: outcome, unit: code}
--   indicator: {zh: 指标, en: indicator, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   comparison: {zh: 比较, en: comparison, unit: code}
--   threshold: {zh: 门槛值, en: threshold, unit: as the indicator}
--   unit: {zh: 单位, en: unit, unit: code}
--   figure_basis: {zh: 数据依据, en: basis, unit: code}
--   figure_status: {zh: 数据状态, en: status of the figure, unit: code}
--   evidence_year: {zh: 证据年份, en: year of the evidence, unit: year}
--   other_value: {zh: 另一依据的数值, en: value on the other basis, unit: as the indicator}
--   is_disputed: {zh: 两种数据结论不同, en: the two disagree, unit: flag}
--   is_in_force: {zh: 施行期内, en: in force, unit: flag}
--   index_mark: {zh: 依据的可靠程度, en: how well it is known, unit: code}
--   unknown_reason: {zh: 未知的原因, en: why unknown, unit: code}
-- method: docs/methods/evaluation.md
with asked as (
  select d.index_id, d.condition_id, d.indicator, d.is_asked, d.comparison, d.threshold, d.unit, d.is_soft, d.index_mark, c.cluster_id, y.year,
    (s.valid_from is null or extract(year from s.valid_from) <= y.year) and (s.valid_to is null or extract(year from s.valid_to) >= y.year) as is_in_force
  from base.index_condition as d join base.index_scheme as s on s.index_id = d.index_id cross join base.cluster as c cross join (select distinct year from measure.cluster_indicator) as y
), judged as (
  select a.index_id, a.condition_id, a.cluster_id, a.year, f.figure_basis, f.value, f.figure_status, f.source, f.unknown_reason, f.is_lower_bound,
    case when f.value is null then 'unknown' when a.comparison = '>=' and f.value >= a.threshold or a.comparison = '<=' and f.value <= a.threshold then 'met'
      when f.is_lower_bound and a.comparison = '>=' then 'unknown' when a.is_soft then 'soft_unmet' else 'unmet' end as state
  from asked as a join measure.cluster_indicator as f on f.cluster_id = a.cluster_id and f.indicator = a.indicator and f.year = a.year where not a.is_asked
), ranked as (
  select *, row_number() over (partition by index_id, condition_id, cluster_id, year order by case when state = 'unknown' then 1 else 0 end nulls last, case figure_basis when 'reported' then 0 else 1 end nulls last) as place from judged
), answered as (
  select a.index_id, a.condition_id, a.cluster_id, a.year, o.value, o.status, o.source, o.year as evidence_year,
    row_number() over (partition by a.index_id, a.condition_id, a.cluster_id, a.year order by o.year desc nulls last) as place
  from asked as a join base.observation as o on o.entity_type = 'cluster' and o.entity_id = a.cluster_id and o.indicator = a.indicator and o.year <= a.year and o.is_chosen where a.is_asked
)
select a.index_id, a.condition_id, a.cluster_id, a.year,
  case when a.is_asked then case when w.value = 1 then 'met' when w.value = 0 then 'unmet' when w.value > 0 and w.value < 1 then 'partial' else 'unknown' end else coalesce(j.state, 'unknown') end as check_state,
  a.indicator, case when a.is_asked then w.value else j.value end as value, a.comparison, a.threshold, a.unit, case when a.is_asked then case when w.value is not null then 'answered' end when j.value is not null then j.figure_basis end as figure_basis,
  case when a.is_asked then nullif(w.status, '') else j.figure_status end as figure_status, case when a.is_asked then nullif(w.source, '') when j.value is not null then j.source end as source,
  case when a.is_asked then w.evidence_year when j.value is not null then a.year end as evidence_year, n.value as other_value,
  coalesce(j.state <> n.state and j.state <> 'unknown' and n.state <> 'unknown', false) as is_disputed, a.is_in_force, a.index_mark,
  case when a.is_asked then case when w.value is null then 'not_answered' when w.value < 0 or w.value > 1 then 'answer_not_known' end when j.state is null then 'indicator_not_known' when j.state = 'unknown' then case when j.value is not null then 'lower_bound' else j.unknown_reason end end as unknown_reason
from asked as a
left join ranked as j on j.index_id = a.index_id and j.condition_id = a.condition_id and j.cluster_id = a.cluster_id and j.year = a.year and j.place = 1
left join ranked as n on n.index_id = a.index_id and n.condition_id = a.condition_id and n.cluster_id = a.cluster_id and n.year = a.year and n.place = 2
left join answered as w on w.index_id = a.index_id and w.condition_id = a.condition_id and w.cluster_id = a.cluster_id and w.year = a.year and w.place = 1
