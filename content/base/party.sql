-- title: {zh: 主体, en: Parties}
-- about:
--   zh: 申请人、发明人、代理机构等主体，一行一个；名称取最常见的写法。
--   en: Applicants, inventors, agencies, one row each, named by the most frequent spelling.
-- grain: [party_id]
-- columns:
--   name_count: {zh: 名称写法数, en: spellings, unit: count}
-- method: docs/methods/applicants.md
with ranked as (
  select *, row_number() over (partition by party_id order by record_count desc nulls last, name nulls last) as choice from base.party_name
), summed as (
  select party_id, count(*) as name_count, sum(record_count) as record_count, min(uscc) as uscc from base.party_name group by party_id
)
select r.party_id, r.name, r.party_type, s.uscc, r.country, s.name_count, s.record_count
from ranked as r join summed as s on s.party_id = r.party_id where r.choice = 1
