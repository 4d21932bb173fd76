-- title: {zh: 专利引证, en: Patent citations}
-- about:
--   zh: 一行一条专利引证：施引文献引用被引文献。来源给出的"被引"方向反转为施引方向，已有相同引证时不重复。被引专利按号码对应到库内专利，号码不唯一的再按文献种类代码对应，最后按申请号对应。同一文献对同一被引文献只计一行（先取有类别者，再取来源明确者）。号码读不懂的按原文保留。is_self 为自引：两件有相同申请人，或来源所写被引申请人即施引申请人；两边申请人不全时为空。非专利文献见 base.npl。
--   en: One row per citation of one patent document by another. Citations given from the cited side are turned round and kept where not known already. Cited numbers are resolved to patents in the data, by kind where the number is not unique, else by application number. One row for a pair of documents (of several mentions the one with a category, then with a known origin). Unreadable numbers stay as written. is_self tells that both have an applicant in common, or the source names the citing applicant; null where applicants are not known. Non-patent literature is in base.npl.
-- grain: [citing_publication, seq]
-- columns:
--   citing_publication: {zh: 施引文献, en: citing publication, unit: code}
--   citing_patent_id: {zh: 施引专利, en: citing patent, unit: code}
--   cited_publication: {zh: 被引文献, en: cited publication, unit: code}
--   cited_patent_id: {zh: 被引专利（库内）, en: cited patent when in the data, unit: code}
--   cited_country: {zh: 被引国别, en: country of the cited document, unit: code}
--   cited_date: {zh: 被引文献日期, en: date of the cited document, unit: date}
--   cited_name: {zh: 被引申请人, en: name on the cited document, unit: text}
--   category: {zh: 引证类别, en: category letters, unit: code}
--   origin: {zh: 引证来源, en: who cited, unit: code}
--   phase: {zh: 引证阶段, en: phase, unit: code}
--   is_self: {zh: 自引, en: self-citation, unit: flag}
--   given_as: {zh: 来源给出的方向, en: direction in the source, unit: code}
-- method: docs/methods/citations.md
with given as (
  select file, record, seq, direction, cited_raw, cited_number, cited_kind, cited_country, cited_date, cited_name, category, origin, phase from raw.patent_citation where npl_text is null
  union all
  select file, record, seq, 'cites' as direction, cited_raw, cited_number, cited_kind, cited_country, cited_date, null as cited_name, category, origin, phase
  from base.citation_link where npl_text is null
), numbered as (
  select publication_number, min(patent_id) as patent_id, min(patent_id) = max(patent_id) as is_unique from base.publication group by publication_number
), named_number as (
  select publication_number, patent_id from numbered where is_unique
), named_kind as (
  select p.publication_number, p.publication_kind, p.patent_id
  from base.publication as p join numbered as n on n.publication_number = p.publication_number where not n.is_unique
), named_application as (
  select application_number, min(patent_id) as patent_id from base.patent
  where application_number is not null group by application_number having min(patent_id) = max(patent_id)
), placed as (
  select s.patent_id, coalesce(s.publication_number || coalesce(s.publication_kind, ''), s.patent_id) as publication, s.source_order, s.source_count,
    c.seq, coalesce(c.direction, 'cites') as direction, c.cited_raw, c.cited_number, c.cited_kind, c.cited_country, c.cited_date, c.cited_name, c.category, c.origin, c.phase
  from given as c join base.patent_source as s on s.file = c.file and s.record = c.record
  where c.cited_number is not null or c.cited_raw is not null
), resolved as (
  select p.*, coalesce(p.cited_number || coalesce(p.cited_kind, ''), p.cited_raw) as other, coalesce(u.patent_id, k.patent_id, a.patent_id) as other_patent_id
  from placed as p
  left join named_number as u on u.publication_number = p.cited_number
  left join named_kind as k on k.publication_number = p.cited_number and k.publication_kind = p.cited_kind
  left join named_application as a on a.application_number = p.cited_number
), best as (
  select publication, min(source_order) as source_order from resolved where direction = 'cites' and source_count > 1 group by publication
), listed as (
  select r.publication as citing_publication, r.patent_id as citing_patent_id, cast(r.seq as bigint) as seq, r.other as cited_publication, r.other_patent_id as cited_patent_id,
    r.cited_country, r.cited_date, r.cited_name, r.category, r.origin, r.phase,
    row_number() over (partition by r.publication, r.other order by case when r.category is null then 1 else 0 end nulls last,
      case when r.origin is null or r.origin = 'unknown' then 1 else 0 end nulls last, r.seq nulls last) as mention
  from resolved as r left join best as b on b.publication = r.publication
  where r.direction = 'cites' and (b.source_order is null or b.source_order = r.source_order)
), cites as (
  select * from listed where mention = 1
), turned as (
  select distinct other as citing_publication, other_patent_id as citing_patent_id, publication as cited_publication, patent_id as cited_patent_id
  from resolved where direction = 'cited_by'
), known as (
  select distinct citing_patent_id, cited_patent_id from cites where cited_patent_id in (select cited_patent_id from turned)
), unknown_yet as (
  select t.* from turned as t
  left join known as k on k.citing_patent_id = t.citing_patent_id and k.cited_patent_id = t.cited_patent_id
  where k.citing_patent_id is null
), every as (
  select citing_publication, seq, citing_patent_id, cited_publication, cited_patent_id, cited_country, cited_date, cited_name, category, coalesce(origin, 'unknown') as origin, phase,
    'cites' as given_as
  from cites
  union all
  select citing_publication, 100000 + row_number() over (partition by citing_publication order by cited_publication nulls last) as seq,
    citing_patent_id, cited_publication, cited_patent_id, null as cited_country, null as cited_date, null as cited_name, null as category, 'unknown' as origin, null as phase,
    'cited_by' as given_as
  from unknown_yet
), applicant as (
  select patent_id, party_id, upper(name) as name from base.patent_party where role = 'applicant'
), has_applicant as (
  select distinct patent_id from applicant
), same_party as (
  select distinct e.citing_patent_id, e.cited_patent_id
  from every as e join applicant as a on a.patent_id = e.citing_patent_id join applicant as b on b.patent_id = e.cited_patent_id and b.party_id = a.party_id
), same_name as (
  select distinct e.citing_publication, e.seq from every as e join applicant as a on a.patent_id = e.citing_patent_id and a.name = upper(e.cited_name)
)
select e.citing_publication, e.seq, e.citing_patent_id, e.cited_publication, e.cited_patent_id, e.cited_country, e.cited_date, e.cited_name, e.category, e.origin, e.phase, e.given_as,
  case when s.citing_patent_id is not null or n.citing_publication is not null then true
    when h.patent_id is not null and g.patent_id is not null then false end as is_self
from every as e
left join same_party as s on s.citing_patent_id = e.citing_patent_id and s.cited_patent_id = e.cited_patent_id
left join same_name as n on n.citing_publication = e.citing_publication and n.seq = e.seq
left join has_applicant as h on h.patent_id = e.citing_patent_id
left join has_applicant as g on g.patent_id = e.cited_patent_id
