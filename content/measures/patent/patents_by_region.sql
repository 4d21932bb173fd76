-- title: {zh: 地区历年专利数, en: Patents by region and year}
-- about:
--   zh: 按第一申请人所在地区与申请年；省、设区市、县三级，代码归并到采用的区划年份（默认 2013）。region_basis = collection 的是导入者对整批数据的声明，页面应注明"按采集范围"。
--   en: By region of the first applicant and filing year, for provinces, prefectures and counties, codes brought to the division year (2013 by default). Where region_basis is collection the importer asserted the region for the whole batch, which pages must say.
-- grain: [level, region_code, region_basis, patent_type, year]
-- count: patent
-- method: docs/methods/regions.md
with placed as (
  select patent_id, 'province' as level, province_code as region_code, region_basis, division_year from base.patent_region
  union all select patent_id, 'prefecture' as level, prefecture_code as region_code, region_basis, division_year from base.patent_region where division_code not like '%0000'
  union all select patent_id, 'county' as level, division_code as region_code, region_basis, division_year from base.patent_region where division_code not like '%00'
), named as (
  select region_code, name_zh, name_en, row_number() over (partition by region_code order by valid_from desc nulls last) as choice from base.region
)
select l.level, l.region_code, n.name_zh, n.name_en, l.region_basis, max(l.division_year) as division_year, p.patent_type, p.application_year as year,
  count(*) as patent_count, sum(case when p.is_granted then 1 else 0 end) as grant_count
from placed as l
join base.patent as p on p.patent_id = l.patent_id
left join named as n on n.region_code = l.region_code and n.choice = 1
where p.application_year is not null
group by l.level, l.region_code, n.name_zh, n.name_en, l.region_basis, p.patent_type, p.application_year
