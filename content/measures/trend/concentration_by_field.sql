-- title: {zh: 各领域申请人集中度, en: Concentration by field}
-- about:
--   zh: 声明完整的总体内，各专利类型 × WIPO 主领域的 CR4 与 HHI（分数计数）。没有声明完整的总体就没有行；少于 concentration_minimum 件的为空，reason 说明。
--   en: CR4 and HHI by type and main WIPO field within populations stated complete (fractional counting). Without such a population there are no rows; below concentration_minimum patents null, reason tells.
-- grain: [population, patent_type, field_number]
-- count: patent
-- columns:
--   cr4: {zh: CR4（前四名占比）, en: CR4 share of the four largest, unit: share}
--   hhi: {zh: 赫芬达尔指数, en: Herfindahl index, unit: index 0-1}
-- method: docs/methods/concentration.md
with sized as (
  select patent_id, count(*) as applicant_count from base.patent_party where role = 'applicant' group by patent_id
), held as (
  select m.population, p.patent_type, f.field_number, a.party_id, sum(cast(1 as double) / cast(s.applicant_count as double)) as weight
  from base.population_patent as m join base.patent as p on p.patent_id = m.patent_id join base.patent_field as f on f.patent_id = m.patent_id and f.is_main
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' join sized as s on s.patent_id = m.patent_id
  group by m.population, p.patent_type, f.field_number, a.party_id
), shared as (
  select population, patent_type, field_number, weight, sum(weight) over (partition by population, patent_type, field_number) as total,
    row_number() over (partition by population, patent_type, field_number order by weight desc nulls last, party_id nulls last) as place
  from held
), summed as (
  select population, patent_type, field_number, count(*) as applicant_count, max(total) as fractional_count, sum(case when place <= 4 then weight else 0 end) / cast(max(total) as double) as cr4,
    sum((weight / cast(total as double)) * (weight / cast(total as double))) as hhi
  from shared group by population, patent_type, field_number
)
select s.population, s.patent_type, s.field_number, s.applicant_count, s.fractional_count, case when s.fractional_count >= coalesce(m.value, 10) then s.cr4 end as cr4,
  case when s.fractional_count >= coalesce(m.value, 10) then s.hhi end as hhi, case when s.fractional_count < coalesce(m.value, 10) then 'too_few_patents' end as reason
from summed as s left join base.parameter as m on m.parameter = 'concentration_minimum'
