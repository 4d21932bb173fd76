-- title: {zh: 总体内的专利, en: Patents of a population}
-- about:
--   zh: 批次中的专利，且落在其声明的受理局、类型、期间（申请日）与技术（IPC 前缀）之内。
--   en: Patents of the batch that lie within the office, type, period (filing date) and technology (IPC prefix) it states.
-- grain: [population, patent_id]
-- method: docs/methods/coverage.md
with member as (
  select distinct n.population, s.patent_id
  from base.population as n join base.patent_source as s on s.batch = n.batch
)
select m.population, m.patent_id
from member as m
join base.population as n on n.population = m.population
join base.patent as p on p.patent_id = m.patent_id
where (n.complete_office is null or n.complete_office = p.office)
  and (n.complete_type is null or n.complete_type = p.patent_type)
  and (n.complete_from is null or p.application_date >= n.complete_from)
  and (n.complete_to is null or p.application_date <= n.complete_to)
  and (n.complete_technology is null or m.patent_id in (
    select c.patent_id from base.patent_class as c join base.population as t on substr(c.symbol, 1, length(t.complete_technology)) = t.complete_technology
    where t.population = n.population and c.scheme = 'ipc'))
