-- title: {zh: 产品的断供风险, en: Supply risk of products}
-- about:
--   zh: 现行供应关系中每种产品的供方、客户数，供方集中度，最大供方，只有一个供方的客户及其采购份额，省外供应份额（所在省已知的部分），供方中 ESRI 最高者；有产业链环节与产品相符时，旁列全省该环节的专利瓶颈证据。相符依次按产品代码即环节标识、名称相同、产品名以环节名结尾（node_basis 写明，请核对）。四项证据：只有一个供方、供方集中（HHI 不低于 supply_hhi_high）、依赖省外（不低于 supply_outside_high）、专利对外依赖（不低于 chain_dependency_high）；先按证据数、再按 ESRI 排序。建议：采购全部来自省外为补链，单一或集中为强链；延链看专利建议。未知的证据不计，也不当作没有。
--   en: Of each product in the supply links in force the suppliers and customers, concentration, the largest supplier, customers with one supplier alone and their share, the share from other provinces (where both are known), the supplier of the highest ESRI; and, where a node of an industry chain fits, its bottleneck evidence by patents for the province. Fitting goes by code, by equal names, by a product name that ends with the node's (node_basis tells; check it). Evidence is a single supplier, concentration (from supply_hhi_high), dependence on other provinces (from supply_outside_high) and dependence by patents (from chain_dependency_high); ranked by the number fired, then by ESRI. Advice is fill where all comes from other provinces, strengthen where single or concentrated; for extend see the advice by patents. Unknown evidence does not count, nor as absent.
-- grain: [product_key]
-- order: [rank, product_key]
-- columns:
--   product_key: {zh: 产品代码或名称, en: code or name of the product, unit: code}
--   product: {zh: 产品, en: product, unit: text}
--   supplier_count: {zh: 供方数, en: suppliers, unit: count}
--   customer_count: {zh: 客户数, en: customers, unit: count}
--   weight: {zh: 供货额（没有金额时为联系数）, en: amount supplied (links without amounts), unit: ratio}
--   supplier_hhi: {zh: 供方集中度 HHI（0–1）, en: concentration of suppliers (HHI 0–1), unit: ratio}
--   largest_supplier: {zh: 最大供方, en: largest supplier, unit: code}
--   largest_share: {zh: 最大供方份额, en: share of the largest supplier, unit: share}
--   captive_count: {zh: 只有一个供方的客户数, en: customers with one supplier, unit: count}
--   captive_share: {zh: 其采购份额, en: their share of purchases, unit: share}
--   outside_share: {zh: 省外供应份额, en: share from other provinces, unit: share}
--   outside_known_share: {zh: 供需所在省已知的份额, en: share of known provinces, unit: share}
--   critical_supplier: {zh: ESRI 最高的供方, en: supplier of the highest ESRI, unit: code}
--   esri: {zh: 其 ESRI, en: its ESRI, unit: share}
--   node_id: {zh: 相符的产业链环节, en: chain node that fits, unit: code}
--   node_basis: {zh: 相符的依据, en: why it fits, unit: code}
--   bottleneck_score: {zh: 专利瓶颈得分, en: bottleneck score by patents, unit: ratio}
--   dependency: {zh: 专利对外依赖度, en: dependency by patents, unit: share}
--   advice: {zh: 专利建议, en: advice by patents, unit: code}
--   is_single: {zh: 只有一个供方, en: single supplier, unit: flag}
--   is_concentrated: {zh: 供方集中, en: concentrated, unit: flag}
--   is_outside: {zh: 依赖省外, en: depends on other provinces, unit: flag}
--   is_dependent: {zh: 专利对外依赖, en: dependent by patents, unit: flag}
--   fired_count: {zh: 证据数, en: evidence fired, unit: count}
--   rank: {zh: 名次, en: rank, unit: rank}
--   supply_advice: {zh: 供应建议, en: advice by supply, unit: code}
-- method: docs/methods/supply-risk.md
with limits as (
  select coalesce(max(case when parameter = 'supply_hhi_high' then value end), 0.25) as hhi_high, coalesce(max(case when parameter = 'supply_outside_high' then value end), 0.3) as outside_high,
    coalesce(max(case when parameter = 'chain_dependency_high' then value end), 0.3) as dependency_high
  from base.parameter
), supplier as (
  select product_key, supplier_id, sum(weight) as weight from measure.supply_link where weight is not null and product_key <> '' group by product_key, supplier_id
), ordered as (
  select s.product_key, s.supplier_id, s.weight, e.esri, row_number() over (partition by s.product_key order by s.weight desc nulls last, s.supplier_id nulls last) as size_order,
    row_number() over (partition by s.product_key order by e.esri desc nulls last, s.supplier_id nulls last) as risk_order
  from supplier as s left join measure.supply_esri as e on e.firm = s.supplier_id
), market as (
  select product_key, count(*) as supplier_count, sum(weight) as weight, sum(weight * weight) as squares, max(weight) as largest, max(case when size_order = 1 then supplier_id end) as largest_supplier,
    max(case when risk_order = 1 then supplier_id end) as critical_supplier, max(esri) as esri
  from ordered group by product_key
), customer as (
  select product_key, customer_id, sum(weight) as weight, count(*) as supplier_count from measure.supply_link where weight is not null group by product_key, customer_id
), captive as (
  select product_key, count(*) as customer_count, sum(case when supplier_count = 1 then 1 else 0 end) as captive_count, sum(case when supplier_count = 1 then weight else 0 end) as captive_weight
  from customer group by product_key
), origin as (
  select product_key, max(product) as product, sum(case when is_outside is not null then weight end) as known_weight, sum(case when is_outside then weight else 0 end) as outside_weight
  from measure.supply_link where weight is not null group by product_key
), province as (
  select place_code from (
    select substr(customer_place, 1, 2) || '0000' as place_code, row_number() over (order by count(*) desc nulls last, substr(customer_place, 1, 2) nulls last) as choice
    from measure.supply_link where customer_place is not null group by substr(customer_place, 1, 2)) as counted where choice = 1
), fit as (
  select o.product_key, n.node_id, case when n.node_id = o.product_key then 'code' when n.name_zh = o.product then 'name' else 'ending' end as node_basis,
    row_number() over (partition by o.product_key order by case when n.node_id = o.product_key then 0 when n.name_zh = o.product then 1 else 2 end nulls last, length(n.name_zh) desc nulls last, n.node_id nulls last) as choice
  from origin as o join base.chain_node as n on n.depth > 0 and (n.node_id = o.product_key or n.name_zh = o.product or length(n.name_zh) > 1 and o.product like '%' || n.name_zh)
), evidence as (
  select m.product_key, o.product, m.supplier_count, c.customer_count, m.weight, m.squares / cast(m.weight * m.weight as double) as supplier_hhi, m.largest_supplier,
    m.largest / cast(m.weight as double) as largest_share, c.captive_count, c.captive_weight / cast(m.weight as double) as captive_share,
    case when o.known_weight > 0 then o.outside_weight / cast(o.known_weight as double) end as outside_share, coalesce(o.known_weight, 0) / cast(m.weight as double) as outside_known_share,
    m.critical_supplier, m.esri, f.node_id, f.node_basis, b.bottleneck_score, b.dependency, b.advice
  from market as m join captive as c on c.product_key = m.product_key join origin as o on o.product_key = m.product_key
  left join fit as f on f.product_key = m.product_key and f.choice = 1
  left join province as p on 1 = 1
  left join measure.chain_bottleneck as b on b.node_id = f.node_id and b.place_code = p.place_code
), fired as (
  select e.*, e.supplier_count = 1 as is_single, e.supplier_hhi >= l.hhi_high as is_concentrated, e.outside_share >= l.outside_high as is_outside, e.dependency >= l.dependency_high as is_dependent
  from evidence as e cross join limits as l
), counted as (
  select f.*, case when is_single then 1 else 0 end + case when is_concentrated then 1 else 0 end + case when is_outside then 1 else 0 end + case when is_dependent then 1 else 0 end as fired_count from fired as f
)
select c.*, rank() over (order by fired_count desc nulls last, esri desc nulls last) as rank,
  case when outside_share = 1 and outside_known_share = 1 then 'fill' when is_single or is_concentrated then 'strengthen' end as supply_advice
from counted as c
