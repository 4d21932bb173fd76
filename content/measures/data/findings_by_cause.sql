-- title: {zh: 导入发现按原因汇总, en: Findings by cause}
-- about:
--   zh: 全部批次的数据发现按严重程度、原因与字段汇总。
--   en: Remarks on imported data by severity, cause and field over all batches.
-- grain: [severity, code, field]
-- columns:
--   severity: {zh: 严重程度, en: severity, unit: code}
--   code: {zh: 原因代码, en: cause, unit: code}
--   finding_count: {zh: 次数, en: findings, unit: count}
--   batch_count: {zh: 批次数, en: batches, unit: count}
--   file_count: {zh: 文件数, en: files, unit: count}
--   example: {zh: 示例值, en: example, unit: text}
-- method: docs/methods/data-status.md
select severity, code, field, sum(finding_count) as finding_count, count(distinct batch) as batch_count, count(distinct file) as file_count, min(example) as example
from base.finding_cause group by severity, code, field
