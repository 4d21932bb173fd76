-- title: {zh: WIPO 技术领域历年专利数, en: Patents by WIPO field and year}
-- about:
--   zh: 按申请年。patent_count 整体计数（领域之和大于专利数）；main_count 只计主领域；fractional_count 按分类号比例分摊，各领域之和等于有 IPC 的专利数。
--   en: By filing year. patent_count is whole counting; main_count by main field; fractional_count splits a patent by its symbols, so that fields add up to the patents classed.
-- grain: [field_number, patent_type, year]
-- count: patent
-- columns:
--   main_count: {zh: 主领域专利数, en: patents by main field, unit: count}
-- method: docs/methods/wipo-fields.md
select f.field_number, w.field_zh, w.field_en, w.sector_zh, w.sector_en, p.patent_type, p.application_year as year,
  count(*) as patent_count, sum(case when f.is_main then 1 else 0 end) as main_count, sum(f.field_share) as fractional_count
from base.patent_field as f
join base.patent as p on p.patent_id = f.patent_id
join base.wipo_field as w on w.field_number = f.field_number
where p.application_year is not null
group by f.field_number, w.field_zh, w.field_en, w.sector_zh, w.sector_en, p.patent_type, p.application_year
