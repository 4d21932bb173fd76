-- title: {zh: 优先权集合, en: Sets of priorities}
-- about:
--   zh: 每件专利的优先权号的集合的键；集合相同则键相同。没有优先权的申请以自身（有 PCT 申请号的以该号）为唯一一项，所以要求其优先权的申请与它同键。读不懂的优先权号按原文参加。
--   en: A key for the set of each patent's priority numbers; equal sets have equal keys. An application without priorities is its own one item (its PCT application where there is one), so that what claims its priority has the same key. Numbers that were not understood take part as written.
-- grain: [owner]
-- columns:
--   owner: {zh: 专利, en: patent, unit: code}
--   set_key: {zh: 优先权集合的键, en: key of the set of priorities, unit: code}
-- kernel: {name: set_key}
-- method: docs/methods/families.md
with claim as (
  select patent_id, coalesce(priority_number, upper(priority_number_raw)) as number from base.priority
  where priority_number is not null or priority_number_raw is not null
), claiming as (
  select distinct patent_id from claim
)
select patent_id as owner, number as item from claim
union
select p.patent_id as owner, coalesce(p.pct_number, p.application_number, p.patent_id) as item
from base.patent as p left join claiming as c on c.patent_id = p.patent_id where c.patent_id is null
