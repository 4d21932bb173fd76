-- title: {zh: 标引取值, en: Readings}
-- about:
--   zh: 一位标引人对一件专利的一个标引项的全部取值，按次序以“；”相连（至多 20 个）。供一致性比较。
--   en: All values that a reader gave to a patent for a tag, in order, joined by a semicolon (20 at most). For comparing readers.
-- grain: [set_name, tag, patent_id, reader]
-- count: patent
-- columns:
--   set_name: {zh: 标引集, en: set, unit: text}
--   tag: {zh: 标引项, en: tag, unit: code}
--   reader: {zh: 标引人, en: reader, unit: text}
--   value_list: {zh: 取值, en: values, unit: text}
--   value_count: {zh: 取值数, en: values, unit: count}
-- method: docs/methods/tagging.md
with placed as (
  select set_name, tag, patent_id, reader, tag_value, row_number() over (partition by set_name, tag, patent_id, reader order by tag_value nulls last) as place from base.patent_tag
)
select set_name, tag, patent_id, reader, concat_ws('；', max(case when place = 1 then tag_value end), max(case when place = 2 then tag_value end), max(case when place = 3 then tag_value end),
    max(case when place = 4 then tag_value end), max(case when place = 5 then tag_value end), max(case when place = 6 then tag_value end), max(case when place = 7 then tag_value end),
    max(case when place = 8 then tag_value end), max(case when place = 9 then tag_value end), max(case when place = 10 then tag_value end), max(case when place = 11 then tag_value end),
    max(case when place = 12 then tag_value end), max(case when place = 13 then tag_value end), max(case when place = 14 then tag_value end), max(case when place = 15 then tag_value end),
    max(case when place = 16 then tag_value end), max(case when place = 17 then tag_value end), max(case when place = 18 then tag_value end), max(case when place = 19 then tag_value end),
    max(case when place = 20 then tag_value end)) as value_list, count(*) as value_count
from placed group by set_name, tag, patent_id, reader
