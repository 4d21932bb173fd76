-- title: {zh: 发现的集群的成员, en: Members of clusters found}
-- about:
--   zh: 按各种依据发现的集群与其成员企业；编号以依据开头（G 空间密度，T 空间与技术，S 供应关系）。一家企业在一种依据下至多属于一个集群。
--   en: Clusters found on each basis with their member firms; ids begin with the basis (G density in space, T in space and technology, S supply links). A firm is in one cluster of a basis at most.
-- grain: [found_id, firm_id]
-- count: firm
-- columns:
--   found_id: {zh: 发现的集群, en: cluster found, unit: code}
--   basis: {zh: 依据, en: basis, unit: code}
--   is_core: {zh: 核心企业, en: core firm, unit: flag}
--   stability: {zh: 成员稳定度, en: stability of the member, unit: share}
-- method: docs/methods/cluster-identification.md
select 'G' || industry || '-' || cast(cluster as varchar) as found_id, 'space' as basis, id as firm_id, core as is_core, stability
from measure.found_density
union all
select 'S' || cast(f.cluster as varchar) as found_id, 'supply' as basis, f.node as firm_id, cast(null as boolean) as is_core, cast(null as double) as stability
from measure.found_supply as f join (select cluster from measure.found_supply group by cluster having count(*) >= 5) as k on k.cluster = f.cluster
union all
select 'T' || cast(cluster as varchar) as found_id, 'joint' as basis, id as firm_id, core as is_core, stability
from measure.found_joint
