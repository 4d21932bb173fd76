-- title: {zh: 进入评价的数值, en: Figures that enter the evaluation}
-- about:
--   zh: 各评价方案每个对象每年每项指标的数值。集群取 measure.cluster_indicator 中方案指定的一种数据依据（上报或计算，一个方案的一项指标不混用）；其他对象（地区、国家、企业、载体）及集群的自定指标取选用的观测值。未知的为空并写明原因。
--   en: The figure of each indicator of a scheme, by entity and year. Clusters take measure.cluster_indicator on the one basis that the scheme states; other entities, and indicators of one's own, take the chosen observation. Unknown is null with its reason.
-- grain: [index_id, entity_id, year, indicator]
-- columns:
--   index_id: {zh: 评价方案, en: scheme, unit: code}
--   entity_type: {zh: 对象类型, en: kind of entity, unit: code}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   indicator: {zh: 指标, en: indicator, unit: code}
--   observed_as: {zh: 取数代码, en: code of the figures, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   figure_basis: {zh: 数据依据, en: basis, unit: code}
--   figure_status: {zh: 数据状态, en: status of the figure, unit: code}
--   is_lower_bound: {zh: 是下限, en: lower bound, unit: flag}
--   unknown_reason: {zh: 未知的原因, en: why unknown, unit: code}
-- method: docs/methods/evaluation.md
select i.index_id, s.entity_type, f.cluster_id as entity_id, f.year, i.indicator, i.observed_as, f.value, f.figure_basis, f.figure_status, f.source, f.is_lower_bound, f.unknown_reason
from base.index_indicator as i join base.index_scheme as s on s.index_id = i.index_id and s.entity_type = 'cluster'
join measure.cluster_indicator as f on f.indicator = i.observed_as and f.figure_basis = i.figure_basis
union all
select i.index_id, s.entity_type, o.entity_id, o.year, i.indicator, i.observed_as, o.value, 'reported' as figure_basis, nullif(o.status, '') as figure_status, nullif(o.source, '') as source, false as is_lower_bound, null as unknown_reason
from base.index_indicator as i join base.index_scheme as s on s.index_id = i.index_id
join base.observation as o on o.entity_type = s.entity_type and o.indicator = i.observed_as and o.is_chosen
where s.entity_type <> 'cluster' or i.observed_as not in (select indicator from base.indicator)
