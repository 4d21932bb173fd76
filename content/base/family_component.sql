-- title: {zh: 同族的连通分量, en: Connected components of families}
-- about:
--   zh: 三张图的连通分量，节点名以图为前缀：s 来源给出的简单同族，x 来源给出的扩展同族，a 由优先权连接的扩展同族。节点 F 同族号（非 EPO 来源的号冠以格式名，不同来源的号不混），m 来源列出的成员，n 优先权号或申请号，p 专利。
--   en: "Connected components of three graphs, told apart by a letter before the node: s simple families as sources give them, x extended families as sources give them, a extended families linked by priorities. Nodes are F a family's number (with its format before it unless it is the EPO's, so that numbers of different sources do not mix), m a member as listed, n a priority or application, p a patent."
-- grain: [node]
-- columns:
--   node: {zh: 节点, en: node, unit: code}
--   component: {zh: 分量（其中最小的节点）, en: component (its least node), unit: code}
-- kernel: {name: components}
-- method: docs/methods/families.md
with record as (
  select s.patent_id, s.publication_number, s.publication_kind, r.family_id, r.extended_family_id, s.file, s.record,
    case when f.format is null or f.format in ('docdb', 'ops', 'espacenet') then '' else f.format || ':' end as source
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record
    left join base.import_file as f on f.batch = s.batch and substr(f.file, 1, 16) = s.file
), listed as (
  select r.patent_id, case when m.family_kind = 'extended' then 'x' else 's' end as graph, coalesce(m.member_number, upper(m.member_raw)) as member
  from raw.patent_family as m join record as r on r.file = m.file and r.record = m.record
  where m.member_number is not null or m.member_raw is not null
), member as (
  select distinct graph, member from listed
), claim as (
  select patent_id, coalesce(priority_number, upper(priority_number_raw)) as number from base.priority
  where priority_number is not null or priority_number_raw is not null
)
select 's:p:' || patent_id as node, 's:F:' || source || family_id as other from record where family_id is not null
union
select 'x:p:' || patent_id as node, 'x:F:' || source || extended_family_id as other from record where extended_family_id is not null
union
select graph || ':p:' || patent_id as node, graph || ':m:' || member as other from listed
union
select m.graph || ':p:' || p.patent_id as node, m.graph || ':m:' || m.member as other
from member as m join base.publication as p on p.publication_number || p.publication_kind = m.member
union
select 'a:p:' || patent_id as node, 'a:n:' || number as other from claim
union
select 'a:p:' || patent_id as node, 'a:n:' || coalesce(application_number, patent_id) as other from base.patent
union
select 'a:p:' || patent_id as node, 'a:n:' || pct_number as other from base.patent where pct_number is not null
