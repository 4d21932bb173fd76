-- title: {zh: 专利文本, en: Texts of a patent}
-- about:
--   zh: 题名、摘要、权利要求、说明书：每件专利、语种与部分取合并规则最优的一条记录。
--   en: Title, abstract, claims, description, for each patent, language and part those of the best record.
-- grain: [patent_id, language, part, seq]
-- method: docs/methods/merge.md
with placed as (
  select s.patent_id, s.source_order, s.source_count, coalesce(t.language, 'und') as language, t.part, coalesce(t.seq, 1) as seq, t.body, s.file, s.record
  from raw.patent_text as t join base.patent_source as s on s.file = t.file and s.record = t.record
  where t.body is not null and t.part is not null
), best as (
  select patent_id, language, part, min(source_order) as source_order from placed where source_count > 1 group by patent_id, language, part
), chosen as (
  select p.* from placed as p left join best as b on b.patent_id = p.patent_id and b.language = p.language and b.part = p.part
  where p.source_count = 1 or b.source_order = p.source_order
), repeated as (
  select patent_id, language, part, seq, source_order from placed group by patent_id, language, part, seq, source_order having count(*) > 1
)
select c.patent_id, c.language, c.part, c.seq, c.body, c.file, c.record
from chosen as c left join repeated as r
  on r.patent_id = c.patent_id and r.language = c.language and r.part = c.part and r.seq = c.seq and r.source_order = c.source_order
where r.patent_id is null
union all
select c.patent_id, c.language, c.part, c.seq, min(c.body) as body, min(c.file) as file, min(c.record) as record
from chosen as c join repeated as r
  on r.patent_id = c.patent_id and r.language = c.language and r.part = c.part and r.seq = c.seq and r.source_order = c.source_order
group by c.patent_id, c.language, c.part, c.seq
