-- title: {zh: 权利要求, en: Claims}
-- about:
--   zh: 每件专利取合并规则最优的一条有权利要求的记录。
--   en: Of each patent the claims of the best record that has any.
-- grain: [patent_id, claim_number]
-- columns:
--   claim_number: {zh: 权利要求序号, en: claim number, unit: ordinal}
--   is_independent: {zh: 是否独立权利要求, en: independent, unit: flag}
--   depends_on: {zh: 引用的权利要求, en: claims it depends on, unit: text}
-- method: docs/methods/merge.md
with placed as (
  select s.patent_id, s.source_order, c.claim_number, c.independent, c.depends_on, c.body
  from raw.patent_claim as c join base.patent_source as s on s.file = c.file and s.record = c.record
  where c.claim_number is not null
), best as (
  select patent_id, min(source_order) as source_order from placed group by patent_id
)
select p.patent_id, p.claim_number, coalesce(bool_or(p.independent), false) as is_independent, min(p.depends_on) as depends_on, min(p.body) as body
from placed as p join best as b on b.patent_id = p.patent_id and b.source_order = p.source_order
group by p.patent_id, p.claim_number
