-- title: {zh: 申请人集中度, en: Concentration among applicants}
-- about:
--   zh: CR4 与 HHI 只在批次声明完整的总体内计算（按申请人分数计数）；未声明完整的数据是未知样本，数值为空，reason 说明原因。专利数少于 base.parameter 的 concentration_minimum 时同样为空。HHI 取 0–1；normalised_hhi = (HHI − 1/n)/(1 − 1/n)。
--   en: CR4 and HHI are given only within a population that a batch states complete (fractional counting by applicant); elsewhere the data are an unknown sample, the value is null and reason tells why. So it is below concentration_minimum patents. HHI is 0–1; normalised_hhi = (HHI − 1/n)/(1 − 1/n).
-- grain: [population, patent_type]
-- count: patent
-- columns:
--   cr4: {zh: CR4（前四名占比）, en: CR4 share of the four largest, unit: share}
--   hhi: {zh: 赫芬达尔指数, en: Herfindahl index, unit: index 0-1}
--   normalised_hhi: {zh: 归一赫芬达尔指数, en: normalised Herfindahl index, unit: index 0-1}
-- method: docs/methods/concentration.md
with member as (
  select population, patent_id from base.population_patent
  union all
  select 'all' as population, patent_id from base.patent
), sized as (
  select patent_id, count(*) as applicant_count from base.patent_party where role = 'applicant' group by patent_id
), held as (
  select m.population, p.patent_type, a.party_id, sum(cast(1 as double) / cast(s.applicant_count as double)) as weight
  from member as m
  join base.patent as p on p.patent_id = m.patent_id
  join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant'
  join sized as s on s.patent_id = m.patent_id
  group by m.population, p.patent_type, a.party_id
), shared as (
  select population, patent_type, party_id, weight, sum(weight) over (partition by population, patent_type) as total,
    row_number() over (partition by population, patent_type order by weight desc nulls last, party_id nulls last) as place
  from held
), summed as (
  select population, patent_type, count(*) as applicant_count, max(total) as fractional_count,
    sum(case when place <= 4 then weight else 0 end) / cast(max(total) as double) as cr4,
    sum((weight / cast(total as double)) * (weight / cast(total as double))) as hhi
  from shared group by population, patent_type
), judged as (
  select s.population, s.patent_type, s.applicant_count, s.fractional_count, s.cr4, s.hhi,
    case when s.population = 'all' then 'population_not_complete'
      when s.fractional_count < coalesce(m.value, 10) then 'too_few_patents' end as reason
  from summed as s left join base.parameter as m on m.parameter = 'concentration_minimum'
)
select population, patent_type, applicant_count, fractional_count, case when reason is null then cr4 end as cr4, case when reason is null then hhi end as hhi,
  case when reason is null and applicant_count > 1 then (hhi - cast(1 as double) / cast(applicant_count as double)) / cast(1 - cast(1 as double) / cast(applicant_count as double) as double) end as normalised_hhi,
  reason
from judged
