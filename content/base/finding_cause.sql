-- title: {zh: 导入发现（按原因）, en: Import findings by cause}
-- about:
--   zh: 各批次、文件按原因与字段归并的数据发现，附最早一处的位置与原值。
--   en: Remarks on imported data by batch, file, cause and field, with the first place and value.
-- grain: [batch, file, code, field]
-- columns:
--   code: {zh: 原因代码, en: cause, unit: code}
--   severity: {zh: 严重程度, en: severity, unit: code}
--   finding_count: {zh: 次数, en: findings, unit: count}
--   first_line: {zh: 首处行号, en: first line, unit: ordinal}
--   first_record: {zh: 首处记录号, en: first record, unit: ordinal}
--   example: {zh: 示例值, en: example, unit: text}
-- method: docs/methods/data-status.md
select coalesce(batch, '') as batch, coalesce(file, '') as file, code, coalesce(field, '') as field, min(severity) as severity, count(*) as finding_count,
  min(line) as first_line, min(record) as first_record, min(value) as example
from raw.finding where code is not null group by coalesce(batch, ''), coalesce(file, ''), code, coalesce(field, '')
