-- title: {zh: 未对应到 WIPO 领域的分类号, en: IPC symbols without a WIPO field}
-- about:
--   zh: 数据中有而对照规则没有的 IPC 大组；这些分类号不进入技术领域统计。
--   en: IPC main groups in the data that no rule maps; they are left out of counts by field.
-- grain: [main_group]
-- count: patent
-- method: docs/methods/wipo-fields.md
select main_group, subclass, patent_count from base.class_field where field_number is null
