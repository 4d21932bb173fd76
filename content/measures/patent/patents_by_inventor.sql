-- title: {zh: 发明人专利数与名次, en: Patents by inventor}
-- about:
--   zh: 整体计数；同名发明人不能区分，重名会合并。名次在同一专利类型内。
--   en: Whole counting; inventors of one name cannot be told apart. Ranked within a type.
-- grain: [party_id, patent_type]
-- order: [patent_type, rank, party_id]
-- count: patent
-- columns:
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/applicants.md
with counted as (
  select a.party_id, p.patent_type, count(*) as patent_count, min(p.application_year) as first_year, max(p.application_year) as last_year
  from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
  where a.role = 'inventor' group by a.party_id, p.patent_type
)
select c.party_id, y.name, c.patent_type, c.patent_count, c.first_year, c.last_year,
  rank() over (partition by c.patent_type order by c.patent_count desc nulls last) as rank
from counted as c left join base.party as y on y.party_id = c.party_id
