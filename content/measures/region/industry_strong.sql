-- title: {zh: 强集群标志, en: Strong-cluster flags}
-- about:
--   zh: US Cluster Mapping 的规则，同一级地区、同一年、逐行业：strong = LQ ≥ Q75 且 ≥ 1，且从业人员、单位数都大于各自的 Q25；strong10 用 Q90；significant LQ > Q50；qualifying LQ > Q25。需要从业人员和单位数（产业活动单位，没有时用企业数）两列。LQ 用来源给出的（该口径该年全部给出时），否则用本产品按从业人员计算的。行业表标明不可贸易（is_traded 为否）的行业不参加；没有标明的都参加。
--   en: "The rule of US Cluster Mapping within a level of region and a year, industry by industry: strong is LQ ≥ Q75 and ≥ 1 with employees and units both above their Q25; strong10 takes Q90, significant LQ > Q50, qualifying LQ > Q25. It needs employees and units (establishments, else firms). The quotient is the source's where it gives all of the set and year, else this product's by employees. Industries told not to be traded (is_traded false) take no part; those not told do."
-- grain: [set_id, year, region, cluster]
-- columns:
--   set_id: {zh: 口径, en: row set, unit: code}
--   region: {zh: 地区代码, en: region, unit: code}
--   cluster: {zh: 行业代码, en: industry, unit: code}
--   strong: {zh: 强集群, en: strong, unit: flag}
--   strong10: {zh: 前 10% 强集群, en: strong in the top 10 %, unit: flag}
--   significant: {zh: 显著集群, en: significant, unit: flag}
--   qualifying: {zh: 合格集群, en: qualifying, unit: flag}
-- kernel: {name: strong-clusters, by: [set_id, year]}
-- method: docs/methods/strong-clusters.md
with closed as (
  select classification, industry_code from base.industry where is_traded = false
), unit as (
  select region_level, classification, industry_level, year, region, industry, max(case when basis = 'establishment_count' then value end) as sites, max(case when basis = 'firm_count' then value end) as firms
  from measure.industry_cell where basis in ('establishment_count', 'firm_count') group by region_level, classification, industry_level, year, region, industry
), given as (
  select set_id, year, count(published_lq) = count(*) as has_published from measure.industry_cell where basis = 'employee_count' group by set_id, year
)
select c.set_id, c.year, c.region, c.industry as cluster, c.value as emp, coalesce(u.sites, u.firms) as est, case when g.has_published then c.published_lq else q.lq end as lq
from measure.industry_cell as c join given as g on g.set_id = c.set_id and g.year = c.year
join measure.industry_lq as q on q.set_id = c.set_id and q.year = c.year and q.region = c.region and q.industry = c.industry
join unit as u on u.region_level = c.region_level and u.classification = c.classification and u.industry_level = c.industry_level and u.year = c.year and u.region = c.region and u.industry = c.industry
left join closed as n on n.classification = c.classification and n.industry_code = c.industry
where c.basis = 'employee_count' and n.industry_code is null
