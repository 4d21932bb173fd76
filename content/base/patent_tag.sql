-- title: {zh: 专利标引, en: Tags of patents}
-- about:
--   zh: 标引人对标引集内专利的标引，一行一个取值：技术分支（branch）、技术效果（effect）可有多个，重要程度（importance：high、medium、low）、是否噪声（noise：yes、no）各一个。不在集内的不列。没有效果标引时，技术效果矩阵不能给出。
--   en: What readers said of the patents of a set, a row a value. branch and technical effect may have several, importance (high, medium, low) and noise (yes, no) one each. Patents outside the set are left out. Without tags of effect there is no matrix of effects.
-- grain: [set_name, patent_id, reader, tag, tag_value]
-- count: patent
-- edits: patent_tag
-- columns:
--   set_name: {zh: 标引集, en: set, unit: text}
--   reader: {zh: 标引人, en: reader, unit: text}
--   tag: {zh: 标引项, en: tag, unit: code}
--   tag_value: {zh: 取值, en: value, unit: text}
--   edited_time: {zh: 标引时间（UTC）, en: time of the tag (UTC), unit: time}
-- method: docs/methods/tagging.md
with part as (
  select position('|' in row_key) as bar, row_key, field, actor, edited_time from raw.edit
  where table_name = 'patent_tag' and value_after is not null
), second as (
  select substr(row_key, 1, bar - 1) as set_key, substr(row_key, bar + 1) as rest, field, actor, edited_time from part where bar > 0
), third as (
  select set_key, rest, position('|' in rest) as bar, position(' ' in field) as blank, field, actor, edited_time from second
), named as (
  select replace(replace(set_key, '%7C', '|'), '%25', '%') as set_name, replace(replace(substr(rest, 1, bar - 1), '%7C', '|'), '%25', '%') as patent_id,
    replace(replace(substr(rest, bar + 1), '%7C', '|'), '%25', '%') as reader, substr(field, 1, blank - 1) as tag, substr(field, blank + 1) as tag_value, actor, edited_time
  from third where bar > 0 and blank > 0
)
select n.set_name, n.patent_id, n.reader, n.tag, n.tag_value, n.actor, n.edited_time
from named as n join base.patent_set as s on s.set_name = n.set_name and s.patent_id = n.patent_id
