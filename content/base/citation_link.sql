-- title: {zh: 以标识相连的引证, en: Citations joined by keys}
-- about:
--   zh: PATSTAT 的引证以公开标识、申请标识或非专利文献标识指向被引文献；这里换成号码或文字，类别由 tls215 并入。换不成的不出现。
--   en: Citations of PATSTAT name the cited document by its keys; here these become numbers or texts, with the categories of tls215. What cannot be resolved is left out.
-- grain: [file, record, seq]
-- columns:
--   cited_raw: {zh: 被引标识, en: key of the cited document, unit: text}
--   cited_number: {zh: 被引号码, en: cited number, unit: code}
--   cited_kind: {zh: 被引文献种类, en: kind of the cited document, unit: code}
--   cited_country: {zh: 被引国别, en: country of the cited document, unit: code}
--   cited_date: {zh: 被引文献日期, en: date of the cited document, unit: date}
--   npl_text: {zh: 非专利文献, en: document cited, unit: text}
--   category: {zh: 引证类别, en: category letters, unit: code}
--   origin: {zh: 引证来源, en: who cited, unit: code}
--   phase: {zh: 引证阶段, en: phase, unit: code}
-- method: docs/methods/merge.md
with entry as (
  select entry_key, min(body) as body from raw.source_entry where entry_kind = 'literature' group by entry_key
), document as (
  select a.alias, r.publication_number, r.publication_kind, r.office, r.publication_date,
    row_number() over (partition by a.alias order by r.publication_date nulls last, r.publication_number nulls last, r.publication_kind nulls last, r.file nulls last, r.record nulls last) as place
  from raw.patent_alias as a join raw.patent as r on r.file = a.file and r.record = a.record
  where r.publication_number is not null and a.alias in (select cited_key from raw.citation_link)
), category as (
  select patent_id, seq, max(case when category like '%X%' then 'X' else '' end) || max(case when category like '%Y%' then 'Y' else '' end)
    || max(case when category like '%I%' then 'I' else '' end) || max(case when category like '%A%' then 'A' else '' end) || max(case when category like '%P%' then 'P' else '' end)
    || max(case when category like '%E%' then 'E' else '' end) || max(case when category like '%D%' then 'D' else '' end) || max(case when category like '%O%' then 'O' else '' end)
    || max(case when category like '%L%' then 'L' else '' end) || max(case when category like '%T%' then 'T' else '' end) || max(case when category like '%R%' then 'R' else '' end) as category
  from raw.citation_link where category is not null group by patent_id, seq
)
select l.file, l.record, l.seq, min(l.cited_key) as cited_raw, min(d.publication_number) as cited_number, min(d.publication_kind) as cited_kind, min(d.office) as cited_country,
  min(d.publication_date) as cited_date, min(e.body) as npl_text, min(nullif(c.category, '')) as category, min(l.origin) as origin, min(l.phase) as phase
from raw.citation_link as l
left join document as d on d.alias = l.cited_key and d.place = 1
left join entry as e on e.entry_key = l.cited_key
left join category as c on c.patent_id = l.patent_id and c.seq = l.seq
where l.cited_key is not null and (d.publication_number is not null or e.body is not null)
group by l.file, l.record, l.seq
