-- title: {zh: 来源文件的内容, en: What source files tell}
-- about:
--   zh: 每个导入文件载有哪些内容（content：backward 引证、npl 非专利文献、family 同族或优先权）。据此区分"没有"与"没有提供"：来源载有引证而某专利没有，计 0；来源不载引证，计为未知。以标识相连的引证（PATSTAT）按批次算。
--   en: "What each imported file tells (content: backward citations, npl, family: families or priorities). It separates none from not told: where a source tells of citations a patent without any counts 0, where it does not the value is unknown. Citations joined by keys (PATSTAT) hold for their batch."
-- grain: [file, content]
-- columns:
--   content: {zh: 内容, en: what is told, unit: code}
-- method: docs/methods/patent-quality.md
with linked as (
  select distinct batch, case when npl_text is null then 'backward' else 'npl' end as content
  from base.citation_link as l join raw.citation_link as r on r.file = l.file and r.record = l.record
), told as (
  select distinct file, case when npl_text is null then 'backward' else 'npl' end as content from raw.patent_citation where coalesce(direction, 'cites') = 'cites'
  union
  select distinct file, 'family' as content from raw.patent_family
  union
  select distinct file, 'family' as content from raw.patent_priority
  union
  select distinct file, 'family' as content from raw.patent where family_id is not null or extended_family_id is not null
  union
  select substr(f.file, 1, 16) as file, l.content from base.import_file as f join linked as l on l.batch = f.batch
)
select file, content from told where file is not null
