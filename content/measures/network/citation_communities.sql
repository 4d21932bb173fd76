-- title: {zh: 引证社区, en: Citation communities}
-- about:
--   zh: 引证网络的 Leiden 社区：件数、申请年起止、最常见的 IPC/CPC 小类（按第一分类号）及其占比、社区内 PageRank 最高的专利。只列 5 件及以上的社区。
--   en: "Leiden communities of the citation network: patents, first and last filing year, the most frequent subclass (of first classes) with its share, and the patent of highest PageRank. Communities of five patents and more."
-- grain: [community]
-- count: patent
-- columns:
--   community: {zh: 引证社区（按大小编号）, en: citation community (by size), unit: code}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   subclass: {zh: 最常见的小类, en: most frequent subclass, unit: code}
--   subclass_share: {zh: 该小类的占比, en: its share, unit: share}
--   lead_patent_id: {zh: PageRank 最高的专利, en: patent of highest PageRank, unit: code}
--   lead_title: {zh: 其名称, en: its title, unit: text}
-- method: docs/methods/network-measures.md
with member as (
  select n.community, n.patent_id, n.pagerank, p.title, p.application_year from measure.citation_nodes as n left join base.patent as p on p.patent_id = n.patent_id
), sized as (
  select community, count(*) as patent_count, min(application_year) as first_year, max(application_year) as last_year from member group by community having count(*) >= 5
), lead as (
  select community, patent_id, title, row_number() over (partition by community order by pagerank desc nulls last, patent_id nulls last) as place from member
), subclass as (
  select m.community, c.subclass, count(distinct m.patent_id) as patent_count
  from member as m join base.patent_class as c on c.patent_id = m.patent_id
  where c.is_first and c.scheme in ('ipc', 'cpc') and c.subclass is not null group by m.community, c.subclass
), top as (
  select community, subclass, patent_count, row_number() over (partition by community order by patent_count desc nulls last, subclass nulls last) as place from subclass
)
select s.community, s.patent_count, s.first_year, s.last_year, t.subclass, cast(t.patent_count as double) / cast(s.patent_count as double) as subclass_share,
  l.patent_id as lead_patent_id, l.title as lead_title
from sized as s join lead as l on l.community = s.community and l.place = 1 left join top as t on t.community = s.community and t.place = 1
