-- title: {zh: 产业链专利的地区, en: Places of the chains' patents}
-- about:
--   zh: 属于任一产业链的每件专利所在的各级地区，按第一申请人：ALL 库内全部，国别两位代码（来源给出者，否则有国内区划代码者为 CN），省代码，设区市代码（与省不同者）。国别不详的只有 ALL。
--   en: The places of each patent of any chain by its first applicant, namely ALL for all of the data, the country (two letters, as the source has it, else CN where a Chinese division is known), the province, the prefecture where it is not the province. Of an unknown country only ALL.
-- grain: [patent_id, place_code]
-- count: patent
-- columns:
--   place_code: {zh: 地区, en: place, unit: code}
-- method: docs/methods/navigation.md
with member as (
  select distinct patent_id from base.chain_patent
), located as (
  select m.patent_id, r.prefecture_code, r.province_code, coalesce(p.applicant_country, a.country, case when r.province_code is not null then 'CN' end) as country
  from member as m join base.patent as p on p.patent_id = m.patent_id
  left join base.patent_region as r on r.patent_id = m.patent_id
  left join base.patent_party as a on a.patent_id = m.patent_id and a.role = 'applicant' and a.seq = 1
)
select patent_id, 'ALL' as place_code from located
union all
select patent_id, country as place_code from located where country is not null
union all
select patent_id, province_code as place_code from located where province_code is not null
union all
select patent_id, prefecture_code as place_code from located where prefecture_code is not null and prefecture_code <> province_code
