-- title: {zh: 瓶颈证据与强链补链延链, en: Bottleneck evidence and advice}
-- about:
--   zh: 发明专利。瓶颈得分 = ∛(对外依赖度 × 外地前四持有人占比 × 弱势)，弱势 = 1 ÷ (1 + RTA)，RTA 取最宽的基准；任一分量未知则得分为空，reason 说明是哪一个，从不当作 0。名次在同一地区、同一产业链内，整链不参加。建议：RTA 低于 chain_rta_low 补链；RTA 低于 1，或依赖度不低于 chain_dependency_high，强链；RTA 不低于 1 且依赖度低，近年不下降为延链，否则稳链。分量俱在，请逐项核对后再用。
--   en: Inventions. Bottleneck score = cube root of dependency × share of the four largest outside holders × weakness, weakness = 1 ÷ (1 + RTA) by the widest benchmark. With any part unknown the score is null and reason tells which, never 0. Ranked within place and chain, without the chain itself. Advice is fill below an RTA of chain_rta_low; strengthen below 1 or from chain_dependency_high dependency; extend at RTA 1 and more with low dependency while the node does not decline, else keep. Every part stands beside the score, to be looked at before use.
-- grain: [place_code, node_id]
-- order: [place_code, chain_id, rank, node_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   chain_id: {zh: 产业链, en: chain, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   benchmark: {zh: 基准, en: benchmark, unit: code}
--   rta: {zh: RTA, en: RTA, unit: ratio}
--   local_count: {zh: 本地发明, en: inventions of the place, unit: count}
--   dependency: {zh: 对外依赖度, en: dependency, unit: share}
--   outside_cr4: {zh: 外地前四持有人占比, en: share of the four largest outside, unit: share}
--   weakness: {zh: 弱势 1/(1+RTA), en: weakness 1/(1+RTA), unit: index 0-1}
--   bottleneck_score: {zh: 瓶颈得分, en: bottleneck score, unit: index 0-1}
--   score_reason: {zh: 无得分的原因, en: why there is no score, unit: code}
--   life_stage: {zh: 生命周期阶段, en: stage of life, unit: code}
--   growth: {zh: 年均增速, en: growth a year, unit: ratio}
--   advice: {zh: 建议, en: advice, unit: code}
--   advice_reason: {zh: 无建议的原因, en: why there is no advice, unit: code}
-- method: docs/methods/chains.md
with parameters as (
  select coalesce(max(case when parameter = 'chain_rta_low' then value end), 0.5) as rta_low, coalesce(max(case when parameter = 'chain_dependency_high' then value end), 0.3) as dependency_high
  from base.parameter
), part as (
  select p.place_code, p.node_id, n.chain_id, p.benchmark, coalesce(p.rta_world, p.rta_nation, p.rta_province) as rta, p.local_count, p.dependency, p.outside_cr4,
    p.rta_reason, p.dependency_reason, s.life_stage, s.growth
  from measure.chain_place as p join base.chain_node as n on n.node_id = p.node_id
  left join measure.chain_node_size as s on s.node_id = p.node_id and s.patent_type = 'invention'
  where n.depth > 0
), scored as (
  select p.*, 1 / cast(1 + rta as double) as weakness,
    case when rta is not null and dependency is not null then cbrt(dependency * outside_cr4 / cast(1 + rta as double)) end as bottleneck_score,
    coalesce(rta_reason, dependency_reason) as score_reason
  from part as p
)
select s.place_code, s.node_id, s.chain_id, s.benchmark, s.rta, s.local_count, s.dependency, s.outside_cr4, s.weakness, s.bottleneck_score,
  case when s.bottleneck_score is not null then rank() over (partition by s.place_code, s.chain_id order by s.bottleneck_score desc nulls last) end as rank,
  s.score_reason, s.life_stage, s.growth,
  case when s.rta is null then null when s.rta < x.rta_low then 'fill' when s.rta < 1 or s.dependency >= x.dependency_high then 'strengthen'
    when s.dependency is null then null when coalesce(s.life_stage, 'mature') <> 'decline' then 'extend' else 'keep' end as advice,
  case when s.rta is null then s.rta_reason when s.rta >= 1 and s.dependency is null then s.dependency_reason end as advice_reason
from scored as s cross join parameters as x
