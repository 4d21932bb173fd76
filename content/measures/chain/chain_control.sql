-- title: {zh: 环节的专利控制力, en: Control of nodes}
-- about:
--   zh: 发明专利在持有人之间的集中：按第一申请人整件计数，CR1、CR4 为前一、前四名占比，HHI = Σ 占比²（0–1）。只在声明完整的总体内计算（世界优先于全国，不限技术），否则为空（population_not_complete）；总体内少于 chain_minimum 件也为空（too_few_patents）。核心专利同 measure.chain_holder。
--   en: Concentration of inventions among holders, by first applicant and whole counting. CR1 and CR4 are the shares of the first and the first four, HHI = Σ share² (0–1). Only within a population stated complete (the world before the nation, of no technology), else null (population_not_complete), as below chain_minimum patents (too_few_patents). Core patents as in measure.chain_holder.
-- grain: [node_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   benchmark: {zh: 总体, en: population, unit: code}
--   invention_count: {zh: 总体内发明, en: inventions in the population, unit: count}
--   holder_count: {zh: 持有人数, en: holders, unit: count}
--   cr1: {zh: 第一名占比（CR1）, en: share of the first (CR1), unit: share}
--   cr4: {zh: 前四名占比（CR4）, en: share of the four largest (CR4), unit: share}
--   hhi: {zh: HHI（0–1）, en: HHI (0–1), unit: index 0-1}
--   top_name: {zh: 第一持有人, en: first holder, unit: text}
--   core_patent_count: {zh: 核心专利, en: core patents, unit: count}
--   core_top4_count: {zh: 其中前四名所有, en: of them with the first four, unit: count}
-- method: docs/methods/navigation.md
with parameters as (
  select coalesce(max(case when parameter = 'chain_minimum' then value end), 10) as least, coalesce(max(case when parameter = 'chain_core_percentile' then value end), 0.9) as percentile from base.parameter
), stated as (
  select population, case when upper(complete_place) in ('WORLD', 'WO') or complete_place in ('全球', '世界') then 'world' when upper(complete_place) = 'CN' or complete_place in ('全国', '中国') then 'nation' end as benchmark
  from base.population where complete_technology is null and (complete_type is null or complete_type = 'invention')
), widest as (
  select case when max(case when benchmark = 'world' then 1 else 0 end) = 1 then 'world' else 'nation' end as benchmark from stated where benchmark is not null having count(*) > 0
), member as (
  select distinct m.patent_id from base.population_patent as m join stated as s on s.population = m.population join widest as w on w.benchmark = s.benchmark
), held as (
  select c.node_id, coalesce(a.party_id, c.patent_id) as party_id, count(*) as n, sum(case when q.forward5 > 0 and q.forward5_percentile >= x.percentile then 1 else 0 end) as core, count(q.forward5) as cited_known
  from base.chain_patent as c join member as m on m.patent_id = c.patent_id join base.patent as p on p.patent_id = c.patent_id and p.patent_type = 'invention' cross join parameters as x
  left join base.patent_party as a on a.patent_id = c.patent_id and a.role = 'applicant' and a.seq = 1
  left join measure.patent_quality as q on q.patent_id = c.patent_id
  group by c.node_id, coalesce(a.party_id, c.patent_id)
), ranked as (
  select h.*, sum(n) over (partition by node_id) as total, row_number() over (partition by node_id order by n desc nulls last, party_id nulls last) as place from held as h
), summed as (
  select node_id, max(total) as total, count(*) as holder_count, cast(sum(case when place = 1 then n else 0 end) as double) / cast(max(total) as double) as cr1,
    cast(sum(case when place <= 4 then n else 0 end) as double) / cast(max(total) as double) as cr4,
    sum((cast(n as double) / cast(total as double)) * (cast(n as double) / cast(total as double))) as hhi, max(case when place = 1 then party_id end) as top_id,
    sum(core) as core, sum(case when place <= 4 then core else 0 end) as core_top4, sum(cited_known) as cited_known
  from ranked group by node_id
), patented as (
  select c.node_id, count(*) as n from base.chain_patent as c join base.patent as p on p.patent_id = c.patent_id and p.patent_type = 'invention' group by c.node_id
)
select k.node_id, case when s.total >= x.least then w.benchmark end as benchmark, cast(s.total as bigint) as invention_count, s.holder_count, case when s.total >= x.least then s.cr1 end as cr1, case when s.total >= x.least then s.cr4 end as cr4,
  case when s.total >= x.least then s.hhi end as hhi, case when s.total >= x.least then y.name end as top_name,
  case when s.cited_known > 0 then cast(s.core as bigint) end as core_patent_count, case when s.cited_known > 0 then cast(s.core_top4 as bigint) end as core_top4_count,
  case when p.n is null then 'no_patents' when w.benchmark is null then 'population_not_complete' when coalesce(s.total, 0) < x.least then 'too_few_patents' end as reason
from base.chain_node as k cross join parameters as x left join widest as w on true left join patented as p on p.node_id = k.node_id left join summed as s on s.node_id = k.node_id
left join base.party as y on y.party_id = s.top_id
