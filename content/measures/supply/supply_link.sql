-- title: {zh: 现行供应关系, en: Supply links in force}
-- about:
--   zh: 每对供需企业、每种产品在最近 supply_years 年内的最近一年。产品按产品代码，没有代码按产品名称。weight 为金额；表中一个金额也没有时每条联系计 1（weight_basis 为 link）；有的有、有的没有时，没有金额的联系 weight 为空，不参加按金额的计算。供需双方所在省都已知时才判断是否省外供应。供应表通常不全：没有记录不等于没有供应。
--   en: Of each supplier, customer and product the latest year within the last supply_years. The product is its code, else its name. weight is the amount; 1 a link where the table holds no amount at all (weight_basis link); null where others have one, and then left out of what goes by amounts. From outside the province only where both provinces are known. Such tables are seldom whole; no record does not mean no supply.
-- grain: [supplier_id, customer_id, product_key]
-- columns:
--   supplier_id: {zh: 供方, en: supplier, unit: code}
--   customer_id: {zh: 需方, en: customer, unit: code}
--   product_key: {zh: 产品代码或名称, en: code or name of the product, unit: code}
--   product: {zh: 产品, en: product, unit: text}
--   amount_cny: {zh: 金额, en: amount, unit: cny}
--   weight: {zh: 供货额（没有金额时每条计 1）, en: amount supplied (1 a link without amounts), unit: ratio}
--   weight_basis: {zh: 权数依据, en: what the weight is, unit: code}
--   is_sole_source: {zh: 登记为唯一来源, en: registered as the sole source, unit: flag}
--   supplier_place: {zh: 供方设区市, en: supplier's prefecture, unit: code}
--   customer_place: {zh: 需方设区市, en: customer's prefecture, unit: code}
--   is_outside: {zh: 是否省外供应, en: from outside the province, unit: flag}
-- method: docs/methods/supply-risk.md
with span as (
  select max(s.year) as last_year, count(s.amount_cny) as amount_count, coalesce((select max(cast(value as integer)) from base.parameter where parameter = 'supply_years'), 2) as year_count
  from base.supply as s
), given as (
  select s.supplier_id, s.customer_id, coalesce(s.product_code, s.product, '') as product_key, s.product, s.year, cast(s.amount_cny as double) as amount, s.is_sole_source,
    rank() over (partition by s.supplier_id, s.customer_id, coalesce(s.product_code, s.product, '') order by s.year desc nulls last) as age
  from base.supply as s cross join span as x
  where s.supplier_id is not null and s.customer_id is not null and s.supplier_id <> s.customer_id and (s.year is null or s.year > x.last_year - x.year_count)
), latest as (
  select supplier_id, customer_id, product_key, max(product) as product, max(year) as year, sum(amount) as amount_cny, max(case when is_sole_source then 1 else 0 end) as sole_count
  from given where age = 1 group by supplier_id, customer_id, product_key
), place as (
  select f.firm_id, max(m.prefecture_code) as prefecture_code, max(m.province_code) as province_code
  from base.firm as f join base.region_map as m on m.region_code = f.region_code group by f.firm_id
)
select l.supplier_id, l.customer_id, l.product_key, l.product, l.year, l.amount_cny,
  case when x.amount_count = 0 then cast(1 as double) when l.amount_cny > 0 then l.amount_cny end as weight, case when x.amount_count = 0 then 'link' else 'amount' end as weight_basis,
  l.sole_count = 1 as is_sole_source, a.prefecture_code as supplier_place, b.prefecture_code as customer_place,
  case when a.province_code is not null and b.province_code is not null then a.province_code <> b.province_code end as is_outside
from latest as l cross join span as x
left join place as a on a.firm_id = l.supplier_id
left join place as b on b.firm_id = l.customer_id
