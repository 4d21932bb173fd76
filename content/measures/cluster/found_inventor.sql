-- title: {zh: 按发明人密度发现的集群：发明人所在企业, en: "Clusters found by the density of inventors: their firms"}
-- about:
--   zh: 已定位的发明人（measure.inventor_site），逐 WIPO 技术领域作密度聚类（DBSCAN，球面大圆 15 千米）。同一企业的发明人坐标重合，合为一个带权重的点：15 千米内有 5 名以上且不少于本领域已定位发明人 5% 者为核心；有成员相距 5 千米以内的两个集群合并；一人只计一次、只在一个领域。每行为一家企业在一个领域的发明人数。stability 为重抽样（每次抽八成企业，50 次）中仍在此集群的比例：抽的是企业而不是人，一家企业的进出也能看出来。少于 3 家企业的不进入 found_cluster。
--   en: "Inventors with a site (measure.inventor_site), clustered by density within each WIPO field (DBSCAN, great circle of 15 km). Inventors of a firm share its point, which counts with their number: core from 5 inventors and 5 % of the field's placed inventors within reach; clusters with members within 5 km become one; a person counts once, in one field. A row gives a firm's inventors in a field. stability is the share of resamples (four fifths of the firms, 50 times) that keep it in the cluster: firms are drawn, not persons, so that it shows what one firm's absence does. Fewer than 3 firms do not enter found_cluster."
-- grain: [industry, id]
-- count: firm
-- columns:
--   industry: {zh: 技术领域（WIPO）, en: technology field (WIPO), unit: code}
--   cluster: {zh: 领域内序号（按发明人数）, en: number within the field by inventors, unit: rank}
--   id: {zh: 企业, en: firm, unit: code}
--   core: {zh: 核心, en: core, unit: flag}
--   stability: {zh: 成员稳定度, en: stability of the member, unit: share}
--   cluster_stability: {zh: 集群稳定度, en: stability of the cluster, unit: share}
--   centre_lat: {zh: 中心纬度, en: latitude of the centre, unit: deg}
--   centre_lon: {zh: 中心经度, en: longitude of the centre, unit: deg}
--   radius_km: {zh: 含九成企业的半径, en: radius that holds nine tenths of the firms, unit: km}
--   circle_count: {zh: 圆内本领域企业数, en: firms of the field in the circle, unit: count}
--   circle_total: {zh: 圆内企业与领域的对数, en: pairs of firm and field in the circle, unit: count}
--   quotient: {zh: 集中度（按发明人）, en: concentration (by inventors), unit: ratio}
-- kernel: {name: density-clusters}
-- method: docs/methods/cluster-identification.md
select s.field_number as industry, s.site_firm_id as id, cast(f.latitude as double) as lat, cast(f.longitude as double) as lon, cast(count(*) as double) as weight
from measure.inventor_site as s join base.firm as f on f.firm_id = s.site_firm_id
where s.field_number is not null
group by s.field_number, s.site_firm_id, f.latitude, f.longitude
