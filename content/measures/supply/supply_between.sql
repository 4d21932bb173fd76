-- title: {zh: 集群内供应网络的介数, en: Betweenness in clusters' supply networks}
-- about:
--   zh: 每个集群的现行成员之间的供应关系，不计方向，成员企业的介数（经过该企业的最短路径数，不归一化）。node 为“集群编号|企业代码”。集群内没有供应记录的成员没有行。
--   en: Supply links in force between the members of each cluster, whichever way they lead; how many shortest paths pass a member (betweenness, not normalised). node is cluster|firm. Members without such a link have no row.
-- grain: [node]
-- columns:
--   node: {zh: 集群编号与企业代码, en: cluster and firm, unit: code}
--   value: {zh: 介数, en: betweenness, unit: ratio}
-- kernel: {name: betweenness, options: {directed: "false"}}
-- method: docs/methods/backbone.md
select distinct a.cluster_id || '|' || l.supplier_id as source, a.cluster_id || '|' || l.customer_id as target
from measure.supply_link as l
join base.cluster_member as a on a.firm_id = l.supplier_id
join base.cluster_member as b on b.cluster_id = a.cluster_id and b.firm_id = l.customer_id
where a.valid_to is null and b.valid_to is null
