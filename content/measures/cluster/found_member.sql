-- title: {zh: 发现的集群的成员, en: Members of clusters found}
-- about:
--   zh: 按各种依据发现的集群与其成员企业；编号以依据开头（G 空间密度）。一家企业在一种依据下至多属于一个集群。
--   en: Clusters found on each basis with their member firms; ids begin with the basis (G density in space). A firm is in one cluster of a basis at most.
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
