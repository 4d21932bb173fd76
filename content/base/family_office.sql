-- title: {zh: 同族覆盖的受理局, en: Offices of families}
-- about:
--   zh: 扩展同族（INPADOC）公开过的不同受理局数：库内成员的受理局，加上来源列出而不在库内的成员号码前两位所示的局。只含至少有同族信息（来源给出、优先权相连）的专利；没有者为未知，不计为 1。
--   en: Distinct offices that published members of the extended (INPADOC) family, those in the data and those that the two letters of listed members show. Patents of whose family nothing is told are not here; their size is unknown, not 1.
-- grain: [patent_id]
-- columns:
--   office_count: {zh: 受理局数, en: offices, unit: count}
-- method: docs/methods/patent-quality.md
with listed as (
  select distinct s.patent_id, substr(m.member_number, 1, 2) as office
  from raw.patent_family as m join base.patent_source as s on s.file = m.file and s.record = m.record
  where m.member_number is not null
), abroad as (
  select l.patent_id, l.office from listed as l where l.office <> substr(l.patent_id, 1, 2)
), wide as (
  select distinct f.family_id from abroad as a join base.family as f on f.patent_id = a.patent_id and f.scope = 'extended'
), offices as (
  select w.family_id, p.office from wide as w join base.family as f on f.family_id = w.family_id and f.scope = 'extended' join base.patent as p on p.patent_id = f.patent_id
  union
  select f.family_id, a.office from abroad as a join base.family as f on f.patent_id = a.patent_id and f.scope = 'extended'
), counted as (
  select family_id, count(*) as office_count from offices group by family_id
), telling as (
  select distinct s.patent_id from base.patent_source as s join base.source_content as c on c.file = s.file where c.content = 'family'
)
select f.patent_id, coalesce(n.office_count, f.office_count) as office_count
from base.family as f left join counted as n on n.family_id = f.family_id left join telling as t on t.patent_id = f.patent_id
where f.scope = 'extended' and (f.found_by <> 'alone' or n.family_id is not null or t.patent_id is not null)
