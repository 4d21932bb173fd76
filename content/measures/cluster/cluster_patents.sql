-- title: {zh: 集群企业历年专利数, en: Patents of cluster firms by year}
-- about:
--   zh: 集群现有或当年成员企业作为申请人的专利，类型与日期口径分列；两个成员共同申请的一件专利在本集群只计一次需看专利层，此表为企业专利数之和（上限）。
--   en: Patents with a member of the year as applicant, types and date bases apart. Sum over firms, so a patent two members filed together counts twice (upper bound).
-- grain: [cluster_id, date_basis, patent_type, year]
-- count: patent
-- method: docs/methods/clusters.md
select m.cluster_id, p.date_basis, p.patent_type, p.year, sum(p.patent_count) as patent_count, count(distinct p.firm_id) as firm_count
from base.cluster_member as m join measure.patents_of_firms as p on p.firm_id = m.firm_id
where (m.start_year is null or m.start_year <= p.year) and (m.end_year is null or m.end_year >= p.year)
group by m.cluster_id, p.date_basis, p.patent_type, p.year
