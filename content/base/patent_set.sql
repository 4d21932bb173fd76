-- title: {zh: 标引集, en: Sets of patents to tag}
-- about:
--   zh: 标引页建立的专利集合，一行一件；人工登记，不受数据重建影响。
--   en: Sets of patents made on the page Tagging, a row a patent; entries of people that survive rebuilds.
-- grain: [set_name, patent_id]
-- count: patent
-- edits: patent_set
-- columns:
--   set_name: {zh: 标引集, en: set, unit: text}
--   edited_time: {zh: 登记时间（UTC）, en: time of the entry (UTC), unit: time}
-- method: docs/methods/tagging.md
with part as (
  select position('|' in row_key) as bar, row_key, actor, edited_time from raw.edit
  where table_name = 'patent_set' and field = 'member' and value_after is not null
)
select replace(replace(substr(row_key, 1, bar - 1), '%7C', '|'), '%25', '%') as set_name,
  replace(replace(substr(row_key, bar + 1), '%7C', '|'), '%25', '%') as patent_id, actor, edited_time
from part where bar > 0
