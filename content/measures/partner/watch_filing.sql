-- title: {zh: 监测清单：新申请, en: Watch list of new filings}
-- about:
--   zh: 数据截止日前 12 个月（base.parameter 的 watch_months）公布的他人专利中，与主体主要分类号相同或引用其专利的，问到的主体取前 200 件（found_count 为全部件数）：先看引用本方件数，再看相同分类号数。用于侵权与新颖性监测的线索；文本相似不在其内。
--   en: Patents of others published within 12 months (watch_months of base.parameter) before the data's cut-off, in the main symbols of a party or citing it, the first 200 for the party asked (found_count tells of how many), by own patents cited, then by symbols in common. Leads for infringement and novelty; likeness of texts is not looked at.
-- asked: party_id
-- grain: [party_id, patent_id]
-- order: [party_id, rank, patent_id]
-- count: patent
-- columns:
--   found_count: {zh: 符合条件的全部件数, en: patents that fit in all, unit: count}
--   holder_name: {zh: 权利人（第一申请人）, en: holder (first applicant), unit: text}
--   shared_symbol_count: {zh: 相同分类号, en: symbols in common, unit: count}
--   main_symbol: {zh: 相同分类号之一, en: main symbol in common, unit: code}
--   cited_own_count: {zh: 引用本方专利, en: own patents cited, unit: count}
-- method: docs/methods/partners.md
with day as (
  select max(cutoff_date) as day_date from base.coverage_year where date_basis = 'publication'
), months as (
  select cast(coalesce(max(value), 12) as integer) as month_count from base.parameter where parameter = 'watch_months'
), recent as (
  select p.patent_id, p.publication_date, p.title, p.patent_type, p.legal_status
  from base.patent as p cross join day as d cross join months as m
  where p.publication_date <= d.day_date and p.publication_date > d.day_date - to_months(m.month_count)
), own as (
  select a.patent_id from base.patent_party as a join measure.partner_party as f on f.party_id = a.party_id
  where a.party_id = $party_id and a.role = 'applicant'
), near as (
  select c.patent_id, count(*) as shared_symbol_count, sum(s.patent_count) as weight, max(lpad(cast(s.patent_count as varchar), 9, '0') || c.symbol) as strongest
  from measure.partner_symbol as s join base.patent_class as c on c.symbol = s.symbol and c.scheme = 'ipc'
  where s.party_id = $party_id group by c.patent_id
), cites as (
  select c.citing_patent_id as patent_id, count(distinct c.cited_patent_id) as cited_own_count
  from base.citation as c join own as o on o.patent_id = c.cited_patent_id group by c.citing_patent_id
), ranked as (
  select r.*, coalesce(n.shared_symbol_count, 0) as shared_symbol_count, substr(n.strongest, 10) as main_symbol, coalesce(c.cited_own_count, 0) as cited_own_count, count(*) over () as found_count,
    row_number() over (order by coalesce(c.cited_own_count, 0) desc nulls last, coalesce(n.shared_symbol_count, 0) desc nulls last, coalesce(n.weight, 0) desc nulls last, r.publication_date desc nulls last, r.patent_id nulls last) as rank
  from recent as r left join near as n on n.patent_id = r.patent_id left join cites as c on c.patent_id = r.patent_id left join own as o on o.patent_id = r.patent_id
  where o.patent_id is null and (n.patent_id is not null or c.patent_id is not null)
)
select f.party_id, k.rank, k.found_count, k.patent_id, k.title, h.name as holder_name, k.publication_date, k.patent_type, k.legal_status, k.cited_own_count, k.shared_symbol_count, k.main_symbol
from ranked as k join measure.partner_party as f on f.party_id = $party_id
left join base.patent_party as h on h.patent_id = k.patent_id and h.role = 'applicant' and h.seq = 1
where k.rank <= 200
