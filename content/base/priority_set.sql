-- title: {zh: 优先权集合, en: Sets of priorities}
-- about:
--   zh: 有优先权的专利其优先权号的集合的键；集合相同则键相同，只有一项的即该号。读不懂的优先权号按原文参加。
--   en: A key for the set of the priority numbers of each patent that has any; equal sets have equal keys, the key of one number is the number. Numbers that were not understood take part as written.
-- grain: [owner]
-- columns:
--   owner: {zh: 专利, en: patent, unit: code}
--   set_key: {zh: 优先权集合的键, en: key of the set of priorities, unit: code}
-- kernel: {name: set_key}
-- method: docs/methods/families.md
select distinct patent_id as owner, coalesce(priority_number, upper(priority_number_raw)) as item
from base.priority where priority_number is not null or priority_number_raw is not null
