-- title: {zh: 优先权, en: Priorities}
-- about:
--   zh: 每件专利取合并规则最优的一条有优先权的记录。
--   en: Of each patent the priorities of the best record that has any.
-- grain: [patent_id, seq]
-- columns:
--   priority_number: {zh: 优先权号, en: priority number, unit: code}
--   priority_number_raw: {zh: 优先权号（原文）, en: priority number as written, unit: code}
--   priority_date: {zh: 优先权日, en: priority date, unit: date}
--   priority_kind: {zh: 优先权种类, en: kind of priority, unit: code}
-- method: docs/methods/merge.md
with registered as (
  select a.alias, min(r.application_number) as number, min(r.application_date) as priority_date, min(r.office) as country
  from raw.patent_alias as a join raw.patent as r on r.file = a.file and r.record = a.record
  where r.application_number is not null and a.alias in (select prior_key from raw.priority_link) group by a.alias
), placed as (
  select s.patent_id, s.source_order, p.seq, p.country, p.number_raw, p.number, p.date as priority_date, p.kind as priority_kind
  from raw.patent_priority as p join base.patent_source as s on s.file = p.file and s.record = p.record
  union all
  select s.patent_id, s.source_order, l.seq, r.country, l.prior_key as number_raw, r.number, r.priority_date, null as priority_kind
  from raw.priority_link as l join base.patent_source as s on s.file = l.file and s.record = l.record join registered as r on r.alias = l.prior_key
), best as (
  select patent_id, min(source_order) as source_order from placed group by patent_id
)
select p.patent_id, row_number() over (partition by p.patent_id order by p.priority_date nulls last, p.number nulls last, p.seq nulls last) as seq,
  p.country, p.number as priority_number, p.number_raw as priority_number_raw, p.priority_date, p.priority_kind
from placed as p join best as b on b.patent_id = p.patent_id and b.source_order = p.source_order
