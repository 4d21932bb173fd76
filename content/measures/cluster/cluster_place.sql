-- title: {zh: 集群在各地的成员, en: Members of clusters by place}
-- about:
--   zh: 各集群在各设区市的成员企业数与区位商：LQ =（该市集群成员中属于该集群的份额）÷（全部集群成员中属于该集群的份额），附 95% 泊松区间。成员以名录为准，一个企业可属几个集群，各计一次。没有成员的组合没有行。
--   en: "Member firms of each cluster in each prefecture with the location quotient: share of the cluster among the place's members of clusters ÷ its share among all members, with the 95 % Poisson interval. Members are those listed; a firm of several clusters counts in each. Pairs without members have no row."
-- grain: [region, industry]
-- count: firm
-- columns:
--   region: {zh: 地区代码, en: region, unit: code}
--   industry: {zh: 集群, en: cluster, unit: code}
--   value: {zh: 成员企业数, en: member firms, unit: count}
--   lq: {zh: 区位商 LQ, en: location quotient LQ, unit: ratio}
--   expected: {zh: 期望成员数, en: members expected, unit: ratio}
--   additive: {zh: 份额之差, en: difference of shares, unit: ratio}
--   symmetric: {zh: 对称区位商, en: symmetric quotient, unit: ratio}
--   log: {zh: ln LQ, en: ln LQ, unit: ratio}
--   z: {zh: LQ 的 z 值, en: z of LQ, unit: ratio}
--   z_log: {zh: ln LQ 的 z 值, en: z of ln LQ, unit: ratio}
--   shrunk: {zh: 收缩后的 LQ, en: LQ shrunk, unit: ratio}
--   low: {zh: LQ 下限（95%）, en: LQ lower bound (95 %), unit: ratio}
--   high: {zh: LQ 上限（95%）, en: LQ upper bound (95 %), unit: ratio}
-- kernel: {name: lq}
-- method: docs/methods/location.md
select g.prefecture_code as region, m.cluster_id as industry, cast(count(distinct m.firm_id) as double) as value
from base.cluster_member as m join base.firm as f on f.firm_id = m.firm_id join base.region_map as g on g.region_code = f.region_code
where g.prefecture_code is not null and g.division_code not like '%0000' and m.cluster_id is not null
group by g.prefecture_code, m.cluster_id
