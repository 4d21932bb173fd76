-- title: {zh: 载体概况, en: Carriers at a glance}
-- about:
--   zh: 高新区、特色产业基地等载体在企业年度数据最后一年年末的企业（入驻未迁出）、其中持有有效高新技术企业资质者、一年内到期而无后续的资质、临近门槛的企业，以及以其为主要载体的集群。产值合计只含有数据的企业，是下限；企业可属几个载体，各载体之和不等于全省。
--   en: Firms of a zone or base at the end of the last year of firm-years (moved in, not out), of these the holders of a valid high-tech title, titles that end within a year without a successor, firms near a limit, and the clusters it mainly hosts. The sum of output holds only firms with data and is a lower bound; a firm may be of several carriers, so carriers do not sum to the province.
-- grain: [carrier_id]
-- count: firm
-- columns:
--   carrier_id: {zh: 载体, en: carrier, unit: code}
--   as_of_date: {zh: 截止日, en: as of, unit: date}
--   firm_count: {zh: 企业数, en: firms, unit: count}
--   high_tech_firm_count: {zh: 有效高企, en: high-tech firms, unit: count}
--   expiring_count: {zh: 一年内到期的资质, en: titles ending, unit: count}
--   near_firm_count: {zh: 临近门槛的企业, en: firms near a limit, unit: count}
--   output_firm_count: {zh: 有产值数据的企业, en: firms with output, unit: count}
--   output_cny: {zh: 企业产值合计, en: sum of output, unit: cny}
--   hosted_cluster_count: {zh: 主要承载的集群, en: clusters hosted, unit: count}
--   member_cluster_count: {zh: 有成员在内的集群, en: clusters with members here, unit: count}
-- method: docs/methods/carriers.md
with last_year as (
  select max(year) as year from base.firm_year
), day as (
  select year, cast(cast(year as varchar) || '-12-31' as date) as as_of_date from last_year
), inside as (
  select distinct c.carrier_id, c.firm_id from base.firm_carrier as c cross join day as d
  where (c.valid_from is null or d.as_of_date is null or c.valid_from <= d.as_of_date) and (c.valid_to is null or d.as_of_date is null or c.valid_to > d.as_of_date)
), titled as (
  select distinct t.firm_id from base.firm_title as t cross join day as d where t.title_kind = 'high_tech' and t.valid_from <= d.as_of_date and (t.valid_to is null or t.valid_to > d.as_of_date)
), ending as (
  select firm_id, count(*) as n from measure.title_expiry where not is_renewed group by firm_id
), near as (
  select distinct firm_id from measure.firm_near_limit
), firms as (
  select i.carrier_id, count(*) as firm_count, count(t.firm_id) as high_tech_firm_count, sum(coalesce(e.n, 0)) as expiring_count, count(n.firm_id) as near_firm_count, count(y.output_cny) as output_firm_count, sum(y.output_cny) as output_cny
  from inside as i cross join day as d
  left join titled as t on t.firm_id = i.firm_id left join ending as e on e.firm_id = i.firm_id left join near as n on n.firm_id = i.firm_id
  left join base.firm_year as y on y.firm_id = i.firm_id and y.year = d.year
  group by i.carrier_id
), hosted as (
  select host_carrier_id as carrier_id, count(*) as n from base.cluster where host_carrier_id is not null group by host_carrier_id
), joined as (
  select i.carrier_id, count(distinct m.cluster_id) as n from inside as i cross join day as d join base.cluster_member as m on m.firm_id = i.firm_id
    and (m.start_year is null or d.year is null or m.start_year <= d.year) and (m.end_year is null or d.year is null or m.end_year >= d.year)
  group by i.carrier_id
)
select c.carrier_id, d.as_of_date, coalesce(f.firm_count, 0) as firm_count, coalesce(f.high_tech_firm_count, 0) as high_tech_firm_count, cast(coalesce(f.expiring_count, 0) as bigint) as expiring_count,
  coalesce(f.near_firm_count, 0) as near_firm_count, coalesce(f.output_firm_count, 0) as output_firm_count, f.output_cny, coalesce(h.n, 0) as hosted_cluster_count, coalesce(j.n, 0) as member_cluster_count
from base.carrier as c cross join day as d
left join firms as f on f.carrier_id = c.carrier_id
left join hosted as h on h.carrier_id = c.carrier_id
left join joined as j on j.carrier_id = c.carrier_id
