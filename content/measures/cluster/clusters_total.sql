-- title: {zh: 集群合计（企业只计一次）, en: "All clusters together, a firm once"}
-- about:
--   zh: 各年全部集群成员企业的合计：属于几个集群的企业只计一次；并列各集群成员合计之和，差额即重复部分。
--   en: Members of all clusters by year with a firm of several clusters counted once, beside the sum over clusters; the difference is double counting.
-- grain: [year]
-- count: firm
-- columns:
--   shared_firm_count: {zh: 属于多个集群的企业数, en: firms in several clusters, unit: count}
--   summed_output_cny: {zh: 各集群成员合计之和（含重复）, en: sum over clusters with double counting, unit: cny}
-- method: docs/methods/clusters.md
with member as (
  select m.cluster_id, m.firm_id, f.year, f.output_cny, f.revenue_cny, f.rd_cny, f.employee_count
  from base.cluster_member as m join base.firm_year as f on f.firm_id = m.firm_id
  where (m.start_year is null or m.start_year <= f.year) and (m.end_year is null or m.end_year >= f.year)
), once as (
  select firm_id, year, max(output_cny) as output_cny, max(revenue_cny) as revenue_cny, max(rd_cny) as rd_cny, max(employee_count) as employee_count, count(*) as cluster_count
  from member group by firm_id, year
), repeated as (
  select year, sum(output_cny) as output_cny from member group by year
)
select o.year, count(*) as firm_count, sum(case when o.cluster_count > 1 then 1 else 0 end) as shared_firm_count, sum(o.output_cny) as output_cny,
  sum(o.revenue_cny) as revenue_cny, sum(o.rd_cny) as rd_cny, sum(o.employee_count) as employee_count, max(r.output_cny) as summed_output_cny
from once as o join repeated as r on r.year = o.year group by o.year
