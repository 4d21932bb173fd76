-- title: {zh: 专利的 WIPO 技术领域, en: WIPO fields of a patent}
-- about:
--   zh: 专利的 IPC 分类号落在各领域的数目与比例；主领域为分类号最多者，并列时取编号最小者并以 is_tied 标出（OECD 对并列随机取，这里可重复）。
--   en: Symbols and share of a patent in each field; the main field has most symbols, the lowest number among equals, which is_tied tells (OECD draws at random).
-- grain: [patent_id, field_number]
-- columns:
--   symbol_count: {zh: 分类号数, en: symbols, unit: count}
--   field_share: {zh: 领域占该专利分类号的比例, en: share of the patent's symbols, unit: share}
--   is_main: {zh: 是否主领域, en: main field, unit: flag}
--   is_tied: {zh: 主领域是否并列, en: main field is tied, unit: flag}
-- method: docs/methods/wipo-fields.md
with symbol as (
  select distinct c.patent_id, c.symbol, c.subclass, f.field_number, f.unless_subclass
  from base.patent_class as c join base.class_field as f on f.main_group = coalesce(c.main_group, c.subclass)
  where c.scheme = 'ipc' and f.field_number is not null
), excluding as (
  select distinct patent_id, subclass from symbol where subclass in (select unless_subclass from base.wipo_rule where unless_subclass is not null)
), counted as (
  select s.patent_id, s.field_number, count(*) as symbol_count
  from symbol as s left join excluding as e on e.patent_id = s.patent_id and e.subclass = s.unless_subclass
  where e.patent_id is null
  group by s.patent_id, s.field_number
), ranked as (
  select patent_id, field_number, symbol_count, sum(symbol_count) over (partition by patent_id) as all_symbols,
    row_number() over (partition by patent_id order by symbol_count desc nulls last, field_number nulls last) as choice,
    rank() over (partition by patent_id order by symbol_count desc nulls last) as place
  from counted
)
select patent_id, field_number, symbol_count, cast(symbol_count as double) / cast(all_symbols as double) as field_share, choice = 1 as is_main,
  sum(case when place = 1 then 1 else 0 end) over (partition by patent_id) > 1 as is_tied
from ranked
