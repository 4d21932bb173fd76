-- title: {zh: 专利的技术与功效标引, en: Technology and effect tags of patents}
-- about:
--   zh: 每件有功效标引的专利 × 技术 × 功效；技术取其技术分支标引，没有者取主分类号的 IPC 小类。标引表中的号码可为专利标识、申请号（可带校验位）或公开号。
--   en: Each tagged patent × technology × effect; the technology is its branch tag, else the subclass of its first symbol. Numbers in the list of tags may be identifiers, filing numbers (with check digit) or publication numbers.
-- grain: [patent_id, technology, effect]
-- columns:
--   technology: {zh: 技术, en: technology, unit: code}
--   effect: {zh: 功效, en: effect, unit: text}
-- method: docs/methods/white-space.md
with given as (
  select tag_kind, tag, upper(replace(number, ' ', '')) as number from base.technology_tag where number is not null and tag is not null
), cut as (
  select tag_kind, tag, number, case when position('.' in number) > 0 then substr(number, 1, position('.' in number) - 1) else number end as trunk from given
), found as (
  select c.tag_kind, c.tag, p.patent_id from cut as c join base.patent as p on p.patent_id = c.trunk or p.patent_id = 'CN' || c.trunk
  union
  select c.tag_kind, c.tag, p.patent_id from cut as c join base.publication as p on p.publication_number = c.number
  union
  select c.tag_kind, c.tag, p.patent_id from cut as c join base.publication as p on p.publication_number || p.publication_kind = c.number
), first_class as (
  select patent_id, min(subclass) as subclass from base.patent_class where scheme = 'ipc' and is_first group by patent_id
), branch as (
  select patent_id, tag as technology from found where tag_kind = 'branch'
)
select distinct f.patent_id, coalesce(b.technology, c.subclass) as technology, f.tag as effect
from found as f left join branch as b on b.patent_id = f.patent_id left join first_class as c on c.patent_id = f.patent_id
where f.tag_kind = 'effect' and coalesce(b.technology, c.subclass) is not null
