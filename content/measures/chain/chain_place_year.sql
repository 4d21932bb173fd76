-- title: {zh: 各地环节历年发明, en: Inventions of places in nodes by year}
-- about:
--   zh: 每个环节、每级地区按申请年的发明件数，地区见 measure.chain_patent_place（ALL 为库内全部）。截断年份尚未公布齐全，不可当作下降。
--   en: Inventions of each node and place by filing year, for the places of measure.chain_patent_place (ALL is all of the data). Truncated years are not all published yet and are no decline.
-- grain: [node_id, place_code, year]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
-- method: docs/methods/navigation.md
with cut as (
  select min(first_truncated_year) as first_truncated_year from base.coverage_year where date_basis = 'application' and patent_type = 'invention'
), counted as (
  select m.node_id, l.place_code, p.application_year as year, count(*) as patent_count
  from base.chain_patent as m join base.patent as p on p.patent_id = m.patent_id and p.patent_type = 'invention'
  join measure.chain_patent_place as l on l.patent_id = m.patent_id
  where p.application_year is not null group by m.node_id, l.place_code, p.application_year
)
select c.node_id, c.place_code, c.year, c.patent_count, coalesce(c.year >= t.first_truncated_year, false) as is_truncated
from counted as c cross join cut as t
