-- title: {zh: 各对象的达标概率（逐年）, en: "Chance of each entity to reach a target, year by year"}
-- about:
--   zh: 站在期限前每一年（as_of），各集群到期限年产值不低于门槛的概率：由该集群截至当年的序列（最近连续各年）用中位数法预测，误差取同组全部集群以往一步预测误差（30 个以上时），否则取自己的（4 个以上）。不足 3 年、没有数值、两年以上未更新、误差太少者概率为空，不是 0。所需年增速由最后一年算起。pivotal 为该集群概率每增 1，P(≥目标) 增多少（独立时）。历年数值按现在所知，不是当年所知。
--   en: From every year before the year due (as_of), the probability that a cluster's output is then at or above the threshold, by its series up to that year (the latest run of years) with the median method and the one-step errors of all clusters of the group (from 30 on; else its own, from 4 on). With fewer than 3 years, no value, none for over two years or too few errors it is empty, not 0. Growth needed counts from the last year. pivotal is how much P(≥ goal) gains per unit of this chance, apart. Values are as known now, not as known then.
-- grain: [plan_id, target_id, figure_status, definition, as_of, entity_id]
-- columns:
--   plan_id: {zh: 规划, en: plan, unit: code}
--   target_id: {zh: 目标, en: target, unit: code}
--   figure_status: {zh: 数据状态, en: status of the figures, unit: code}
--   definition: {zh: 口径, en: definition, unit: text}
--   as_of: {zh: 截至年份, en: as of year, unit: year}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   due_year: {zh: 期限年份, en: year due, unit: year}
--   goal: {zh: 目标个数, en: number wanted, unit: count}
--   last_year: {zh: 最后一年, en: last year, unit: year}
--   year_count: {zh: 序列年数, en: years of the series, unit: count}
--   value: {zh: 最后一年数值, en: value of the last year, unit: as the indicator}
--   forecast: {zh: 期限年预测, en: forecast for the year due, unit: as the indicator}
--   low: {zh: 预测下限（80%）, en: forecast lower bound (80 %), unit: as the indicator}
--   high: {zh: 预测上限（80%）, en: forecast upper bound (80 %), unit: as the indicator}
--   probability: {zh: 达标概率, en: probability, unit: share}
--   needed_growth: {zh: 所需年增速, en: growth needed a year, unit: share}
--   pivotal: {zh: 关键程度 ∂P/∂p, en: pivotal ∂P/∂p, unit: ratio}
--   rho: {zh: 公共因子份额 ρ, en: share of the common factor ρ, unit: ratio}
--   rho_source: {zh: ρ 的来源, en: where ρ is from, unit: code}
--   chance_reason: {zh: 概率未知的原因, en: why the chance is unknown, unit: code}
-- kernel: {name: target-chance}
-- method: docs/methods/forecasts.md
with own_group as (
  select distinct plan_id, target_id, figure_status, definition from measure.target_series
), entity as (
  select plan_id, target_id, entity_id from measure.target_series
  union
  select t.plan_id, t.target_id, c.cluster_id as entity_id from base.plan_target as t join base.cluster as c on t.entity_type = 'cluster' where t.entity_id is null
)
select g.plan_id, g.target_id, g.figure_status, g.definition, e.entity_id, t.due_year, t.goal, s.year, t.threshold, s.value
from own_group as g
join base.plan_target as t on t.plan_id = g.plan_id and t.target_id = g.target_id
join entity as e on e.plan_id = g.plan_id and e.target_id = g.target_id
left join measure.target_series as s on s.plan_id = g.plan_id and s.target_id = g.target_id and s.figure_status = g.figure_status and s.definition = g.definition and s.entity_id = e.entity_id
