-- title: {zh: 网络概况, en: Networks in figures}
-- about:
--   zh: 每个网络实际的节点数（有名称的节点与连线两端之并）、连线数、自环、重复连线（同源同目标，第一条以外）与权重之和，并与文件声明的数比较；不同即 is_whole 为否，多因同名文件叠加。
--   en: Nodes (those described and the ends of arcs), arcs, loops, repeated arcs (same source and target, beyond the first) and total weight of each network, compared with what its file declared; where they differ is_whole is false, mostly because files of one name lie over each other.
-- grain: [network]
-- columns:
--   network: {zh: 网络, en: network, unit: code}
--   is_directed: {zh: 是否有向, en: directed, unit: flag}
--   node_count: {zh: 节点数, en: nodes, unit: count}
--   arc_count: {zh: 连线数, en: arcs, unit: count}
--   loop_count: {zh: 自环数, en: loops, unit: count}
--   repeated_count: {zh: 重复连线数, en: repeated arcs, unit: count}
--   weight_sum: {zh: 权重之和, en: total weight, unit: ratio}
--   is_whole: {zh: 是否与声明一致, en: as its file declared, unit: flag}
-- method: docs/methods/networks.md
with ends as (
  select network, node from base.network_node
  union select network, source as node from base.network_arc
  union select network, target as node from base.network_arc
), nodes as (
  select network, count(*) as node_count from ends group by network
), pairs as (
  select network, source, target, count(*) as times, sum(weight) as weight_sum from base.network_arc group by network, source, target
), arcs as (
  select network, sum(times) as arc_count, sum(case when source = target then times else 0 end) as loop_count, sum(times - 1) as repeated_count, sum(weight_sum) as weight_sum
  from pairs group by network
)
select n.network, w.is_directed, cast(n.node_count as bigint) as node_count, cast(coalesce(a.arc_count, 0) as bigint) as arc_count, cast(coalesce(a.loop_count, 0) as bigint) as loop_count,
  cast(coalesce(a.repeated_count, 0) as bigint) as repeated_count, a.weight_sum,
  w.network is not null and coalesce(w.arc_count, 0) = coalesce(a.arc_count, 0) and (w.node_count is null or w.node_count = n.node_count) as is_whole
from nodes as n left join arcs as a on a.network = n.network left join base.network as w on w.network = n.network
