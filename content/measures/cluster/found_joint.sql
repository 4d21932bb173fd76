-- title: {zh: 按空间与技术联合密度发现的集群：成员, en: "Clusters found by joint density in space and technology: members"}
-- about:
--   zh: 有经纬度、有专利（本企业为申请人）的存续企业，技术轮廓为其专利在各 IPC 小类的件数。两个半径的密度聚类：邻居须相距 15 千米以内且技术距离（1 − 余弦）不超过 0.5；邻居有 5 家以上且不少于参加企业 0.5% 者为核心。不分行业，同一集群可跨行业。没有专利或没有坐标的企业不参加，不等于不在集群里。stability 为重抽样（抽八成，10 次）中该企业仍在此集群的比例。
--   en: "Active firms with coordinates and patents (as applicant); the profile is their patents by IPC subclass. Density of two radii: neighbours lie within 15 km and within a technology distance of 0.5 (1 − cosine); with 5 neighbours or more, and 0.5 % of the firms that take part, a firm is core. Industries are not parted. Firms without patents or coordinates take no part, which does not mean that they are in no cluster. stability is the share of resamples (four fifths, 10 times) that keep the firm in the cluster."
-- grain: [id]
-- count: firm
-- columns:
--   cluster: {zh: 序号（按大小）, en: number by size, unit: rank}
--   id: {zh: 企业, en: firm, unit: code}
--   core: {zh: 核心企业, en: core firm, unit: flag}
--   stability: {zh: 成员稳定度, en: stability of the member, unit: share}
--   cluster_stability: {zh: 集群稳定度, en: stability of the cluster, unit: share}
--   centre_lat: {zh: 中心纬度, en: latitude of the centre, unit: deg}
--   centre_lon: {zh: 中心经度, en: longitude of the centre, unit: deg}
--   radius_km: {zh: 含九成成员的半径, en: radius that holds nine tenths, unit: km}
--   item: {zh: 主要技术（IPC 小类）, en: main technology (IPC subclass), unit: code}
--   item_share: {zh: 主要技术占比, en: its share, unit: share}
-- kernel: {name: joint-clusters}
-- method: docs/methods/cluster-identification.md
with firm_key as (
  select k.name_key, min(f.firm_id) as firm_id
  from base.firm as f join base.name_key as k on k.name = f.name
  group by k.name_key having count(*) = 1
), placed as (
  select firm_id, cast(latitude as double) as lat, cast(longitude as double) as lon from base.firm
  where closed_date is null and coalesce(status, 'active') = 'active'
    and latitude between -90 and 90 and longitude between -180 and 180 and not (latitude = 0 and longitude = 0)
), matched as (
  select n.party_id, coalesce(min(f.firm_id), min(k.firm_id)) as firm_id
  from base.party_name as n
  left join base.firm as f on f.firm_id = n.party_id
  left join firm_key as k on k.name_key = n.name_key
  where f.firm_id is not null or k.firm_id is not null
  group by n.party_id
)
select p.firm_id as id, p.lat, p.lon, c.subclass as item, cast(count(distinct a.patent_id) as double) as weight
from matched as m join placed as p on p.firm_id = m.firm_id
join base.patent_party as a on a.party_id = m.party_id and a.role = 'applicant'
join base.patent_class as c on c.patent_id = a.patent_id and c.scheme = 'ipc' and c.opens_subclass
group by p.firm_id, p.lat, p.lon, c.subclass
