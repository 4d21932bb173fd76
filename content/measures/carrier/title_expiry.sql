-- title: {zh: 一年内到期的企业资质, en: Titles that end within a year}
-- about:
--   zh: 以数据的截止日（企业年度数据最后一年的年末；没有企业年度数据时取最后一个认定年的年末）为准，此后 12 个月内到期的企业资质。is_renewed 表示同一企业同类资质另有更晚到期（或无期限）的一条。没有到期日的资质不在此列，不等于长期有效。
--   en: Titles that end within twelve months after the as-of date of the data (the end of the last year of firm-years; without any, of the last year in which a title was given). is_renewed tells that the firm has another of the kind that ends later or has no end. Titles without an end are not listed, which does not make them last.
-- grain: [firm_id, title_kind, level, valid_to, certificate]
-- columns:
--   as_of_date: {zh: 截止日, en: as of, unit: date}
--   certificate: {zh: 证书编号, en: certificate number, unit: code}
--   is_renewed: {zh: 是否已有后续, en: renewed, unit: flag}
-- method: docs/methods/carriers.md
with last_year as (
  select max(year) as year from base.firm_year
), as_of as (
  select cast(cast(coalesce(l.year, t.year) as varchar) || '-12-31' as date) as as_of_date
  from last_year as l cross join (select cast(max(extract(year from valid_from)) as integer) as year from base.firm_title) as t
), held as (
  select distinct firm_id, title_kind, coalesce(level, '') as level, valid_from, valid_to, coalesce(certificate, '') as certificate from base.firm_title
)
select h.firm_id, f.name, h.title_kind, h.level, h.certificate, h.valid_from, h.valid_to, a.as_of_date,
  exists (select 1 from base.firm_title as n where n.firm_id = h.firm_id and n.title_kind = h.title_kind and (n.valid_to is null or n.valid_to > h.valid_to) and n.valid_from > h.valid_from) as is_renewed
from held as h cross join as_of as a left join base.firm as f on f.firm_id = h.firm_id
where h.valid_to > a.as_of_date and h.valid_to <= a.as_of_date + interval '12' month
