-- title: {zh: 发明人产出与流动, en: Output and mobility of inventors}
-- about:
--   zh: 每一专利类型名次前 500（至少 3 件）的发明人：件数（整体与分数计数）、近 5 年件数、质量指数同组百分位的均值、合作发明人数、所在申请人数与变换次数（按申请年先后，相邻两年的主要申请人不同计一次）。同名者不能区分：件数是上限，largest_group 是其中在同一申请人名下最多的件数，即下限；两者相差大者多半是重名，不宜据此排名。
--   en: Inventors ranked up to 500 within a type (three patents at least), with patents by whole and fractional counting, those of the last five years, the mean percentile of the quality index, co-inventors, applicants and changes of applicant (the main applicant of successive years with patents). Namesakes cannot be told apart, so the count is an upper bound, and largest_group, the most of them under one applicant, a lower one.
-- grain: [party_id, patent_type]
-- order: [patent_type, rank, party_id]
-- count: patent
-- columns:
--   largest_group: {zh: 同一申请人名下最多件数（下限）, en: most under one applicant (lower bound), unit: count}
--   recent_count: {zh: 近 5 年件数, en: patents of the last 5 years, unit: count}
--   mean_percentile: {zh: 质量同组百分位均值, en: mean percentile of quality, unit: share}
--   ranked_count: {zh: 有质量指数的件数, en: patents with a quality index, unit: count}
--   co_inventor_count: {zh: 合作发明人数, en: co-inventors, unit: count}
--   move_count: {zh: 变换申请人次数, en: changes of applicant, unit: count}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   main_applicant: {zh: 主要申请人, en: main applicant, unit: text}
-- method: docs/methods/talent.md
with foremost as (
  select party_id, name, patent_type, patent_count, first_year, last_year, rank from measure.patents_by_inventor where rank <= 500 and patent_count >= 3
), own as (
  select party_id, patent_type, patent_id, application_year as year, inventor_count from measure.inventor_work
), latest as (
  select patent_type, max(year) as latest_year from own group by patent_type
), output as (
  select o.party_id, o.patent_type, sum(cast(1 as double) / cast(o.inventor_count as double)) as fractional_count, sum(case when o.year > l.latest_year - 5 then 1 else 0 end) as recent_count,
    avg(q.quality4_percentile) as mean_percentile, count(q.quality4_percentile) as ranked_count
  from own as o join latest as l on l.patent_type = o.patent_type left join measure.patent_quality as q on q.patent_id = o.patent_id
  group by o.party_id, o.patent_type
), mate as (
  select o.party_id, o.patent_type, count(distinct a.party_id) as co_inventor_count
  from own as o join base.patent_party as a on a.patent_id = o.patent_id and a.role = 'inventor' and a.party_id <> o.party_id group by o.party_id, o.patent_type
), employed as (
  select o.party_id, o.patent_type, o.year, a.party_id as applicant_id, count(*) as n
  from own as o join base.patent_party as a on a.patent_id = o.patent_id and a.role = 'applicant' group by o.party_id, o.patent_type, o.year, a.party_id
), yearly as (
  select party_id, patent_type, year, applicant_id, row_number() over (partition by party_id, patent_type, year order by n desc nulls last, applicant_id nulls last) as place from employed where year is not null
), path as (
  select party_id, patent_type, applicant_id, lag(applicant_id) over (partition by party_id, patent_type order by year nulls last) as applicant_before from yearly where place = 1
), moved as (
  select party_id, patent_type, sum(case when applicant_before is not null and applicant_before <> applicant_id then 1 else 0 end) as move_count from path group by party_id, patent_type
), grouped as (
  select party_id, patent_type, applicant_id, sum(n) as n from employed group by party_id, patent_type, applicant_id
), widest as (
  select party_id, patent_type, applicant_id, n, count(*) over (partition by party_id, patent_type) as applicant_count,
    row_number() over (partition by party_id, patent_type order by n desc nulls last, applicant_id nulls last) as place
  from grouped
)
select f.party_id, f.name, f.patent_type, f.rank, f.patent_count, cast(w.n as bigint) as largest_group, o.fractional_count, cast(o.recent_count as bigint) as recent_count, o.mean_percentile, o.ranked_count,
  coalesce(m.co_inventor_count, 0) as co_inventor_count, w.applicant_count, cast(v.move_count as bigint) as move_count, f.first_year, f.last_year, y.name as main_applicant
from foremost as f
join output as o on o.party_id = f.party_id and o.patent_type = f.patent_type
left join mate as m on m.party_id = f.party_id and m.patent_type = f.patent_type
left join moved as v on v.party_id = f.party_id and v.patent_type = f.patent_type
left join widest as w on w.party_id = f.party_id and w.patent_type = f.patent_type and w.place = 1
left join base.party as y on y.party_id = w.applicant_id
