-- title: {zh: 发明人专利数与名次, en: Patents by inventor}
-- about:
--   zh: 整体计数，名次在同一专利类型内。同名者只凭姓名不能区分，故给出区间：patent_count 为该姓名的全部专利，patent_count_low 为其中最大一个合作圈（经共同发明人或申请人相连）的专利；合作圈多于一个时可能不是一人。登记为不参加排名者不列。
--   en: Whole counting, ranked within a type. A name alone cannot tell persons of one name apart, so a band is given. patent_count is every patent under the name, patent_count_low those of its largest circle (joined by a co-inventor or applicant); more than one circle may be more than one person. Names that opted out are left out.
-- grain: [party_id, patent_type]
-- order: [patent_type, rank, party_id]
-- count: patent
-- columns:
--   patent_count_low: {zh: 最大合作圈的专利数, en: patents of the largest circle, unit: count}
--   circle_count: {zh: 合作圈数, en: circles, unit: count}
--   rank_low: {zh: 按最大合作圈的名次, en: rank by the largest circle, unit: ordinal}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/name-resolution.md
with opted_out as (
  select distinct n.party_id from base.inventor_opt_out as o join base.party_name as n on n.name_key = o.name_key
), counted as (
  select a.party_id, p.patent_type, count(*) as patent_count, min(p.application_year) as first_year, max(p.application_year) as last_year
  from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id left join opted_out as o on o.party_id = a.party_id
  where a.role = 'inventor' and o.party_id is null group by a.party_id, p.patent_type
), banded as (
  select c.*, coalesce(h.patent_count_low, c.patent_count) as patent_count_low, coalesce(h.circle_count, 1) as circle_count
  from counted as c left join measure.inventor_circles as h on h.party_id = c.party_id and h.patent_type = c.patent_type
)
select b.party_id, y.name, b.patent_type, b.patent_count, b.patent_count_low, b.circle_count, b.first_year, b.last_year,
  rank() over (partition by b.patent_type order by b.patent_count desc nulls last) as rank,
  rank() over (partition by b.patent_type order by b.patent_count_low desc nulls last) as rank_low
from banded as b left join base.party as y on y.party_id = b.party_id
