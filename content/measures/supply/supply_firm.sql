-- title: {zh: 企业断供影响, en: What firms mean to supply}
-- about:
--   zh: 现行供应关系中每家企业：停产的影响（ESRI、其中波及其他企业的部分、受损企业数）；独家供应的产品数和客户数；是否割点、去掉后断开的企业数；自身的脆弱（单一来源份额、省外采购份额）。对外证据三项：独家供应产品、系统重要（ESRI 居前 supply_systemic_share）、割点；自身证据一项：单一来源不低于一半。按 ESRI 排序。
--   en: Of each firm in the supply links in force what its standstill means (ESRI, what of it falls on others, how many are hit), the products and customers that it alone supplies, whether the network falls apart without it, and how fragile it is itself (single-source share, share from other provinces). Evidence towards others is sole supply, systemic importance (the top supply_systemic_share by ESRI) and articulation; of its own, half or more from single sources. Ranked by ESRI.
-- grain: [firm_id]
-- order: [rank, firm_id]
-- columns:
--   esri: {zh: ESRI（停产时损失占全部销售）, en: ESRI (share of all sales lost), unit: share}
--   others_share: {zh: 其中波及其他企业, en: of which others lose, unit: share}
--   hit_count: {zh: 受损超过 1% 的其他企业, en: others losing over 1 %, unit: count}
--   rank: {zh: 名次（按 ESRI）, en: rank by ESRI, unit: rank}
--   sole_product_count: {zh: 独家供应的产品数, en: products it alone supplies, unit: count}
--   sole_customer_count: {zh: 依赖其独家供应的客户数, en: customers of these, unit: count}
--   severed_count: {zh: 去掉后断开的企业数, en: firms cut off without it, unit: count}
--   supplier_count: {zh: 供方数, en: suppliers, unit: count}
--   single_source_share: {zh: 单一来源份额, en: single-source share, unit: share}
--   outside_share: {zh: 省外采购份额, en: purchases from other provinces, unit: share}
--   is_sole: {zh: 独家供应, en: sole supplier, unit: flag}
--   is_systemic: {zh: 系统重要, en: systemic, unit: flag}
--   is_articulation: {zh: 割点, en: articulation point, unit: flag}
--   is_fragile: {zh: 自身单一来源, en: single-sourced itself, unit: flag}
--   fired_count: {zh: 证据数, en: evidence fired, unit: count}
-- method: docs/methods/supply-risk.md
with limits as (
  select coalesce(max(case when parameter = 'supply_systemic_share' then value end), 0.01) as systemic_share from base.parameter
), alone as (
  select product_key, min(supplier_id) as supplier_id, count(distinct customer_id) as customer_count from measure.supply_link where weight is not null and product_key <> ''
  group by product_key having count(distinct supplier_id) = 1
), sole as (
  select supplier_id, count(*) as sole_product_count, sum(customer_count) as sole_customer_count from alone group by supplier_id
), origin as (
  select customer_id, sum(case when is_outside then weight else 0 end) / cast(sum(weight) as double) as outside_share
  from measure.supply_link where is_outside is not null and weight is not null group by customer_id
), placed as (
  select firm, esri, own_share, hit_count, rank() over (order by esri desc nulls last) as rank, count(*) over () as firm_count from measure.supply_esri
), fired as (
  select e.firm as firm_id, e.esri, e.esri - e.own_share as others_share, e.hit_count, e.rank, coalesce(s.sole_product_count, 0) as sole_product_count, coalesce(s.sole_customer_count, 0) as sole_customer_count,
    r.severed_count, r.supplier_count, r.single_source_share, o.outside_share, s.supplier_id is not null as is_sole, e.esri > 0 and e.rank <= ceil(e.firm_count * l.systemic_share) as is_systemic,
    r.articulation as is_articulation, coalesce(r.single_source_share, 0) >= 0.5 as is_fragile
  from placed as e join measure.supply_risk as r on r.firm = e.firm cross join limits as l
  left join sole as s on s.supplier_id = e.firm
  left join origin as o on o.customer_id = e.firm
)
select f.*, case when is_sole then 1 else 0 end + case when is_systemic then 1 else 0 end + case when is_articulation then 1 else 0 end + case when is_fragile then 1 else 0 end as fired_count
from fired as f
