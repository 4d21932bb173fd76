-- title: {zh: 供需撮合候选, en: Candidates for supply links}
-- about:
--   zh: 问到的企业的候选供方（supplier）与候选客户（customer），附依据。依据有六项，各为 0–1：产品（对方产品与本方需求——本方已购、同主营产品企业所购——的名称相似度 × 需求比例；候选客户反之）、网络（供方→客户的三步路径 Σ1/√(k_u k_v)，按最大者折算）、行业（本行业采购联系中来自对方行业的比例；候选客户反之）、距离（每 match_half_km 公里减半；无坐标时只认同一设区市）、技术（专利小类的 Jaffe 邻近度）、资质（截至最近供应年份有效的称号）。得分是各项按权重（base.parameter 的 match_weight）之和；未知项不加分，score_most 是未知项全满时的上界，known_share 是已知项的权重。规模、知名度不进得分。没有产品或网络依据的不列；每种角色取前 300 家，found_count 为总数。得分不是概率，产能、价格、质量须人工核实。
--   en: For the firm asked its candidate suppliers and customers, with evidence. Six terms of 0–1 each. Product, likeness of the other's product to what the firm needs (bought itself, or bought by firms of its main product) times the share that needs it, and the other way round for customers; network, paths of three steps supplier → customer Σ1/√(k_u k_v) against the greatest; industry, the share of purchases of the own industry that come from the other's (of sales for customers); distance, halved every match_half_km km, without coordinates the same prefecture alone counts; technology, Jaffe proximity of patent subclasses; titles, in force by the last year of supply. The score is their sum by the weights match_weight of base.parameter; what is unknown adds nothing, score_most is the bound were it all full, known_share the weight of what is known. Size and fame are no part of it. None is listed without evidence of product or network; the first 300 of each role, found_count tells of how many. The score is no probability; capacity, price and quality have to be asked.
-- asked: firm_id
-- grain: [firm_id, role, candidate_id]
-- order: [firm_id, role, rank, candidate_id]
-- count: firm
-- columns:
--   role: {zh: 候选角色, en: role of the candidate, unit: code}
--   candidate_id: {zh: 候选企业, en: candidate, unit: code}
--   candidate_name: {zh: 候选企业名称, en: name of the candidate, unit: text}
--   rank: {zh: 名次, en: rank, unit: rank}
--   found_count: {zh: 有依据的候选总数, en: candidates with evidence in all, unit: count}
--   score: {zh: 得分, en: score, unit: ratio}
--   score_most: {zh: 得分上界, en: upper bound of the score, unit: ratio}
--   known_share: {zh: 已知项的权重, en: weight of what is known, unit: share}
--   product_score: {zh: 产品依据, en: evidence of product, unit: ratio}
--   network_score: {zh: 网络依据, en: evidence of network, unit: ratio}
--   industry_score: {zh: 行业依据, en: evidence of industry, unit: ratio}
--   distance_score: {zh: 距离依据, en: evidence of distance, unit: ratio}
--   technology_score: {zh: 技术依据, en: evidence of technology, unit: ratio}
--   title_score: {zh: 资质依据, en: evidence of titles, unit: ratio}
--   needed_product: {zh: 所需产品, en: product needed, unit: text}
--   offered_product: {zh: 所供产品, en: product offered, unit: text}
--   product_likeness: {zh: 产品名称相似度, en: likeness of the products, unit: ratio}
--   need_share: {zh: 需求比例, en: share that needs it, unit: share}
--   is_own_need: {zh: 需方已购该产品, en: bought by the buyer itself, unit: flag}
--   path_count: {zh: 三步路径数, en: paths of three steps, unit: count}
--   via_first: {zh: 路径中与本方相连的企业, en: firm on the path next to the own, unit: code}
--   via_second: {zh: 路径中与对方相连的企业, en: firm on the path next to the other, unit: code}
--   industry_code: {zh: 对方行业, en: industry of the other, unit: code}
--   prefecture_code: {zh: 对方设区市, en: prefecture of the other, unit: code}
--   is_same_prefecture: {zh: 同一设区市, en: same prefecture, unit: flag}
--   distance_km: {zh: 直线距离, en: distance, unit: km}
--   title_count: {zh: 有效称号数, en: titles in force, unit: count}
--   size_class: {zh: 对方规模, en: size of the other, unit: code}
--   partner_count: {zh: 对方已有的同类伙伴, en: partners the other has in that role, unit: count}
--   is_linked: {zh: 已有此种供应关系, en: linked that way already, unit: flag}
--   last_year: {zh: 最近供应年份, en: last year of supply, unit: year}
-- method: docs/methods/matching.md
with weight as (
  select coalesce(max(case when parameter = 'match_weight.product' then value end), 0) as product, coalesce(max(case when parameter = 'match_weight.network' then value end), 0) as network,
    coalesce(max(case when parameter = 'match_weight.industry' then value end), 0) as industry, coalesce(max(case when parameter = 'match_weight.distance' then value end), 0) as distance,
    coalesce(max(case when parameter = 'match_weight.technology' then value end), 0) as technology, coalesce(max(case when parameter = 'match_weight.title' then value end), 0) as title,
    max(case when parameter = 'match_half_km' then value end) as half_km, max(case when parameter = 'match_hub' then value end) as hub
  from base.parameter
), arc as (
  select supplier_id, customer_id, max(year) as last_year from base.supply where supplier_id <> customer_id group by supplier_id, customer_id
), made as (
  select supplier_id as firm_id, product from base.supply where product is not null
  union
  select firm_id, main_product as product from base.firm where main_product is not null
), bought as (
  select distinct customer_id as firm_id, product from base.supply where product is not null
), buyer as (
  select f.main_product, b.firm_id, b.product from bought as b join base.firm as f on f.firm_id = b.firm_id where f.main_product is not null
), buyers as (
  select main_product, count(distinct firm_id) as firm_count from buyer group by main_product
), demand as (
  select b.main_product, b.product, count(*) / (cast(max(n.firm_count) as double) + 1) as share from buyer as b join buyers as n on n.main_product = b.main_product group by b.main_product, b.product
), alike as (
  select text as product, other, likeness from measure.product_likeness
  union all
  select distinct product, product as other, 1.0 as likeness from made
  union all
  select product, product as other, 1.0 as likeness from bought where product not in (select product from made) group by product
), need as (
  select product, max(share) as share, bool_or(is_own) as is_own
  from (
    select product, 1.0 as share, true as is_own from bought where firm_id = $firm_id
    union all
    select d.product, d.share, false as is_own from base.firm as f join demand as d on d.main_product = f.main_product where f.firm_id = $firm_id
  ) as either group by product
), fit as (
  select 'supplier' as role, m.firm_id as candidate_id, n.product as needed, m.product as offered, a.likeness, n.share, n.is_own
  from need as n join alike as a on a.product = n.product join made as m on m.product = a.other
  union all
  select 'customer' as role, b.firm_id as candidate_id, b.product as needed, m.product as offered, a.likeness, 1.0 as share, true as is_own
  from made as m join alike as a on a.product = m.product join bought as b on b.product = a.other where m.firm_id = $firm_id
  union all
  select 'customer' as role, f.firm_id as candidate_id, d.product as needed, m.product as offered, a.likeness, d.share, false as is_own
  from made as m join alike as a on a.product = m.product join demand as d on d.product = a.other join base.firm as f on f.main_product = d.main_product where m.firm_id = $firm_id
), best_fit as (
  select f.*, row_number() over (partition by role, candidate_id order by likeness * share desc nulls last, is_own desc nulls last, needed nulls last, offered nulls last) as place from fit as f
), degree as (
  select firm_id, count(*) as links from (select supplier_id as firm_id from arc union all select customer_id as firm_id from arc) as ends group by firm_id
), near as (
  select 'supplier' as role, a.supplier_id as firm_id, d.links from arc as a join degree as d on d.firm_id = a.supplier_id cross join weight as w where a.customer_id = $firm_id and d.links <= w.hub
  union all
  select 'customer' as role, a.customer_id as firm_id, d.links from arc as a join degree as d on d.firm_id = a.customer_id cross join weight as w where a.supplier_id = $firm_id and d.links <= w.hub
), beyond as (
  select n.role, n.firm_id as via_first, n.links as first_links, case when n.role = 'supplier' then a.customer_id else a.supplier_id end as via_second
  from near as n join arc as a on case when n.role = 'supplier' then a.supplier_id else a.customer_id end = n.firm_id
), path as (
  select b.role, b.via_first, b.via_second, case when b.role = 'supplier' then a.supplier_id else a.customer_id end as candidate_id, 1 / sqrt(cast(b.first_links * d.links as double)) as strength
  from beyond as b join degree as d on d.firm_id = b.via_second cross join weight as w
  join arc as a on case when b.role = 'supplier' then a.customer_id else a.supplier_id end = b.via_second
  where b.via_second <> $firm_id and d.links <= w.hub and case when b.role = 'supplier' then a.supplier_id else a.customer_id end <> b.via_first
), best_path as (
  select p.*, row_number() over (partition by role, candidate_id order by strength desc nulls last, via_first nulls last, via_second nulls last) as place from path as p
), network as (
  select role, candidate_id, count(*) as path_count, sum(strength) as strength, max(case when place = 1 then via_first end) as via_first, max(case when place = 1 then via_second end) as via_second
  from best_path group by role, candidate_id
), found as (
  select coalesce(f.role, n.role) as role, coalesce(f.candidate_id, n.candidate_id) as candidate_id, f.needed, f.offered, f.likeness, f.share, f.is_own,
    n.path_count, n.strength, n.via_first, n.via_second
  from (select * from best_fit where place = 1) as f full join network as n on n.role = f.role and n.candidate_id = f.candidate_id
), own as (
  select f.firm_id, substr(f.industry_code, 1, 2) as industry, f.longitude, f.latitude, m.prefecture_code
  from base.firm as f left join base.region_map as m on m.region_code = f.region_code where f.firm_id = $firm_id
), trade as (
  select substr(s.industry_code, 1, 2) as seller, substr(c.industry_code, 1, 2) as buyer, count(*) as links
  from arc as a join base.firm as s on s.firm_id = a.supplier_id join base.firm as c on c.firm_id = a.customer_id where s.industry_code is not null and c.industry_code is not null group by 1, 2
), flow as (
  select 'supplier' as role, t.seller as industry, t.links / cast(sum(t.links) over () as double) as share from trade as t join own as o on o.industry = t.buyer
  union all
  select 'customer' as role, t.buyer as industry, t.links / cast(sum(t.links) over () as double) as share from trade as t join own as o on o.industry = t.seller
), flowing as (
  select role, sum(share) as known from flow group by role
), title as (
  select t.firm_id, count(distinct t.title_kind) as title_count
  from base.firm_title as t cross join (select max(year) as year from base.supply) as y
  where (t.valid_from is null or extract(year from t.valid_from) <= y.year) and (t.valid_to is null or extract(year from t.valid_to) >= y.year) group by t.firm_id
), party as (
  select e.firm_id, min(e.party_id) as party_id
  from (
    select firm_id, firm_id as party_id from base.firm
    union all
    select f.firm_id, n.party_id from base.firm as f join base.party_name as n on n.name = f.name
  ) as e join measure.partner_party as n on n.party_id = e.party_id where n.warning is null group by e.firm_id
), size_of as (
  select party_id, sqrt(sum(cast(patent_count as double) * patent_count)) as length from measure.partner_profile group by party_id
), jaffe as (
  select p.firm_id, sum(cast(a.patent_count as double) * b.patent_count) / max(x.length * y.length) as value
  from party as o join measure.partner_profile as a on a.party_id = o.party_id join size_of as x on x.party_id = o.party_id
  join measure.partner_profile as b on b.subclass = a.subclass join size_of as y on y.party_id = b.party_id join party as p on p.party_id = b.party_id
  where o.firm_id = $firm_id group by p.firm_id
), partners as (
  select 'supplier' as role, supplier_id as firm_id, count(*) as partner_count from arc group by supplier_id
  union all
  select 'customer' as role, customer_id as firm_id, count(*) as partner_count from arc group by customer_id
), placed as (
  select c.*, f.name, f.industry_code, f.size_class, m.prefecture_code, m.prefecture_code = o.prefecture_code as is_same_prefecture,
    2 * 6371.0088 * asin(sqrt(power(sin(radians(f.latitude - o.latitude) / 2), 2) + cos(radians(o.latitude)) * cos(radians(f.latitude)) * power(sin(radians(f.longitude - o.longitude) / 2), 2))) as km
  from found as c join own as o on true join base.firm as f on f.firm_id = c.candidate_id left join base.region_map as m on m.region_code = f.region_code
  where c.candidate_id <> $firm_id and f.closed_date is null and coalesce(f.status, 'active') = 'active'
), term as (
  select p.*, t.title_count, a.last_year, n.partner_count,
    coalesce(p.likeness * p.share, case when g.candidate_id is not null and q.own_products > 0 then 0 end) as product_score,
    case when k.firm_id is not null then coalesce(p.strength / cast(max(p.strength) over (partition by p.role) as double), 0) end as network_score,
    case when p.industry_code is not null and l.known > 0 then coalesce(w.share, 0) end as industry_score,
    coalesce(power(cast(0.5 as double), p.km / cast(v.half_km as double)), case when p.is_same_prefecture then 1 end) as distance_score,
    case when op.party_id is not null and cp.party_id is not null then coalesce(j.value, 0) end as technology_score,
    case when t.title_count > 0 then 1 when h.titled > 0 then 0 end as title_score
  from placed as p cross join weight as v
  left join title as t on t.firm_id = p.candidate_id
  left join arc as a on a.supplier_id = case when p.role = 'supplier' then p.candidate_id else $firm_id end and a.customer_id = case when p.role = 'supplier' then $firm_id else p.candidate_id end
  left join partners as n on n.role = p.role and n.firm_id = p.candidate_id
  left join (select distinct firm_id as candidate_id from made union select distinct firm_id as candidate_id from bought) as g on g.candidate_id = p.candidate_id
  left join (select 'supplier' as role, count(*) as own_products from need union all select 'customer' as role, count(*) as own_products from made where firm_id = $firm_id) as q on q.role = p.role
  left join degree as k on k.firm_id = $firm_id
  left join flowing as l on l.role = p.role left join flow as w on w.role = p.role and w.industry = substr(p.industry_code, 1, 2)
  left join party as op on op.firm_id = $firm_id left join party as cp on cp.firm_id = p.candidate_id left join jaffe as j on j.firm_id = p.candidate_id
  cross join (select count(*) as titled from base.firm_title) as h
), scored as (
  select t.*, (w.product * coalesce(product_score, 0) + w.network * coalesce(network_score, 0) + w.industry * coalesce(industry_score, 0) + w.distance * coalesce(distance_score, 0)
      + w.technology * coalesce(technology_score, 0) + w.title * coalesce(title_score, 0)) / cast(w.product + w.network + w.industry + w.distance + w.technology + w.title as double) as score,
    (case when product_score is null then 0 else w.product end + case when network_score is null then 0 else w.network end + case when industry_score is null then 0 else w.industry end
      + case when distance_score is null then 0 else w.distance end + case when technology_score is null then 0 else w.technology end + case when title_score is null then 0 else w.title end)
      / cast(w.product + w.network + w.industry + w.distance + w.technology + w.title as double) as known_share
  from term as t cross join weight as w where coalesce(product_score, 0) > 0 or coalesce(network_score, 0) > 0
), ranked as (
  select s.*, row_number() over (partition by role order by score desc nulls last, candidate_id nulls last) as rank, count(*) over (partition by role) as found_count from scored as s
)
select $firm_id as firm_id, role, candidate_id, name as candidate_name, rank, found_count, score, score + 1 - known_share as score_most, known_share,
  product_score, network_score, industry_score, distance_score, technology_score, cast(title_score as double) as title_score,
  needed as needed_product, offered as offered_product, likeness as product_likeness, share as need_share, is_own as is_own_need,
  path_count, via_first, via_second, industry_code, prefecture_code, is_same_prefecture, km as distance_km, title_count, size_class, coalesce(partner_count, 0) as partner_count,
  last_year is not null as is_linked, last_year
from ranked where rank <= 300
