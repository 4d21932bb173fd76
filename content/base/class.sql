-- title: {zh: 分类号, en: Classes}
-- about:
--   zh: 名称表中的和专利用到的每个分类号（含其各级上位），带中英文名称与上级。上级取导入的层级；没有导入时取分类号本身显示的上一级，小组即其大组。没有名称的分类号名称为空，is_titled 为假。
--   en: Every symbol of a list of titles and of the patents, with those above it, its titles and parent. The parent is that of an imported hierarchy, else the level above that the symbol itself shows, for a subgroup its main group. Symbols without titles are there, is_titled false.
-- grain: [scheme, symbol]
-- columns:
--   title_zh: {zh: 中文名称, en: Chinese title, unit: text}
--   title_en: {zh: 英文名称, en: English title, unit: text}
--   parent_symbol: {zh: 上级分类号, en: parent, unit: code}
--   class_level: {zh: 层级, en: level (1 section … 4 main group; 5 subgroup of one dot …), unit: ordinal}
--   is_titled: {zh: 是否有名称, en: has a title, unit: flag}
--   is_used: {zh: 是否有专利, en: patents have it, unit: flag}
--   note_zh: {zh: 参见与注释, en: Chinese references and notes, unit: text}
--   note_en: {zh: 英文参见与注释, en: English references and notes, unit: text}
--   edition: {zh: 版本, en: edition, unit: code}
-- method: docs/methods/classes.md
with placed as (
  select scheme, symbol, section, class3, subclass, main_group from base.patent_class where scheme in ('ipc', 'cpc', 'locarno')
), used as (
  select scheme, symbol from placed
  union select scheme, section as symbol from placed where section is not null
  union select scheme, class3 as symbol from placed where class3 is not null
  union select scheme, subclass as symbol from placed where subclass is not null
  union select scheme, main_group as symbol from placed where main_group is not null
), known as (
  select scheme, symbol from used union select scheme, symbol from base.class_title
), shaped as (
  select k.scheme, k.symbol, u.symbol is not null as is_used, t.title as title_zh, t.title_en, t.parent_symbol, t.level, t.note as note_zh, t.note_en, t.edition,
    case when k.scheme not in ('ipc', 'cpc') or length(k.symbol) <= 1 then null
      when position('/' in k.symbol) = 0 then substr(k.symbol, 1, case when length(k.symbol) = 4 then 3 else 1 end)
      when k.symbol like '%/00' then substr(k.symbol, 1, 4)
      else substr(k.symbol, 1, position('/' in k.symbol)) || '00' end as symbol_above,
    case when k.scheme not in ('ipc', 'cpc') then null when length(k.symbol) = 1 then 1 when length(k.symbol) = 3 then 2 when length(k.symbol) = 4 then 3
      when k.symbol like '%/00' then 4 else null end as symbol_level
  from known as k
  left join used as u on u.scheme = k.scheme and u.symbol = k.symbol
  left join base.class_title as t on t.scheme = k.scheme and t.symbol = k.symbol
)
select scheme, symbol, title_zh, title_en, coalesce(parent_symbol, symbol_above) as parent_symbol, cast(coalesce(level, symbol_level) as integer) as class_level,
  title_zh is not null or title_en is not null as is_titled, is_used, note_zh, note_en, edition
from shaped
