-- title: {zh: 人工更正, en: Corrections}
-- about:
--   zh: 现行有效的人工更正，一行一个对象的一个字段；该字段以更正值为准，胜过一切来源。field 为空表示整行剔除。已撤销的更正不在此表，全部经过见 asterism correct list。
--   en: The human corrections in force, one row a field of an object; the corrected value wins over every source. A blank field takes the whole row out. Corrections taken back are not here; asterism correct list tells the whole story.
-- grain: [table_name, row_key, field]
-- columns:
--   event: {zh: 更正编号, en: number of the correction, unit: ordinal}
--   value_before: {zh: 更正前, en: value before, unit: text}
--   value_after: {zh: 更正后, en: value after, unit: text}
--   reason: {zh: 更正原因, en: reason of the correction, unit: text}
--   edited_time: {zh: 更正时间（UTC）, en: time of the correction (UTC), unit: time}
-- method: docs/methods/corrections.md
select table_name, row_key, field, value_before, value_after, actor, reason, edited_time, event
from raw.edit
