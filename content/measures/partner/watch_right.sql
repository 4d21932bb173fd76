-- title: {zh: 监测清单：到期与失效的权利, en: Watch list of expiring and lapsed rights}
-- about:
--   zh: 主体自己的权利，以及其主要分类号中他人的权利（每种取前 30 件）。expires：现行有效、24 个月内期限届满（来源的届满日，否则按申请日推算：中国发明 20 年、实用新型 10 年、外观设计 10 年，2021-06-01 起申请的 15 年；其他局只推算发明 20 年）；ended：截止日前 24 个月内已终止（未缴年费、届满、放弃、无效，依据 measure.patent_life）。未计期限补偿与药品延长。失效的权利可能恢复，引用前应查登记簿。
--   en: Rights of the party itself, and of others in its main symbols (the first 30 of each kind). expires, in force and to end within 24 months by the date of the source, else by the term from filing (China 20 years for inventions, 10 for utility models, 10 for designs or 15 if filed since 2021-06-01; other offices 20 years for inventions only). ended, ended within 24 months before the cut-off (unpaid fees, term, surrender, revocation, by measure.patent_life). Extensions of term are not counted; a lapsed right may be restored, so ask the register.
-- grain: [party_id, patent_id]
-- order: [party_id, is_own, right_end, rank, patent_id]
-- count: patent
-- columns:
--   is_own: {zh: 本方权利, en: own right, unit: flag}
--   right_end: {zh: 到期或失效, en: expires or ended, unit: code}
--   end_date: {zh: 届满或终止日期, en: date of the end, unit: date}
--   end_basis: {zh: 日期依据, en: known by, unit: code}
--   holder_name: {zh: 权利人（第一申请人）, en: holder (first applicant), unit: text}
--   shared_symbol_count: {zh: 相同分类号, en: symbols in common, unit: count}
--   main_symbol: {zh: 相同分类号之一, en: main symbol in common, unit: code}
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
), ending as (
  select t.patent_id, 'expires' as right_end, t.end_date, t.end_basis from term as t cross join day as d where t.end_date > d.day_date and t.end_date <= d.day_date + to_months(24)
  union all
  select l.patent_id, 'ended' as right_end, l.end_date, l.life_basis as end_basis from measure.patent_life as l cross join day as d
  where l.is_ended and l.end_date <= d.day_date and l.end_date > d.day_date - to_months(24)
), near as (
  select s.party_id, e.patent_id, count(*) as shared_symbol_count, sum(s.patent_count) as weight, max(lpad(cast(s.patent_count as varchar), 9, '0') || c.symbol) as strongest
  from ending as e join base.patent_class as c on c.patent_id = e.patent_id and c.scheme = 'ipc'
  join measure.partner_symbol as s on s.symbol = c.symbol
  group by s.party_id, e.patent_id
), own as (
  select f.party_id, a.patent_id from ending as e join base.patent_party as a on a.patent_id = e.patent_id and a.role = 'applicant' join measure.partner_party as f on f.party_id = a.party_id
), pair as (
  select party_id, patent_id from near
  union
  select party_id, patent_id from own
), ranked as (
  select p.party_id, p.patent_id, o.patent_id is not null as is_own, e.right_end, e.end_date, e.end_basis, coalesce(n.shared_symbol_count, 0) as shared_symbol_count, substr(n.strongest, 10) as main_symbol,
    row_number() over (partition by p.party_id, o.patent_id is not null, e.right_end order by coalesce(n.shared_symbol_count, 0) desc nulls last, coalesce(n.weight, 0) desc nulls last, e.end_date nulls last, p.patent_id nulls last) as rank
  from pair as p join ending as e on e.patent_id = p.patent_id
  left join own as o on o.party_id = p.party_id and o.patent_id = p.patent_id
  left join near as n on n.party_id = p.party_id and n.patent_id = p.patent_id
)
select k.party_id, k.is_own, k.right_end, k.rank, k.patent_id, t.title, h.name as holder_name, t.patent_type, t.legal_status, k.end_date, k.end_basis, k.shared_symbol_count, k.main_symbol
from ranked as k join base.patent as t on t.patent_id = k.patent_id
left join base.patent_party as h on h.patent_id = k.patent_id and h.role = 'applicant' and h.seq = 1
where k.rank <= 30
