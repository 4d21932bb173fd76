-- title: {zh: 专利的地区, en: Region of a patent}
-- about:
--   zh: 第一申请人的地区代码，否则记录的申请人地区；region_basis 说明依据：party 申请人地址，record 来源字段，collection 导入者对整个文件的声明（不是逐件核实）。
--   en: "The region of the first applicant, else of the record. region_basis tells: party (address of the applicant), record (field of the source), collection (asserted by the importer for a whole file, not checked one by one)."
-- grain: [patent_id]
-- count: patent
-- method: docs/methods/regions.md
with first_applicant as (
  select patent_id, region_code from base.patent_party where role = 'applicant' and seq = 1 and region_code is not null
), asserted as (
  select distinct s.patent_id, f.asserted_region
  from base.patent_source as s join base.import_file as f on f.batch = s.batch and substr(f.file, 1, 16) = s.file
  where f.asserted_region is not null
), located as (
  select p.patent_id, coalesce(a.region_code, p.applicant_region) as region_code, a.region_code is not null as is_party
  from base.patent as p left join first_applicant as a on a.patent_id = p.patent_id
  where a.region_code is not null or p.applicant_region is not null
), placed as (
  select l.patent_id, l.region_code, case when s.patent_id is not null then 'collection' when l.is_party then 'party' else 'record' end as region_basis
  from located as l left join asserted as s on s.patent_id = l.patent_id and s.asserted_region = l.region_code
)
select l.patent_id, l.region_code, l.region_basis, m.division_year, m.division_code, m.prefecture_code, m.province_code
from placed as l join base.region_map as m on m.region_code = l.region_code
