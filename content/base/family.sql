-- title: {zh: 同族, en: Families}
-- about:
--   zh: 每件专利两行：所在的简单同族与扩展同族（scope）。来源给出同族号或成员的用来源（found_by = source）；否则自行归并：简单同族为优先权集合相同者，扩展同族为直接或间接共有优先权者（priority），没有优先权联系的单独成族（alone）。自行归并的一组若只对应一个来源给出的族，则并入该族。
--   en: "Two rows a patent: its simple and its extended family (scope). Where a source gives family numbers or members, they are used (found_by = source). Else families are assembled: simple ones of equal sets of priorities, extended ones of patents that share priorities directly or through others (priority); a patent linked to none stands alone. An assembled group that meets one given family joins it."
-- grain: [patent_id, scope]
-- columns:
--   scope: {zh: 同族范围, en: scope of the family, unit: code}
--   found_by: {zh: 归族依据, en: how the family was found, unit: code}
--   member_count: {zh: 库内成员数, en: members in the data, unit: count}
--   office_count: {zh: 库内受理局数, en: offices in the data, unit: count}
--   is_representative: {zh: 是否代表件, en: stands for the family when families are counted, unit: flag}
-- method: docs/methods/families.md
with label as (
  select graph, patent_id, number as label from base.family_link where not is_linked
  union all
  select substr(node, 1, 1) as graph, substr(node, 5) as patent_id, substr(component, 3) as label from base.family_component where node like '_:p:%'
), given as (
  select graph, patent_id, case when label like 'F:%' then substr(label, 3) else 'M:' || substr(label, 3) end as given_id from label where graph <> 'a'
), keyed as (
  select p.patent_id, p.office, coalesce(p.application_number, p.patent_id) as own_number, 'simple' as scope, coalesce(k.set_key, p.pct_number, p.application_number, p.patent_id) as group_key, g.given_id
  from base.patent as p left join base.priority_set as k on k.owner = p.patent_id left join given as g on g.patent_id = p.patent_id and g.graph = 's'
  union all
  select p.patent_id, p.office, coalesce(p.application_number, p.patent_id) as own_number, 'extended' as scope, coalesce(substr(l.label, 3), p.application_number, p.patent_id) as group_key, g.given_id
  from base.patent as p left join label as l on l.patent_id = p.patent_id and l.graph = 'a' left join given as g on g.patent_id = p.patent_id and g.graph = 'x'
), grouped as (
  select scope, group_key, count(*) as member_count, min(given_id) as given_id, min(given_id) = max(given_id) as is_one from keyed group by scope, group_key
), found as (
  select k.patent_id, k.office, k.scope,
    case when k.given_id is not null then k.given_id when g.is_one then g.given_id else 'P:' || k.group_key end as family_id,
    case when k.given_id is not null then 'source' when g.member_count > 1 or k.group_key <> k.own_number then 'priority' else 'alone' end as found_by
  from keyed as k join grouped as g on g.scope = k.scope and g.group_key = k.group_key
), sized as (
  select scope, family_id, count(*) as member_count, min(patent_id) as first_patent_id from found group by scope, family_id
), spread as (
  select f.scope, f.family_id, count(distinct f.office) as office_count
  from found as f join sized as s on s.scope = f.scope and s.family_id = f.family_id where s.member_count > 1 group by f.scope, f.family_id
)
select f.patent_id, f.scope, f.family_id, f.found_by, s.member_count, coalesce(o.office_count, 1) as office_count, f.patent_id = s.first_patent_id as is_representative
from found as f join sized as s on s.scope = f.scope and s.family_id = f.family_id
  left join spread as o on o.scope = f.scope and o.family_id = f.family_id
