-- title: {zh: 各地在环节中的地位, en: Position of places in nodes}
-- about:
--   zh: 发明专利，地区按第一申请人（区划年份见 base.region_map）。RTA = (本地该环节 ÷ 本地全部) ÷ (基准该环节 ÷ 基准全部)，基准为声明完整的总体：地区写 CN 或全国为全国，WORLD 或全球为世界，省代码为该省；没有声明即为空（population_not_complete），环节在基准内少于 chain_minimum 件也为空。outside_cr4 为外地前四名持有人占基准内该环节的比例。dependency 为本地该环节发明所引、库内且知道地区的专利中外地所有的比例；已知引证少于 chain_minimum 条，或占全部引证不足 chain_citation_coverage，为空并说明原因。
--   en: Inventions, placed by first applicant. RTA = (the place's in the node ÷ all of the place) ÷ (the benchmark's in the node ÷ all of it). A benchmark is a population stated complete, for the place CN the nation, WORLD the world, a province code that province. Where none is stated it is null (population_not_complete), as below chain_minimum patents. outside_cr4 is the share of the node, within the widest benchmark, of the four largest holders outside the place. dependency is the share owned outside among the patents cited by the place's inventions of the node, of those in the data whose place is known; null with a reason below chain_minimum such citations or where they are less than chain_citation_coverage of all.
-- grain: [node_id, place_code]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   place_code: {zh: 地区, en: place, unit: code}
--   local_count: {zh: 本地发明, en: inventions of the place, unit: count}
--   inventor_count: {zh: 本地发明人, en: inventors of the place, unit: count}
--   core_patent_count: {zh: 本地核心专利, en: core patents of the place, unit: count}
--   rta_province: {zh: RTA（对全省）, en: RTA against the province, unit: ratio}
--   rta_nation: {zh: RTA（对全国）, en: RTA against the nation, unit: ratio}
--   rta_world: {zh: RTA（对世界）, en: RTA against the world, unit: ratio}
--   rta_reason: {zh: 无 RTA 的原因, en: why there is no RTA, unit: code}
--   benchmark: {zh: 最宽的基准, en: widest benchmark, unit: code}
--   benchmark_count: {zh: 基准内发明, en: inventions in the benchmark, unit: count}
--   outside_share: {zh: 外地占比, en: share owned outside, unit: share}
--   outside_cr4: {zh: 外地前四持有人占比, en: share of the four largest outside, unit: share}
--   cited_count: {zh: 引证条数, en: citations, unit: count}
--   cited_known_count: {zh: 其中地区已知, en: of them of a known place, unit: count}
--   cited_outside_count: {zh: 其中外地所有, en: of them owned outside, unit: count}
--   dependency: {zh: 对外依赖度, en: dependency, unit: share}
--   dependency_reason: {zh: 无依赖度的原因, en: why there is no dependency, unit: code}
-- method: docs/methods/chains.md
with parameters as (
  select coalesce(max(case when parameter = 'chain_minimum' then value end), 10) as least,
    coalesce(max(case when parameter = 'chain_citation_coverage' then value end), 0.3) as coverage,
    coalesce(max(case when parameter = 'chain_core_percentile' then value end), 0.9) as percentile
  from base.parameter
), invention as (
  select p.patent_id, r.prefecture_code, r.province_code from base.patent as p left join base.patent_region as r on r.patent_id = p.patent_id where p.patent_type = 'invention'
), located as (
  select patent_id, prefecture_code as place_code from invention where prefecture_code is not null and prefecture_code <> province_code
  union all
  select patent_id, province_code as place_code from invention where province_code is not null
), place as (
  select distinct place_code from located
), levelled as (
  select population, case when upper(complete_place) in ('WORLD', 'WO') or complete_place in ('全球', '世界') then 'world'
      when upper(complete_place) = 'CN' or complete_place in ('全国', '中国') then 'nation'
      when complete_place like '__0000' then 'province' end as benchmark, complete_place
  from base.population where complete_technology is null and (complete_type is null or complete_type = 'invention')
), member as (
  select distinct l.benchmark, case when l.benchmark = 'province' then l.complete_place else l.benchmark end as area, m.patent_id
  from levelled as l join base.population_patent as m on m.population = l.population join invention as i on i.patent_id = m.patent_id
  where l.benchmark is not null
), area_total as (
  select benchmark, area, count(*) as total from member group by benchmark, area
), area_node as (
  select m.benchmark, m.area, c.node_id, count(*) as node_total from member as m join base.chain_patent as c on c.patent_id = m.patent_id group by m.benchmark, m.area, c.node_id
), area_place as (
  select m.benchmark, m.area, l.place_code, count(*) as place_total from member as m join located as l on l.patent_id = m.patent_id group by m.benchmark, m.area, l.place_code
), area_place_node as (
  select m.benchmark, m.area, l.place_code, c.node_id, count(*) as local_total
  from member as m join located as l on l.patent_id = m.patent_id join base.chain_patent as c on c.patent_id = m.patent_id
  group by m.benchmark, m.area, l.place_code, c.node_id
), advantage as (
  select n.benchmark, n.area, a.place_code, n.node_id, n.node_total, coalesce(p.local_total, 0) as local_total,
    case when n.node_total >= x.least then (cast(coalesce(p.local_total, 0) as double) / a.place_total) / (cast(n.node_total as double) / t.total) end as rta
  from area_node as n join area_place as a on a.benchmark = n.benchmark and a.area = n.area join area_total as t on t.benchmark = n.benchmark and t.area = n.area
  cross join parameters as x
  left join area_place_node as p on p.benchmark = n.benchmark and p.area = n.area and p.place_code = a.place_code and p.node_id = n.node_id
  where n.benchmark <> 'province' or n.area <> a.place_code and substr(n.area, 1, 2) = substr(a.place_code, 1, 2)
), widest as (
  select *, row_number() over (partition by place_code, node_id order by case benchmark when 'world' then 1 when 'nation' then 2 else 3 end nulls last, area nulls last) as choice from advantage
), owner as (
  select m.benchmark, m.area, c.node_id, a.party_id, i.prefecture_code, i.province_code, count(*) as held
  from member as m join base.chain_patent as c on c.patent_id = m.patent_id join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
  join invention as i on i.patent_id = m.patent_id
  group by m.benchmark, m.area, c.node_id, a.party_id, i.prefecture_code, i.province_code
), outsider as (
  select w.place_code, w.node_id, o.party_id, sum(o.held) as held
  from widest as w join owner as o on o.benchmark = w.benchmark and o.area = w.area and o.node_id = w.node_id
  where w.choice = 1 and (o.province_code is null or case when w.place_code like '__0000' then o.province_code else o.prefecture_code end <> w.place_code)
  group by w.place_code, w.node_id, o.party_id
), outsider_ranked as (
  select *, row_number() over (partition by place_code, node_id order by held desc nulls last, party_id nulls last) as place from outsider
), outside as (
  select place_code, node_id, sum(held) as outside_count, sum(case when place <= 4 then held else 0 end) as outside_four from outsider_ranked group by place_code, node_id
), compared as (
  select place_code, node_id, max(case when benchmark = 'province' then rta end) as rta_province, max(case when benchmark = 'nation' then rta end) as rta_nation,
    max(case when benchmark = 'world' then rta end) as rta_world from advantage group by place_code, node_id
), arc as (
  select distinct citing_patent_id, cited_publication, cited_patent_id from base.citation where citing_patent_id is not null
), cited as (
  select a.citing_patent_id as patent_id, count(*) as cited_count, count(r.patent_id) as known_count,
    cast(sum(case when r.province_code <> i.province_code then 1 else 0 end) as bigint) as outside_province,
    cast(sum(case when r.prefecture_code <> i.prefecture_code then 1 else 0 end) as bigint) as outside_prefecture
  from arc as a join invention as i on i.patent_id = a.citing_patent_id left join base.patent_region as r on r.patent_id = a.cited_patent_id
  group by a.citing_patent_id
), core as (
  select q.patent_id from measure.patent_quality as q cross join parameters as x where q.forward5 > 0 and q.forward5_percentile >= x.percentile
), local as (
  select c.node_id, l.place_code, count(*) as local_count, count(k.patent_id) as core_patent_count,
    coalesce(sum(z.cited_count), 0) as cited_count, coalesce(sum(z.known_count), 0) as cited_known_count,
    coalesce(sum(case when l.place_code like '__0000' then z.outside_province else z.outside_prefecture end), 0) as cited_outside_count
  from located as l join base.chain_patent as c on c.patent_id = l.patent_id
  left join cited as z on z.patent_id = l.patent_id left join core as k on k.patent_id = l.patent_id
  group by c.node_id, l.place_code
), talent as (
  select c.node_id, l.place_code, count(distinct a.party_id) as inventor_count
  from located as l join base.chain_patent as c on c.patent_id = l.patent_id join base.patent_party as a on a.patent_id = l.patent_id and a.role = 'inventor'
  group by c.node_id, l.place_code
), known as (
  select n.node_id, m.node_id is not null as has_patents
  from base.chain_node as n left join (select distinct node_id from base.chain_patent) as m on m.node_id = n.node_id
)
select n.node_id, p.place_code, coalesce(l.local_count, 0) as local_count, coalesce(t.inventor_count, 0) as inventor_count, coalesce(l.core_patent_count, 0) as core_patent_count,
  c.rta_province, c.rta_nation, c.rta_world,
  case when not n.has_patents then 'no_patents' when w.node_id is null then 'population_not_complete' when w.rta is null then 'too_few_patents' end as rta_reason,
  w.benchmark, w.node_total as benchmark_count,
  case when w.rta is not null then cast(coalesce(o.outside_count, 0) as double) / w.node_total end as outside_share,
  case when w.rta is not null then cast(coalesce(o.outside_four, 0) as double) / w.node_total end as outside_cr4,
  cast(coalesce(l.cited_count, 0) as bigint) as cited_count, cast(coalesce(l.cited_known_count, 0) as bigint) as cited_known_count,
  cast(coalesce(l.cited_outside_count, 0) as bigint) as cited_outside_count,
  case when l.cited_known_count >= x.least and l.cited_known_count >= x.coverage * l.cited_count then cast(l.cited_outside_count as double) / cast(l.cited_known_count as double) end as dependency,
  case when coalesce(l.cited_known_count, 0) < x.least then 'too_few_citations' when l.cited_known_count < x.coverage * l.cited_count then 'citation_coverage' end as dependency_reason
from known as n cross join place as p cross join parameters as x
left join local as l on l.node_id = n.node_id and l.place_code = p.place_code
left join talent as t on t.node_id = n.node_id and t.place_code = p.place_code
left join compared as c on c.node_id = n.node_id and c.place_code = p.place_code
left join widest as w on w.node_id = n.node_id and w.place_code = p.place_code and w.choice = 1
left join outside as o on o.node_id = n.node_id and o.place_code = p.place_code
