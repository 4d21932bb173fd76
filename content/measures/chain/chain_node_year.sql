-- title: {zh: 环节历年专利, en: Patents of nodes by year}
-- about:
--   zh: 每个环节按申请年、专利类型的专利数与申请人数。截断年份（is_truncated）尚未公布齐全，不可当作下降。
--   en: Patents and applicants of each node by filing year and type. Truncated years are not all published yet and are no decline.
-- grain: [node_id, patent_type, year]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
-- method: docs/methods/chains.md
with counted as (
  select m.node_id, p.patent_type, p.application_year as year, count(*) as patent_count
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id
  where p.application_year is not null group by m.node_id, p.patent_type, p.application_year
), people as (
  select m.node_id, p.patent_type, p.application_year as year, count(distinct a.party_id) as applicant_count
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
  where p.application_year is not null group by m.node_id, p.patent_type, p.application_year
), cut as (
  select patent_type, min(first_truncated_year) as first_truncated_year from base.coverage_year where date_basis = 'application' group by patent_type
)
select c.node_id, c.patent_type, c.year, c.patent_count, coalesce(a.applicant_count, 0) as applicant_count, coalesce(c.year >= t.first_truncated_year, false) as is_truncated
from counted as c
left join people as a on a.node_id = c.node_id and a.patent_type = c.patent_type and a.year = c.year
left join cut as t on t.patent_type = c.patent_type
