-- title: {zh: 指标与维度的作用, en: What indicators do}
-- about:
--   zh: 每项指标与维度：给定权重、有效权重、与总分的相关、去掉它时位次平均移动（名）、移动最多者。
--   en: "Each indicator and dimension: weight given and effective, correlation with the score, mean shift of ranks without it, and who moves most."
-- grain: [index_id, node]
-- columns:
--   index_id: {zh: 评价方案, en: scheme, unit: code}
--   node: {zh: 指标或维度, en: indicator or dimension, unit: code}
--   parent: {zh: 上级, en: above, unit: code}
--   is_group: {zh: 是维度, en: is a dimension, unit: flag}
--   weight: {zh: 给定权重, en: weight given, unit: ratio}
--   effective: {zh: 有效权重, en: effective weight, unit: share}
--   correlation: {zh: 与总分的相关, en: correlation with the score, unit: ratio}
--   shift: {zh: 去掉后位次平均移动, en: mean shift of rank without it, unit: rank}
--   most: {zh: 最多移动, en: greatest shift, unit: rank}
--   most_entity: {zh: 移动最多者, en: who moves most, unit: code}
-- kernel: {name: index-influence}
-- method: docs/methods/evaluation.md
select index_id, spec, '' as entity_id, '' as observed_as, cast(0 as bigint) as year, cast(null as double) as value from base.index_scheme where indicator_count > 0
union all
select index_id, '' as spec, entity_id, observed_as, cast(year as bigint) as year, value from measure.index_figure where value is not null
