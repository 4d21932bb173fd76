-- title: {zh: 同族的线索, en: Ties of families}
-- about:
--   zh: 把专利归为一族的号码，按图：s 来源给出的简单同族，x 来源给出的扩展同族，a 由优先权连接的扩展同族。号码 F 同族号（非 EPO 来源的号冠以格式名，不同来源的号不混），m 来源列出的成员，n 优先权号或申请号。与别的专利有共同号码的（is_linked）列出全部号码，其余只列最小的一个；a 图中只有自身申请号的不列。
--   en: "The numbers that tie patents into families, by graph: s simple families as sources give them, x extended families as sources give them, a extended families linked by priorities. Numbers are F a family's (with its format before it unless it is the EPO's, so that numbers of different sources do not mix), m a member as listed, n a priority or application. A patent that shares a number with another (is_linked) has all its numbers here, any other its least one; in graph a one with nothing but its own application is left out."
-- grain: [graph, patent_id, number]
-- columns:
--   graph: {zh: 图, en: graph, unit: code}
--   number: {zh: 号码, en: number, unit: code}
--   is_linked: {zh: 与别的专利有共同号码, en: shares a number with another patent, unit: flag}
-- method: docs/methods/families.md
with record as (
  select s.patent_id, r.family_id, r.extended_family_id, s.file, s.record,
    case when f.format is null or f.format in ('docdb', 'ops', 'espacenet') then '' else f.format || ':' end as source
  from base.patent_source as s join raw.patent as r on r.file = s.file and r.record = s.record
    left join base.import_file as f on f.batch = s.batch and substr(f.file, 1, 16) = s.file
), listed as (
  select s.patent_id, case when m.family_kind = 'extended' then 'x' else 's' end as graph, 'm:' || coalesce(m.member_number, upper(m.member_raw)) as number
  from raw.patent_family as m join base.patent_source as s on s.file = m.file and s.record = m.record
  where not coalesce(s.is_part, false) and (m.member_number is not null or m.member_raw is not null)
), member as (
  select distinct graph, number from listed
), claimed as (
  select patent_id, 'n:' || coalesce(priority_number, upper(priority_number_raw)) as number from base.priority
  where priority_number is not null or priority_number_raw is not null
  union
  select patent_id, 'n:' || pct_number as number from base.patent where pct_number is not null
), applied as (
  select patent_id, 'n:' || coalesce(application_number, patent_id) as number from base.patent
), joining as (
  select number from claimed
  union
  select number from applied group by number having count(*) > 1
), link as (
  select 's' as graph, patent_id, 'F:' || source || family_id as number from record where family_id is not null
  union all
  select 'x' as graph, patent_id, 'F:' || source || extended_family_id as number from record where extended_family_id is not null
  union all
  select graph, patent_id, number from listed
  union all
  select m.graph, p.patent_id, m.number from member as m join base.publication as p on 'm:' || p.publication_number || p.publication_kind = m.number
  union all
  select 'a' as graph, patent_id, number from claimed
  union all
  select 'a' as graph, patent_id, number from applied
  where number in (select number from joining) or patent_id in (select patent_id from claimed)
), shared as (
  select graph, number from link group by graph, number having min(patent_id) <> max(patent_id)
), linked as (
  select distinct l.graph, l.patent_id from link as l join shared as s on s.graph = l.graph and s.number = l.number
)
select distinct l.graph, l.patent_id, l.number, true as is_linked from link as l join linked as k on k.graph = l.graph and k.patent_id = l.patent_id
union all
select l.graph, l.patent_id, min(l.number) as number, false as is_linked
from link as l left join linked as k on k.graph = l.graph and k.patent_id = l.patent_id where k.patent_id is null group by l.graph, l.patent_id
