-- title: {zh: 关键发明人依赖, en: Dependence on key persons}
-- about:
--   zh: 每一专利类型名次前 200 的申请人（至少 10 件）有多少专利出自第一名、前五名发明人，以及发明人的 HHI（按参与件数）。占比高而发明人离开，技术积累随之流失。同名者合并，占比是上限。没有发明人的来源不列。
--   en: Of the applicants ranked up to 200 within a type (at least 10 patents) the share of patents in which the first, and any of the first five inventors took part, and the HHI of inventors by their patents. Namesakes merge, so shares are upper bounds.
-- grain: [party_id, patent_type]
-- order: [patent_type, rank, party_id]
-- count: patent
-- columns:
--   top1_share: {zh: 第一发明人参与占比, en: share with the first inventor, unit: share}
--   top5_share: {zh: 前五发明人参与占比, en: share with any of the first five, unit: share}
--   inventor_hhi: {zh: 发明人 HHI, en: HHI of inventors, unit: index 0-1}
--   top_inventor: {zh: 首要发明人, en: first inventor, unit: text}
--   top_last_year: {zh: 首要发明人最近申请年, en: last filing year of the first inventor, unit: year}
-- method: docs/methods/talent.md
with foremost as (
  select party_id, name, patent_type, patent_count, rank from measure.patents_by_applicant where rank <= 200 and patent_count >= 10
), filed as (
  select a.party_id, a.patent_id, p.patent_type, p.application_year as year from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id where a.role = 'applicant'
), own as (
  select f.party_id, f.patent_type, f.patent_id, f.year from filed as f join foremost as m on m.party_id = f.party_id and m.patent_type = f.patent_type
), work as (
  select o.party_id, o.patent_type, o.patent_id, o.year, a.party_id as inventor_id from own as o join base.patent_party as a on a.patent_id = o.patent_id and a.role = 'inventor'
), named as (
  select party_id, patent_type, count(distinct patent_id) as named_count from work group by party_id, patent_type
), person as (
  select party_id, patent_type, inventor_id, count(*) as n, max(year) as last_year,
    row_number() over (partition by party_id, patent_type order by count(*) desc nulls last, inventor_id nulls last) as place
  from work group by party_id, patent_type, inventor_id
), summed as (
  select party_id, patent_type, count(*) as inventor_count, cast(sum(n * n) as double) / (cast(sum(n) as double) * cast(sum(n) as double)) as inventor_hhi from person group by party_id, patent_type
), top5 as (
  select w.party_id, w.patent_type, count(distinct w.patent_id) as n from work as w join person as p on p.party_id = w.party_id and p.patent_type = w.patent_type and p.inventor_id = w.inventor_id and p.place <= 5
  group by w.party_id, w.patent_type
)
select f.party_id, f.name, f.patent_type, f.rank, f.patent_count, s.inventor_count, cast(p.n as double) / cast(d.named_count as double) as top1_share, cast(t.n as double) / cast(d.named_count as double) as top5_share,
  s.inventor_hhi, y.name as top_inventor, p.last_year as top_last_year
from foremost as f
join summed as s on s.party_id = f.party_id and s.patent_type = f.patent_type
join named as d on d.party_id = f.party_id and d.patent_type = f.patent_type
join person as p on p.party_id = f.party_id and p.patent_type = f.patent_type and p.place = 1
join top5 as t on t.party_id = f.party_id and t.patent_type = f.patent_type
left join base.party as y on y.party_id = p.inventor_id
