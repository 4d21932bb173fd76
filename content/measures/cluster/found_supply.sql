-- title: {zh: 按供应关系发现的链群：企业, en: "Chain clusters found from supply links: firms"}
-- about:
--   zh: 供应关系不分方向、以历年金额之和为权重，作 Leiden 社区发现（模块度）：群内往来多、对外往来少。没有金额的一对取有金额各对的平均；全部没有金额时每对为 1；自己供应自己的不计。链群从 1 按成员数编号，5 家以上的进入 found_cluster。群内流量占比（inner_share）是群内流量与涉及该群的全部流量之比。只看得到库里有的供应关系。
--   en: "Supply links of any direction, weighted by their amounts over the years, parted into Leiden communities (modularity): much trade within, little without. A pair without amount counts as the average of those with; where none has, each counts 1; links of a firm to itself are left out. Clusters are numbered from 1 by members; those of 5 firms and more enter found_cluster. inner_share is the flow within over all flow that touches the cluster. Only links in the data are seen."
-- grain: [node]
-- count: firm
-- columns:
--   node: {zh: 企业, en: firm, unit: code}
--   cluster: {zh: 链群（按成员数编号）, en: chain cluster (by members), unit: rank}
--   component: {zh: 连通分量, en: connected component, unit: rank}
--   inner_flow: {zh: 群内流量, en: flow within, unit: cny}
--   total_flow: {zh: 涉及该群的流量, en: flow that touches it, unit: cny}
--   inner_share: {zh: 群内流量占比, en: share of flow within, unit: share}
--   modularity: {zh: 模块度, en: modularity, unit: ratio}
-- kernel: {name: chain-clusters}
-- method: docs/methods/cluster-identification.md
with pair as (
  select supplier_id as source, customer_id as target, cast(sum(amount_cny) as double) as amount
  from base.supply where supplier_id <> customer_id group by supplier_id, customer_id
), usual as (
  select avg(amount) as amount from pair where amount > 0
)
select p.source, p.target, case when p.amount > 0 then p.amount else coalesce(u.amount, 1.0) end as weight
from pair as p cross join usual as u
