-- title: {zh: 专利的地区, en: Region of a patent}
-- about:
--   zh: 第一申请人的地区代码，否则记录的申请人地区；region_basis 说明依据：party 申请人地址，record 来源字段，collection 导入者对整批的声明（不是逐件核实）。
--   en: "The region of the first applicant, else of the record. region_basis tells: party (address of the applicant), record (field of the source), collection (asserted by the importer for a whole batch, not checked one by one)."
-- grain: [patent_id]
-- count: patent
-- method: docs/methods/regions.md
with first_applicant as (
  select patent_id, region_code from base.patent_party where role = 'applicant' and seq = 1 and region_code is not null
), placed as (
  select p.patent_id, p.patent_type, coalesce(a.region_code, p.applicant_region) as region_code,
    case when a.region_code is not null then 'party' when b.asserted_region = p.applicant_region then 'collection' else 'record' end as region_basis
  from base.patent as p
  left join first_applicant as a on a.patent_id = p.patent_id
  left join base.batch as b on b.batch = p.batch
  where a.region_code is not null or p.applicant_region is not null
)
select l.patent_id, l.region_code, l.region_basis, m.division_year, m.division_code, m.prefecture_code, m.province_code
from placed as l join base.region_map as m on m.region_code = l.region_code
