-- title: {zh: 规划集群与发现的集群对照, en: Clusters planned beside clusters found}
-- about:
--   zh: 规划（名单上的）集群的现有成员与发现的集群成员两两对照，每种依据分列：共有企业数、查全（共有 ÷ 规划成员中可参与该依据者，空间密度为有坐标和行业者，供应关系为有供应记录者，空间与技术为有坐标和专利者）、查准（共有 ÷ 发现的集群成员）、Jaccard 系数、规划成员中位点（经纬度各取中位）到发现的集群中心的距离。没有共有成员的一对没有行；规划集群一个成员都没有被发现时另有一行，found_id 为 none。按发明人的，各数都是发明人数：member_count 为成员企业已定位的发明人，able_count 为其中在该技术领域者（没有发现时为全部），查全在本领域内计算。is_match：规划集群在该依据下查全最高的发现的集群，且查全 ≥ 0.5。名单不全时查准偏低，不说明发现有误。
--   en: "Present members of the planned (listed) clusters beside those of the clusters found, each basis apart: members in common, recall (common over planned members that can take part: those with coordinates and industry where the basis is density, those with supply links where it is supply, with coordinates and patents where it is space and technology), precision (common over members found), Jaccard index, distance from the median point of the planned members (median latitude and longitude) to the centre found. A pair with nothing in common has no row; a planned cluster of which no member was found has one row with found_id none. By inventors every count is of inventors: member_count those placed at member firms, able_count those of them in the found cluster's field (all where none is found), recall within the field. is_match: the found cluster with the highest recall of the planned one on that basis, if that is 0.5 or more. Where lists are not whole precision is low without anything being wrong."
-- grain: [cluster_id, basis, found_id]
-- count: firm
-- columns:
--   found_id: {zh: 发现的集群, en: cluster found, unit: code}
--   basis: {zh: 依据, en: basis, unit: code}
--   member_count: {zh: 规划集群现有成员数（按发明人的为发明人数）, en: "present members planned (inventors on that basis)", unit: count}
--   able_count: {zh: 其中可参与者, en: of these can take part, unit: count}
--   found_firm_count: {zh: 发现的集群成员数, en: members found, unit: count}
--   shared_count: {zh: 共有成员数, en: members in common, unit: count}
--   recall_share: {zh: 查全, en: recall, unit: share}
--   precision_share: {zh: 查准, en: precision, unit: share}
--   jaccard_share: {zh: Jaccard 系数, en: Jaccard index, unit: share}
--   distance_km: {zh: 中心距离, en: distance of the centres, unit: km}
--   is_match: {zh: 相符, en: match, unit: flag}
-- method: docs/methods/cluster-identification.md
with member as (
  select m.cluster_id, m.firm_id, f.latitude, f.longitude,
    case when f.latitude between -90 and 90 and f.longitude between -180 and 180 and not (f.latitude = 0 and f.longitude = 0)
      and f.closed_date is null and coalesce(f.status, 'active') = 'active' then 1 else 0 end as is_located, case when length(f.industry_code) >= 2 then 1 else 0 end as is_classed
  from base.cluster_member as m left join base.firm as f on f.firm_id = m.firm_id where m.end_year is null
), able as (
  select cluster_id, 'space' as basis, firm_id, cast(null as varchar) as field_number, 1 as member_count, is_located * is_classed as able_count from member
  union all
  select m.cluster_id, 'supply' as basis, m.firm_id, cast(null as varchar) as field_number, 1 as member_count, case when s.node is not null then 1 else 0 end as able_count
  from member as m left join measure.found_supply as s on s.node = m.firm_id
  union all
  select m.cluster_id, 'joint' as basis, m.firm_id, cast(null as varchar) as field_number, 1 as member_count, case when m.is_located = 1 and h.firm_id is not null then 1 else 0 end as able_count
  from member as m left join (select distinct firm_id from measure.patents_of_firms) as h on h.firm_id = m.firm_id
  union all
  select m.cluster_id, 'inventor' as basis, m.firm_id, s.field_number, coalesce(s.inventor_count, 0) as member_count, case when s.field_number is not null then s.inventor_count else 0 end as able_count
  from member as m left join (select site_firm_id, field_number, count(*) as inventor_count from measure.inventor_site where site_firm_id is not null group by site_firm_id, field_number) as s on s.site_firm_id = m.firm_id
), planned as (
  select cluster_id, basis, cast(sum(member_count) as bigint) as member_count, cast(sum(able_count) as bigint) as able_count from able group by cluster_id, basis
), field as (
  select cluster_id, basis, field_number, cast(sum(able_count) as bigint) as able_count from able where field_number is not null group by cluster_id, basis, field_number
), sorted as (
  select cluster_id, latitude, longitude, count(*) over (partition by cluster_id) as n,
    row_number() over (partition by cluster_id order by latitude nulls last) as north, row_number() over (partition by cluster_id order by longitude nulls last) as east
  from member where is_located = 1
), centre as (
  select cluster_id, max(case when 2 * north in (n, n + 1) then latitude end) as latitude, max(case when 2 * east in (n, n + 1) then longitude end) as longitude from sorted group by cluster_id
), pair as (
  select a.cluster_id, a.basis, m.found_id, cast(sum(a.able_count) as bigint) as shared_count
  from able as a join measure.found_member as m on m.firm_id = a.firm_id and m.basis = a.basis where a.able_count > 0 and (a.field_number is null or a.field_number = m.found_group) group by a.cluster_id, a.basis, m.found_id
), ranked as (
  select cluster_id, basis, found_id, shared_count, row_number() over (partition by cluster_id, basis order by shared_count desc nulls last, found_id nulls last) as place from pair
), joined as (
  select p.cluster_id, p.basis, coalesce(r.found_id, 'none') as found_id, p.member_count, coalesce(i.able_count, p.able_count) as able_count, coalesce(f.inventor_count, f.firm_count) as found_firm_count,
    coalesce(r.shared_count, 0) as shared_count, r.place, f.latitude, f.longitude
  from planned as p
  left join ranked as r on r.cluster_id = p.cluster_id and r.basis = p.basis
  left join measure.found_cluster as f on f.found_id = r.found_id
  left join field as i on i.cluster_id = p.cluster_id and i.basis = p.basis and i.field_number = f.field_number
)
select j.cluster_id, j.basis, j.found_id, j.member_count, j.able_count, j.found_firm_count, j.shared_count,
  case when j.able_count > 0 then cast(j.shared_count as double) / cast(j.able_count as double) end as recall_share,
  case when j.place is not null then cast(j.shared_count as double) / cast(j.found_firm_count as double) end as precision_share,
  case when j.place is not null then cast(j.shared_count as double) / cast(j.able_count + j.found_firm_count - j.shared_count as double) end as jaccard_share,
  2 * 6371.0088 * asin(sqrt(power(sin(radians(j.latitude - c.latitude) / 2.0), 2) + cos(radians(j.latitude)) * cos(radians(c.latitude)) * power(sin(radians(j.longitude - c.longitude) / 2.0), 2))) as distance_km,
  coalesce(j.place = 1 and 2 * j.shared_count >= j.able_count, false) as is_match
from joined as j left join centre as c on c.cluster_id = j.cluster_id
