-- title: {zh: 主体, en: Parties}
-- about:
--   zh: 申请人、发明人等法律主体，一行一个；名称取最常见的写法。group_id 为所属集团（同核心名称的分支、子公司、更名前后等），只作参考，计数以法律主体为准。
--   en: Applicants, inventors and other legal entities, one row each, named by the most frequent spelling. group_id is the group of names with one core (branches, subsidiaries); counts are by legal entity.
-- grain: [party_id]
-- columns:
--   name_count: {zh: 名称写法数, en: spellings, unit: count}
--   group_id: {zh: 集团标识, en: group, unit: code}
-- method: docs/methods/name-resolution.md
with ranked as (
  select *, row_number() over (partition by party_id order by record_count desc nulls last, name nulls last) as choice from base.party_name
), summed as (
  select party_id, count(*) as name_count, cast(sum(record_count) as bigint) as record_count, min(uscc) as uscc from base.party_name group by party_id
)
select r.party_id, r.name, r.party_type, s.uscc, r.country, s.name_count, s.record_count, r.group_id
from ranked as r join summed as s on s.party_id = r.party_id where r.choice = 1
