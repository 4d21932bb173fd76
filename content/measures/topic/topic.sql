-- title: {zh: 专利主题, en: Topics}
-- about:
--   zh: 主题地图上的每个主题：标签（最有区分度的三个词；没有这样的词时用最居中专利的名称）、件数、申请年起止、增长率（最后三个完整申请年的件数比其前三年，减 1）、第一申请人数、件数最多的第一申请人及其占比、最靠近主题中心的专利、及其在图上的位置。
--   en: "Each topic of the map: label (its three most distinctive terms, or the title of its most central patent where it has none), patents, first and last filing year, growth (patents of the last three complete filing years over those of the three before, minus 1), first applicants, the one with most patents and its share, the patent nearest to its centre, and where that lies on the map."
-- grain: [topic]
-- count: patent
-- columns:
--   topic: {zh: 主题, en: topic, unit: code}
--   language: {zh: 所用语言, en: language used, unit: code}
--   label: {zh: 主题标签, en: label, unit: text}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   last_complete_year: {zh: 最后一个完整的申请年, en: last complete filing year, unit: year}
--   recent_count: {zh: 最后三个完整年的件数, en: patents of the last three complete years, unit: count}
--   growth: {zh: 三年增长率, en: growth over three years, unit: ratio}
--   applicant_count: {zh: 第一申请人数, en: first applicants, unit: count}
--   leader: {zh: 件数最多的申请人, en: applicant with most patents, unit: text}
--   leader_share: {zh: 其占比, en: its share, unit: share}
--   central_patent_id: {zh: 最居中的专利, en: most central patent, unit: code}
--   central_title: {zh: 其名称, en: its title, unit: text}
--   x: {zh: 地图横坐标, en: place on the map (x), unit: ratio}
--   y: {zh: 地图纵坐标, en: place on the map (y), unit: ratio}
-- method: docs/methods/topic-map.md
with member as (
  select t.topic, t.language, t.patent_id, t.x, t.y, t.centrality, p.title, p.application_year, a.party_id, a.name
  from measure.topic_patent as t left join base.patent as p on p.patent_id = t.patent_id
  left join base.patent_party as a on a.patent_id = t.patent_id and a.role = 'applicant' and a.seq = 1
), last as (
  select max(y.year) as year from measure.topic_year as y where not y.is_truncated
), sized as (
  select m.topic, min(m.language) as language, count(*) as patent_count, min(m.application_year) as first_year, max(m.application_year) as last_year, count(distinct m.party_id) as applicant_count,
    min(l.year) as last_complete_year, case when min(l.year) is not null then sum(case when m.application_year > l.year - 3 and m.application_year <= l.year then 1 else 0 end) end as recent_count,
    sum(case when m.application_year > l.year - 6 and m.application_year <= l.year - 3 then 1 else 0 end) as before_count
  from member as m cross join last as l group by m.topic
), holder as (
  select topic, party_id, min(name) as leader, count(*) as patent_count from member where party_id is not null group by topic, party_id
), first_holder as (
  select h.*, row_number() over (partition by topic order by patent_count desc nulls last, party_id nulls last) as place from holder as h
), central as (
  select topic, patent_id, title, x, y, row_number() over (partition by topic order by centrality desc nulls last, patent_id nulls last) as place from member
), term as (
  select topic, max(case when seq = 1 then term end) as first_term, max(case when seq = 2 then term end) as second_term, max(case when seq = 3 then term end) as third_term from measure.topic_term group by topic
)
select s.topic, s.language, coalesce(t.first_term || coalesce(' · ' || t.second_term, '') || coalesce(' · ' || t.third_term, ''), c.title, c.patent_id) as label, s.patent_count, s.first_year, s.last_year,
  s.last_complete_year, cast(s.recent_count as bigint) as recent_count, cast(s.recent_count as double) / cast(nullif(s.before_count, 0) as double) - 1 as growth, s.applicant_count, h.leader,
  cast(h.patent_count as double) / cast(s.patent_count as double) as leader_share, c.patent_id as central_patent_id, c.title as central_title, c.x, c.y
from sized as s left join first_holder as h on h.topic = s.topic and h.place = 1
left join central as c on c.topic = s.topic and c.place = 1 left join term as t on t.topic = s.topic
