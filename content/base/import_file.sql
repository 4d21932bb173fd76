-- title: {zh: 导入文件, en: Imported files}
-- about:
--   zh: 每个批次的每个文件：格式、编码与各类记录数。
--   en: Each file of each batch with format, encoding and counts of records.
-- grain: [batch, file]
-- columns:
--   format: {zh: 格式, en: format, unit: code}
--   encoding: {zh: 编码, en: encoding, unit: code}
--   bytes: {zh: 大小, en: size, unit: byte}
--   records: {zh: 记录数, en: records, unit: count}
--   accepted: {zh: 接受, en: accepted, unit: count}
--   skipped: {zh: 跳过, en: skipped, unit: count}
--   rejected: {zh: 拒绝, en: rejected, unit: count}
--   findings: {zh: 发现, en: findings, unit: count}
--   asserted_region: {zh: 导入者声明的地区, en: region the importer asserts, unit: code}
-- method: docs/methods/data-status.md
select batch, coalesce(hash, file) as file, min(name) as name, min(format) as format, min(encoding) as encoding, sum(bytes) as bytes, sum(records) as records,
  sum(accepted) as accepted, sum(skipped) as skipped, sum(rejected) as rejected, sum(findings) as findings, max(asserted_region) as asserted_region
from raw.file where batch is not null and coalesce(hash, file) is not null group by batch, coalesce(hash, file)
