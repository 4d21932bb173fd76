-- title: {zh: 集群产值：上报与成员合计, en: Cluster output: reported beside sum of members}
-- about:
--   zh: 每个集群每年：选用的上报产值（及其口径、状态、来源）与成员企业产值合计并列，从不合成一个数。成员合计只含填报企业，是下限；member_count 为当年成员数，output_firm_count 为其中填报产值者。
--   en: For each cluster and year the chosen reported output (with definition, status, source) beside the sum of member firms; never merged into one figure. The sum holds only firms that report, so it is a lower bound.
-- grain: [cluster_id, year]
-- count: firm
-- columns:
--   reported_output_cny: {zh: 上报产值, en: reported output, unit: cny}
--   definition: {zh: 口径, en: definition, unit: text}
--   status: {zh: 数据状态, en: status, unit: code}
--   member_output_cny: {zh: 成员企业产值合计, en: output of members, unit: cny}
--   member_count: {zh: 成员企业数, en: members, unit: count}
--   output_firm_count: {zh: 填报产值的成员数, en: members that give output, unit: count}
--   member_revenue_cny: {zh: 成员企业营业收入合计, en: revenue of members, unit: cny}
--   member_rd_cny: {zh: 成员企业研发投入合计, en: R&D of members, unit: cny}
--   member_employee_count: {zh: 成员企业从业人员合计, en: employees of members, unit: person}
--   covered_share: {zh: 成员合计占上报产值, en: members over reported, unit: share}
-- method: docs/methods/clusters.md
with reported as (
  select entity_id as cluster_id, year, value as reported_output_cny, definition, status, source from base.observation
  where entity_type = 'cluster' and indicator = 'output_cny' and is_chosen
), years as (
  select distinct year from base.firm_year union select distinct year from reported
), member as (
  select m.cluster_id, m.firm_id, y.year from base.cluster_member as m join years as y
    on (m.start_year is null or m.start_year <= y.year) and (m.end_year is null or m.end_year >= y.year)
), summed as (
  select m.cluster_id, m.year, count(*) as member_count, count(f.output_cny) as output_firm_count, sum(f.output_cny) as member_output_cny,
    sum(f.revenue_cny) as member_revenue_cny, sum(f.rd_cny) as member_rd_cny, sum(f.employee_count) as member_employee_count
  from member as m left join base.firm_year as f on f.firm_id = m.firm_id and f.year = m.year
  group by m.cluster_id, m.year
), cell as (
  select cluster_id, year from reported union select cluster_id, year from summed where output_firm_count > 0 or member_revenue_cny is not null
)
select c.cluster_id, k.name as cluster_name, c.year, cast(r.reported_output_cny as decimal(20, 2)) as reported_output_cny, r.definition, r.status, r.source,
  s.member_output_cny, coalesce(s.member_count, 0) as member_count, coalesce(s.output_firm_count, 0) as output_firm_count,
  s.member_revenue_cny, s.member_rd_cny, s.member_employee_count,
  case when r.reported_output_cny > 0 then cast(s.member_output_cny as double) / cast(r.reported_output_cny as double) end as covered_share
from cell as c
left join reported as r on r.cluster_id = c.cluster_id and r.year = c.year
left join summed as s on s.cluster_id = c.cluster_id and s.year = c.year
left join base.cluster as k on k.cluster_id = c.cluster_id
