-- title: {zh: 各行业企业数, en: Firms by industry}
-- about:
--   zh: 按企业主表的行业代码，分门类以下大类（前两位）、中类（前三位）、小类（四位）三级；代码版本随数据，未统一换算。
--   en: By the industry code of the register at two, three and four digits; codes of the edition in the data, not converted.
-- grain: [level, industry_code]
-- count: firm
-- method: docs/methods/firms.md
with placed as (
  select firm_id, 'division' as level, substr(industry_code, 1, 2) as industry_code from base.firm where length(industry_code) >= 2
  union all select firm_id, 'group' as level, substr(industry_code, 1, 3) as industry_code from base.firm where length(industry_code) >= 3
  union all select firm_id, 'class' as level, substr(industry_code, 1, 4) as industry_code from base.firm where length(industry_code) >= 4
), named as (
  select industry_code, name, row_number() over (partition by industry_code order by classification desc nulls last) as choice from base.industry
), titled as (
  select distinct firm_id from base.firm_title where title_kind = 'high_tech'
)
select l.level, l.industry_code, n.name as industry_name, count(*) as firm_count, count(t.firm_id) as high_tech_firm_count
from placed as l
join base.firm as f on f.firm_id = l.firm_id
left join named as n on n.industry_code = l.industry_code and n.choice = 1
left join titled as t on t.firm_id = l.firm_id
where f.closed_date is null and coalesce(f.status, 'active') = 'active'
group by l.level, l.industry_code, n.name
