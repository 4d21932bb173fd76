-- title: {zh: 简单同族, en: Simple families}
-- about:
--   zh: 一行一件专利。有来源同族号者用来源（found_by = source）；否则按最早优先权号归族（priority），被要求优先权的申请自身也在族内；两者都没有的单独成族（alone）。按优先权归到的族若只有一个来源同族号，则并入该族。
--   en: One row a patent. The family id of the source where there is one; else patents that share the first priority, the priority application included; else the patent alone. A priority group with one source id takes that id.
-- grain: [patent_id]
-- columns:
--   found_by: {zh: 归族依据, en: how the family was found, unit: code}
--   member_count: {zh: 库内成员数, en: members in the data, unit: count}
--   office_count: {zh: 库内受理局数, en: offices in the data, unit: count}
--   is_representative: {zh: 是否代表件, en: stands for the family when families are counted, unit: flag}
-- method: docs/methods/families.md
with first_priority as (
  select patent_id, priority_number from base.priority where seq = 1 and priority_number is not null
), keyed as (
  select p.patent_id, p.office, p.family_id as source_id, f.priority_number, coalesce(f.priority_number, p.application_number, p.patent_id) as priority_key
  from base.patent as p left join first_priority as f on f.patent_id = p.patent_id
), grouped as (
  select priority_key, count(*) as member_count, min(source_id) as source_id, count(distinct source_id) as id_count from keyed group by priority_key
), found as (
  select k.patent_id, k.office,
    case when k.source_id is not null then k.source_id when g.id_count = 1 then g.source_id else 'P:' || k.priority_key end as family_id,
    case when k.source_id is not null then 'source' when g.member_count > 1 or k.priority_number is not null then 'priority' else 'alone' end as found_by
  from keyed as k join grouped as g on g.priority_key = k.priority_key
), sized as (
  select family_id, count(*) as member_count, count(distinct office) as office_count, min(patent_id) as first_patent_id from found group by family_id
)
select f.patent_id, f.family_id, f.found_by, s.member_count, s.office_count, f.patent_id = s.first_patent_id as is_representative
from found as f join sized as s on s.family_id = f.family_id
