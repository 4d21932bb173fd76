-- title: {zh: 各地竞争力与匹配度, en: Competitiveness and match of places}
-- about:
--   zh: 竞争力 = 已知分项同类百分位的均值（七项中至少四项），匹配度同（三项中至少两项），等权；不足者为空。定位以 0.5 为界：高竞争力高匹配为引领（lead），高竞争力低匹配为转化（convert），低竞争力高匹配为提升（raise），双低为培育（foster）。权重与界线是本产品的选择。
--   en: Competitiveness is the mean of the percentiles of known components (at least four of seven), match the same (at least two of three), with equal weights, else null. Position, parted at 0.5, is lead (high, high), convert (competitive, ill matched), raise (matched, not competitive), foster (neither). Weights and bounds are choices of this product.
-- grain: [place_code]
-- columns:
--   place_code: {zh: 地区, en: place, unit: code}
--   peer_code: {zh: 同类, en: peers, unit: code}
--   competitiveness: {zh: 创新发展竞争力, en: competitiveness, unit: share}
--   competitiveness_known: {zh: 竞争力已知分项（共 7）, en: components known (of 7), unit: count}
--   match_degree: {zh: 匹配度, en: match, unit: share}
--   match_known: {zh: 匹配度已知分项（共 3）, en: components known (of 3), unit: count}
--   region_quadrant: {zh: 定位, en: position, unit: code}
-- method: docs/methods/navigation.md
with averaged as (
  select place_code, avg(case when region_axis = 'competitiveness' then percentile end) as c, count(case when region_axis = 'competitiveness' then percentile end) as cn,
    avg(case when region_axis = 'match' then percentile end) as m, count(case when region_axis = 'match' then percentile end) as mn
  from measure.region_component group by place_code
), kept as (
  select place_code, case when cn >= 4 then c end as competitiveness, cn, case when mn >= 2 then m end as match_degree, mn from averaged
)
select k.place_code, i.peer_code, k.competitiveness, k.cn as competitiveness_known, k.match_degree, k.mn as match_known,
  case when k.competitiveness is null or k.match_degree is null then null when k.competitiveness >= 0.5 and k.match_degree >= 0.5 then 'lead' when k.competitiveness >= 0.5 then 'convert' when k.match_degree >= 0.5 then 'raise' else 'foster' end as region_quadrant,
  case when i.benchmark is null then 'population_not_complete' when k.competitiveness is null or k.match_degree is null then 'too_few_components' end as reason
from kept as k join measure.region_innovation as i on i.place_code = k.place_code
