-- title: {zh: 评价得分与位次, en: Scores and ranks}
-- about:
--   zh: 各评价方案逐年的得分与位次，位次带 90% 区间（权重 ±25%、无量纲化与汇总方法任选，1000 次模拟；方案可另定），区间与同梯队首位重叠的列为同一梯队。已知指标太少的对象没有得分并写明，不作 0；缺的指标列出，同组其余指标分担其权重，或按方案插补。
--   en: "Scores and ranks of each scheme by year, ranks with 90 % intervals (weights ± 25 %, other normalisation and mean, 1,000 draws, unless the scheme says otherwise). A tier holds those whose interval overlaps that of its first. Units with too few figures have no score and are told; missing indicators are listed, the rest of their group sharing the weight, or imputed where the scheme says so."
-- grain: [index_id, entity_id, year]
-- columns:
--   index_id: {zh: 评价方案, en: scheme, unit: code}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   score: {zh: 得分, en: score, unit: score}
--   rank: {zh: 位次, en: rank, unit: rank}
--   rank_low: {zh: 位次区间（优）, en: rank at best, unit: rank}
--   rank_high: {zh: 位次区间（劣）, en: rank at worst, unit: rank}
--   tier: {zh: 梯队, en: tier, unit: ordinal}
--   ranked_count: {zh: 参与排序的对象数, en: units ranked, unit: count}
--   known_count: {zh: 已知指标数, en: indicators known, unit: count}
--   indicator_count: {zh: 指标数, en: indicators, unit: count}
--   missing: {zh: 缺的指标, en: indicators missing, unit: text}
--   score_reason: {zh: 没有得分的原因, en: why there is no score, unit: code}
-- kernel: {name: index-score}
-- method: docs/methods/evaluation.md
select index_id, spec, '' as entity_id, '' as observed_as, cast(0 as bigint) as year, cast(null as double) as value from base.index_scheme where indicator_count > 0
union all
select index_id, '' as spec, entity_id, observed_as, cast(year as bigint) as year, value from measure.index_figure where value is not null
