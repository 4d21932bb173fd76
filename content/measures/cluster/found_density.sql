-- title: {zh: 按空间密度发现的集群：成员, en: "Clusters found by density in space: members"}
-- about:
--   zh: 有经纬度、有行业代码的存续企业，逐行业大类作密度聚类（DBSCAN，球面大圆 15 千米）：半径内有 5 家以上且不少于本行业已定位企业 5% 者为核心企业，相距 15 千米以内的核心企业连成一个集群，有成员相距 5 千米以内的两个集群合并。不入任何集群的企业没有行。stability 为重抽样（抽八成，50 次）中该企业仍在此集群的比例。未定位的企业不参加；坐标若只到城市中心会叠成假集群，先看 found_cluster 的 stacked_share。
--   en: "Active firms with coordinates and an industry code, clustered by density within each division (DBSCAN, great circle of 15 km): a core firm has 5 firms or more and 5 % or more of the division's placed firms within reach; core firms within reach of each other are one cluster, and clusters with members within 5 km become one. Firms of no cluster have no row. stability is the share of resamples (four fifths, 50 times) that keep the firm in the cluster. Firms without coordinates take no part; coordinates of city centres pile up to false clusters: see stacked_share of found_cluster."
-- grain: [industry, id]
-- count: firm
-- columns:
--   industry: {zh: 行业大类代码, en: industry division, unit: code}
--   cluster: {zh: 行业内序号（按大小）, en: number within the industry by size, unit: rank}
--   id: {zh: 企业, en: firm, unit: code}
--   core: {zh: 核心企业, en: core firm, unit: flag}
--   stability: {zh: 成员稳定度, en: stability of the member, unit: share}
--   cluster_stability: {zh: 集群稳定度, en: stability of the cluster, unit: share}
--   centre_lat: {zh: 中心纬度, en: latitude of the centre, unit: deg}
--   centre_lon: {zh: 中心经度, en: longitude of the centre, unit: deg}
--   radius_km: {zh: 含九成成员的半径, en: radius that holds nine tenths, unit: km}
--   circle_count: {zh: 圆内本行业企业数, en: firms of the industry in the circle, unit: count}
--   circle_total: {zh: 圆内全部企业数, en: all firms in the circle, unit: count}
--   quotient: {zh: 集中度（区位商）, en: concentration (location quotient), unit: ratio}
-- kernel: {name: density-clusters}
-- method: docs/methods/cluster-identification.md
select substr(industry_code, 1, 2) as industry, firm_id as id, cast(latitude as double) as lat, cast(longitude as double) as lon
from base.firm
where length(industry_code) >= 2 and closed_date is null and coalesce(status, 'active') = 'active'
  and latitude between -90 and 90 and longitude between -180 and 180 and not (latitude = 0 and longitude = 0)
