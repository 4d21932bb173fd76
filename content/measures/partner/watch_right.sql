-- title: {zh: 监测清单：到期与失效的权利, en: Watch list of expiring and lapsed rights}
-- about:
--   zh: 问到的主体自己的权利（全部），以及其主要分类号中他人的权利（每种取前 200 件，found_count 为该种全部件数），本方按日期、他人按相同分类号排列。expires：现行有效、24 个月内期限届满（来源的届满日，否则按申请日推算：中国发明 20 年、实用新型 10 年、外观设计 10 年，2021-06-01 起申请的 15 年；其他局只推算发明 20 年）；ended：截止日前 24 个月内已终止（未缴年费、届满、放弃、无效，依据 measure.patent_life）。未计期限补偿与药品延长。失效的权利可能恢复，引用前应查登记簿。
--   en: Rights of the party asked itself (all), and of others in its main symbols (the first 200 of each kind; found_count tells of how many); own ones by date, others by symbols in common. expires, in force and to end within 24 months by the date of the source, else by the term from filing (China 20 years for inventions, 10 for utility models, 10 for designs or 15 if filed since 2021-06-01; other offices 20 years for inventions only). ended, ended within 24 months before the cut-off (unpaid fees, term, surrender, revocation, by measure.patent_life). Extensions of term are not counted; a lapsed right may be restored, so ask the register.
-- asked: party_id
-- grain: [party_id, patent_id]
-- order: [party_id, is_own, right_end, rank, patent_id]
-- count: patent
-- columns:
--   is_own: {zh: 本方权利, en: own right, unit: flag}
--   right_end: {zh: 到期或失效, en: expires or ended, unit: code}
--   end_date: {zh: 届满或终止日期, en: date of the end, unit: date}
--   end_basis: {zh: 日期依据, en: known by, unit: code}
--   found_count: {zh: 该种的全部件数, en: rights of the kind in all, unit: count}
--   holder_name: {zh: 权利人（第一申请人）, en: holder (first applicant), unit: text}
--   shared_symbol_count: {zh: 相同分类号, en: symbols in common, unit: count}
--   main_symbol: {zh: 相同分类号之一, en: main symbol in common, unit: code}
-- method: docs/methods/partners.md
with near as (
  select c.patent_id, count(*) as shared_symbol_count, sum(s.patent_count) as weight, max(lpad(cast(s.patent_count as varchar), 9, '0') || c.symbol) as strongest
  from measure.partner_symbol as s join base.patent_class as c on c.symbol = s.symbol and c.scheme = 'ipc'
  where s.party_id = $party_id group by c.patent_id
), own as (
  select patent_id from base.patent_party where party_id = $party_id and role = 'applicant'
), seen as (
  select e.patent_id, o.patent_id is not null as is_own, e.right_end, e.end_date, e.end_basis, coalesce(n.shared_symbol_count, 0) as shared_symbol_count, coalesce(n.weight, 0) as weight, substr(n.strongest, 10) as main_symbol
  from measure.right_ending as e left join own as o on o.patent_id = e.patent_id left join near as n on n.patent_id = e.patent_id
  where o.patent_id is not null or n.patent_id is not null
), ranked as (
  select s.*, count(*) over (partition by is_own, right_end) as found_count,
    row_number() over (partition by is_own, right_end order by case when is_own then 0 else shared_symbol_count end desc nulls last, case when is_own then 0 else weight end desc nulls last, end_date nulls last, patent_id nulls last) as rank
  from seen as s
)
select f.party_id, k.is_own, k.right_end, k.rank, k.found_count, k.patent_id, t.title, h.name as holder_name, t.patent_type, t.legal_status, k.end_date, k.end_basis, k.shared_symbol_count, k.main_symbol
from ranked as k join measure.partner_party as f on f.party_id = $party_id
join base.patent as t on t.patent_id = k.patent_id
left join base.patent_party as h on h.patent_id = k.patent_id and h.role = 'applicant' and h.seq = 1
where k.is_own or k.rank <= 200
