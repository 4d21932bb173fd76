-- title: {zh: 标引分歧, en: Differences of readers}
-- about:
--   zh: 两位标引人都标了、取值却不同的专利，逐件列出，供讨论后统一。
--   en: Patents to which two readers gave different values, one by one, to be settled between them.
-- grain: [set_name, tag, patent_id, reader_a, reader_b]
-- count: patent
-- columns:
--   set_name: {zh: 标引集, en: set, unit: text}
--   tag: {zh: 标引项, en: tag, unit: code}
--   reader_a: {zh: 标引人甲, en: reader A, unit: text}
--   reader_b: {zh: 标引人乙, en: reader B, unit: text}
--   value_a: {zh: 甲的取值, en: value of A, unit: text}
--   value_b: {zh: 乙的取值, en: value of B, unit: text}
-- method: docs/methods/tagging.md
select a.set_name, a.tag, a.patent_id, a.reader as reader_a, b.reader as reader_b, a.value_list as value_a, b.value_list as value_b
from measure.tag_reading as a join measure.tag_reading as b on b.set_name = a.set_name and b.tag = a.tag and b.patent_id = a.patent_id and a.reader < b.reader
where a.value_list <> b.value_list
