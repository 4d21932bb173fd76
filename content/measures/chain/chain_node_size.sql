-- title: {zh: 环节规模、增速与生命周期, en: "Size, growth and life cycle of nodes"}
-- about:
--   zh: 专利类型分列，从不混合。chain_share 为占整链同类型专利之比。growth 比较最近三个完整申请年与其前三年：(n₂/n₁)^(1/3) − 1，截断年份不计；前三年或后三年少于 base.parameter 的 chain_minimum 件时为空并说明原因。life_stage：前三年不足而后三年足够为 emerging；专利与申请人的年均增速都不低于 chain_stage_growth 为 growth，都不高于其负值为 decline，其余为 mature。
--   en: Types are never mixed. chain_share is the share of the chain's patents of that type. growth compares the last three complete filing years with the three before, (n₂/n₁)^(1/3) − 1, without truncated years; below chain_minimum patents in either it is null with a reason. life_stage is emerging where only the later years have enough patents, growth where patents and applicants both grow by chain_stage_growth a year or more, decline where both fall by as much, else mature.
-- grain: [node_id, patent_type]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   chain_id: {zh: 产业链, en: chain, unit: code}
--   chain_share: {zh: 占整链之比, en: share of the chain, unit: share}
--   last_complete_year: {zh: 最近完整年, en: last complete year, unit: year}
--   earlier_count: {zh: 前三年专利数, en: patents of the three years before, unit: count}
--   later_count: {zh: 近三年专利数, en: patents of the last three years, unit: count}
--   growth: {zh: 年均增速, en: growth a year, unit: ratio}
--   applicant_growth: {zh: 申请人年均增速, en: growth of applicants a year, unit: ratio}
--   life_stage: {zh: 生命周期阶段, en: stage of life, unit: code}
--   growth_reason: {zh: 无增速的原因, en: why there is no growth, unit: code}
-- method: docs/methods/chains.md
with parameters as (
  select coalesce(max(case when parameter = 'chain_minimum' then value end), 10) as least, coalesce(max(case when parameter = 'chain_stage_growth' then value end), 0.05) as step
  from base.parameter
), size as (
  select m.node_id, p.patent_type, count(*) as patent_count
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id group by m.node_id, p.patent_type
), cut as (
  select patent_type, min(first_truncated_year) - 1 as last_complete_year from base.coverage_year where date_basis = 'application' group by patent_type
), windows as (
  select y.node_id, y.patent_type, c.last_complete_year,
    coalesce(sum(case when y.year between c.last_complete_year - 5 and c.last_complete_year - 3 then y.patent_count end), 0) as earlier_count,
    coalesce(sum(case when y.year between c.last_complete_year - 2 and c.last_complete_year then y.patent_count end), 0) as later_count,
    coalesce(sum(case when y.year between c.last_complete_year - 5 and c.last_complete_year - 3 then y.applicant_count end), 0) as earlier_applicants,
    coalesce(sum(case when y.year between c.last_complete_year - 2 and c.last_complete_year then y.applicant_count end), 0) as later_applicants
  from measure.chain_node_year as y join cut as c on c.patent_type = y.patent_type
  group by y.node_id, y.patent_type, c.last_complete_year
), grown as (
  select w.*, p.step, w.earlier_count < p.least and w.later_count >= p.least as is_emerging,
    case when w.earlier_count >= p.least and w.later_count >= p.least then cbrt(cast(w.later_count as double) / cast(w.earlier_count as double)) - 1 end as growth,
    case when w.earlier_count >= p.least and w.later_count >= p.least and w.earlier_applicants > 0 then cbrt(cast(w.later_applicants as double) / cast(w.earlier_applicants as double)) - 1 end as applicant_growth
  from windows as w cross join parameters as p
)
select s.node_id, n.chain_id, s.patent_type, s.patent_count, cast(s.patent_count as double) / t.patent_count as chain_share,
  cast(g.last_complete_year as integer) as last_complete_year, cast(g.earlier_count as bigint) as earlier_count, cast(g.later_count as bigint) as later_count, g.growth, g.applicant_growth,
  case when g.is_emerging then 'emerging' when g.growth is null then null
    when g.growth >= g.step and g.applicant_growth >= g.step then 'growth' when g.growth <= -g.step and g.applicant_growth <= -g.step then 'decline' else 'mature' end as life_stage,
  case when g.node_id is null then 'no_cut_off' when g.growth is null then 'too_few_patents' end as growth_reason
from size as s
join base.chain_node as n on n.node_id = s.node_id
join size as t on t.node_id = n.chain_id and t.patent_type = s.patent_type
left join grown as g on g.node_id = s.node_id and g.patent_type = s.patent_type
