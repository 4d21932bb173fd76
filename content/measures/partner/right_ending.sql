-- title: {zh: 将到期与新近终止的权利, en: Rights about to end and lately ended}
-- about:
--   zh: expires：现行有效、数据截止日后 24 个月内期限届满（来源的届满日，否则按申请日推算：中国发明 20 年、实用新型 10 年、外观设计 10 年，2021-06-01 起申请的 15 年；其他局只推算发明 20 年）；ended：截止日前 24 个月内已终止（measure.patent_life）。未计期限补偿与药品延长；失效的权利可能恢复。
--   en: expires, in force and to end within 24 months after the data's cut-off, by the date of the source, else by the term from filing (China 20 years for inventions, 10 for utility models, 10 for designs or 15 if filed since 2021-06-01; other offices 20 years for inventions only). ended, ended within 24 months before the cut-off (measure.patent_life). Extensions of term are not counted; a lapsed right may be restored.
-- grain: [patent_id]
-- count: patent
-- columns:
--   right_end: {zh: 到期或失效, en: expires or ended, unit: code}
--   end_date: {zh: 届满或终止日期, en: date of the end, unit: date}
--   end_basis: {zh: 日期依据, en: known by, unit: code}
-- method: docs/methods/partners.md
with day as (
  select max(cutoff_date) as day_date from base.coverage_year where date_basis = 'publication'
), term as (
  select p.patent_id, case when p.expiry_date > d.day_date then p.expiry_date
      when p.patent_type = 'invention' then cast(p.application_date + to_years(20) as date)
      when p.office = 'CN' and p.patent_type = 'design' and p.application_date >= date '2021-06-01' then cast(p.application_date + to_years(15) as date)
      when p.office = 'CN' and p.patent_type in ('utility_model', 'design') then cast(p.application_date + to_years(10) as date) end as end_date,
    case when p.expiry_date > d.day_date then 'source' else 'term' end as end_basis
  from base.patent as p cross join day as d where p.is_granted and p.legal_status = 'in_force'
)
select t.patent_id, 'expires' as right_end, t.end_date, t.end_basis from term as t cross join day as d where t.end_date > d.day_date and t.end_date <= d.day_date + to_months(24)
union all
select l.patent_id, 'ended' as right_end, l.end_date, l.life_basis as end_basis from measure.patent_life as l cross join day as d
where l.is_ended and l.end_date <= d.day_date and l.end_date > d.day_date - to_months(24)
