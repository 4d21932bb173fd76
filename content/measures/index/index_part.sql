-- title: {zh: 得分的构成, en: What scores are made of}
-- about:
--   zh: 每个得分由哪些指标与维度构成：无量纲值、有效权重、对得分的贡献（算术汇总时各指标之和等于得分；否则为空）。
--   en: "Indicators and dimensions of each score: normalised value, effective weight, contribution (arithmetic means: those of the indicators add up to the score; else null)."
-- grain: [index_id, entity_id, year, node]
-- columns:
--   index_id: {zh: 评价方案, en: scheme, unit: code}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   node: {zh: 指标或维度, en: indicator or dimension, unit: code}
--   parent: {zh: 上级, en: above, unit: code}
--   is_group: {zh: 是维度, en: is a dimension, unit: flag}
--   normalised: {zh: 无量纲值, en: normalised, unit: score}
--   weight: {zh: 有效权重, en: effective weight, unit: share}
--   contribution: {zh: 贡献, en: contribution, unit: score}
-- kernel: {name: index-part}
-- method: docs/methods/evaluation.md
select index_id, spec, '' as entity_id, '' as observed_as, cast(0 as bigint) as year, cast(null as double) as value from base.index_scheme where indicator_count > 0
union all
select index_id, '' as spec, entity_id, observed_as, cast(year as bigint) as year, value from measure.index_figure where value is not null
