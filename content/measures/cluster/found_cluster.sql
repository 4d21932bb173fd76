-- title: {zh: 发现的集群, en: Clusters found}
-- about:
--   zh: 不看规划名单、只凭数据发现的集群：依据、主要行业与主要城市（成员最多者）、成员数、中心与含九成成员的半径、集群稳定度（重抽样中与最像者的 Jaccard 均值，0.75 以上为稳定）、集中度（圆内本行业份额与全部份额之比，接近 1 只说明当地各行各业企业都多）、供应链群的群内流量占比，坐标完全相同的成员所占最大比例，以及最近有产值年份的成员产值合计（只含填报企业，是下限）。按发明人发现的集群另给技术领域、发明人数、发明人最多的企业所占比例（过半则多半是一家企业的研发机构）。编号的组成见 found_member。
--   en: "Clusters found from the data alone, whatever the plan names: basis, main industry and city (of most members), members, centre and the radius that holds nine tenths, stability (mean Jaccard index with the likest cluster of resamples; stable from 0.75), concentration (share of the industry over the share of all firms in the circle; near 1 the place simply has many firms of all kinds), the share of flow within (chain clusters), the greatest share of members at one and the same point, and the members' output in the latest year with output (firms that report only: a lower bound). By inventors: the field, the inventors and the share of the firm with most of them (above half it is one firm's laboratory rather than a cluster). found_member tells how ids are made."
-- grain: [found_id]
-- count: firm
-- columns:
--   found_id: {zh: 发现的集群, en: cluster found, unit: code}
--   basis: {zh: 依据, en: basis, unit: code}
--   industry_code: {zh: 主要行业, en: main industry, unit: code}
--   industry_share: {zh: 主要行业占成员比, en: share of members in it, unit: share}
--   place_code: {zh: 主要城市, en: main city, unit: code}
--   place_share: {zh: 主要城市占成员比, en: share of members there, unit: share}
--   core_count: {zh: 核心企业数, en: core firms, unit: count}
--   longitude: {zh: 中心经度, en: longitude of the centre, unit: deg}
--   latitude: {zh: 中心纬度, en: latitude of the centre, unit: deg}
--   radius_km: {zh: 含九成成员的半径, en: radius that holds nine tenths, unit: km}
--   stability: {zh: 集群稳定度, en: stability, unit: share}
--   quotient: {zh: 集中度（区位商）, en: concentration (location quotient), unit: ratio}
--   inner_share: {zh: 群内流量占比, en: share of flow within, unit: share}
--   subclass: {zh: 主要技术（IPC 小类）, en: main technology (IPC subclass), unit: code}
--   subclass_share: {zh: 主要技术占比, en: its share, unit: share}
--   stacked_share: {zh: 坐标相同者最大占比, en: greatest share at one point, unit: share}
--   output_year: {zh: 产值年份, en: year of output, unit: year}
--   output_cny: {zh: 成员产值合计, en: output of members, unit: cny}
--   output_firm_count: {zh: 填报产值的成员数, en: members that give output, unit: count}
--   field_number: {zh: 技术领域（WIPO）, en: technology field (WIPO), unit: code}
--   inventor_count: {zh: 发明人数, en: inventors, unit: count}
--   lead_share: {zh: 发明人最多的企业所占比例, en: share of the firm with most inventors, unit: share}
-- method: docs/methods/cluster-identification.md
with shape as (
  select m.found_id, max(d.centre_lon) as longitude, max(d.centre_lat) as latitude, max(d.radius_km) as radius_km,
    max(d.cluster_stability) as stability, max(d.quotient) as quotient, cast(null as varchar) as subclass, cast(null as double) as subclass_share
  from measure.found_member as m join measure.found_density as d on d.id = m.firm_id where m.basis = 'space' group by m.found_id
  union all
  select m.found_id, max(d.centre_lon) as longitude, max(d.centre_lat) as latitude, max(d.radius_km) as radius_km,
    max(d.cluster_stability) as stability, cast(null as double) as quotient, max(d.item) as subclass, max(d.item_share) as subclass_share
  from measure.found_member as m join measure.found_joint as d on d.id = m.firm_id where m.basis = 'joint' group by m.found_id
  union all
  select m.found_id, max(d.centre_lon) as longitude, max(d.centre_lat) as latitude, max(d.radius_km) as radius_km,
    max(d.cluster_stability) as stability, max(d.quotient) as quotient, cast(null as varchar) as subclass, cast(null as double) as subclass_share
  from measure.found_member as m join measure.found_inventor as d on d.id = m.firm_id and d.industry = m.found_group where m.basis = 'inventor' group by m.found_id
), flow as (
  select m.found_id, max(d.inner_share) as inner_share from measure.found_member as m join measure.found_supply as d on d.node = m.firm_id where m.basis = 'supply' group by m.found_id
), member as (
  select m.found_id, m.basis, m.found_group, m.firm_id, m.is_core, m.inventor_count, substr(f.industry_code, 1, 2) as industry_code, r.prefecture_code, f.longitude, f.latitude
  from measure.found_member as m join base.firm as f on f.firm_id = m.firm_id left join base.region_map as r on r.region_code = f.region_code
), sized as (
  select found_id, basis, count(*) as firm_count, case when count(is_core) > 0 then cast(sum(case when is_core then 1 else 0 end) as bigint) end as core_count,
    max(case when basis = 'inventor' then found_group end) as field_number, cast(sum(inventor_count) as bigint) as inventor_count, max(inventor_count) as most_count
  from member group by found_id, basis
), city as (
  select found_id, prefecture_code, count(*) as n, row_number() over (partition by found_id order by count(*) desc nulls last, prefecture_code nulls last) as place
  from member where prefecture_code is not null group by found_id, prefecture_code
), trade as (
  select found_id, industry_code, count(*) as n, row_number() over (partition by found_id order by count(*) desc nulls last, industry_code nulls last) as place
  from member where industry_code is not null group by found_id, industry_code
), pile as (
  select found_id, max(n) as n from (select found_id, longitude, latitude, count(*) as n from member where longitude is not null group by found_id, longitude, latitude) as p group by found_id
), latest as (
  select max(year) as output_year from base.firm_year where output_cny is not null
), output as (
  select m.found_id, l.output_year, sum(y.output_cny) as output_cny, count(y.output_cny) as output_firm_count
  from measure.found_member as m cross join latest as l join base.firm_year as y on y.firm_id = m.firm_id and y.year = l.output_year group by m.found_id, l.output_year
)
select z.found_id, z.basis, t.industry_code, cast(t.n as double) / cast(z.firm_count as double) as industry_share,
  c.prefecture_code as place_code, cast(c.n as double) / cast(z.firm_count as double) as place_share, z.firm_count, z.core_count,
  s.longitude, s.latitude, s.radius_km, s.stability, s.quotient, w.inner_share, s.subclass, s.subclass_share, cast(p.n as double) / cast(z.firm_count as double) as stacked_share,
  o.output_year, o.output_cny, coalesce(o.output_firm_count, 0) as output_firm_count,
  z.field_number, z.inventor_count, cast(z.most_count as double) / cast(z.inventor_count as double) as lead_share
from sized as z
left join shape as s on s.found_id = z.found_id
left join flow as w on w.found_id = z.found_id
left join city as c on c.found_id = z.found_id and c.place = 1
left join trade as t on t.found_id = z.found_id and t.place = 1
left join pile as p on p.found_id = z.found_id
left join output as o on o.found_id = z.found_id
