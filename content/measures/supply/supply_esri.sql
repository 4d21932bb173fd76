-- title: {zh: 企业系统性风险指数 ESRI, en: Systemic risk of firms (ESRI)}
-- about:
--   zh: 假设每家企业单独停产，沿现行供应关系传导到不动点，损失占网内全部销售的份额，其中自身份额、只向下、只向上传导的份额，受损超过 1% 的其他企业数。假定投入都不可缺、同一产品的供方可按市场份额替代，库存、价格、替代时间不计：是上界性质的排序依据，不是预测。只含有 weight 的联系；没有供应记录的企业没有行，不等于没有风险。
--   en: "Each firm stops alone; what spreads over the supply links in force to the fixed point, as a share of all sales in the network, with the firm's own share, the shares that spread down and up alone, and how many others lose more than 1 %. All inputs bind; suppliers of one product stand in by market share; no stocks, prices or time: a ranking in the manner of an upper bound, no forecast. Links without a weight are left out; a firm without records has no row, which is not without risk."
-- grain: [firm]
-- columns:
--   firm: {zh: 企业, en: firm, unit: code}
--   esri: {zh: ESRI（停产时损失占全部销售）, en: ESRI (share of all sales lost), unit: share}
--   own_share: {zh: 其中自身, en: of which its own, unit: share}
--   down: {zh: 只向下传导, en: down alone, unit: share}
--   up: {zh: 只向上传导, en: up alone, unit: share}
--   hit_count: {zh: 受损超过 1% 的其他企业, en: others losing over 1 %, unit: count}
-- kernel: {name: esri}
-- method: docs/methods/supply-risk.md
select supplier_id as supplier, customer_id as customer, weight as value, product_key as industry
from measure.supply_link where weight is not null
