-- title: {zh: 地区行业的区位商（企业数）, en: Location quotients of industries by number of firms}
-- about:
--   zh: 各设区市 × 行业大类的存续企业数与区位商：LQ 及其 95% 泊松区间、向 1 收缩的值（小数目的 LQ 不稳，先看区间和收缩值）。总体是库内登记的企业，登记不全时只描述库内数据，不代表该地。没有行业代码或区划代码的企业不计。没有的组合没有行，不等于 0。
--   en: Active firms of prefectures by industry division with the location quotient, its 95 % Poisson interval and the value shrunk towards 1 (quotients of few firms are unsteady; look at these first). The population is the firms registered in the data; where the register is not whole it describes the data, not the place. Firms without an industry or division code are left out. Pairs without a firm have no row.
-- grain: [region, industry]
-- count: firm
-- columns:
--   region: {zh: 地区代码, en: region, unit: code}
--   industry: {zh: 行业大类代码, en: industry division, unit: code}
--   value: {zh: 企业数, en: firms, unit: count}
--   lq: {zh: 区位商 LQ, en: location quotient LQ, unit: ratio}
--   expected: {zh: 期望企业数, en: firms expected, unit: ratio}
--   additive: {zh: 份额之差, en: difference of shares, unit: ratio}
--   symmetric: {zh: 对称区位商, en: symmetric quotient, unit: ratio}
--   log: {zh: ln LQ, en: ln LQ, unit: ratio}
--   z: {zh: LQ 的 z 值, en: z of LQ, unit: ratio}
--   z_log: {zh: ln LQ 的 z 值, en: z of ln LQ, unit: ratio}
--   shrunk: {zh: 收缩后的 LQ, en: LQ shrunk, unit: ratio}
--   low: {zh: LQ 下限（95%）, en: LQ lower bound (95 %), unit: ratio}
--   high: {zh: LQ 上限（95%）, en: LQ upper bound (95 %), unit: ratio}
-- kernel: {name: lq}
-- method: docs/methods/location.md
select m.prefecture_code as region, substr(f.industry_code, 1, 2) as industry, cast(count(*) as double) as value
from base.firm as f join base.region_map as m on m.region_code = f.region_code
where m.prefecture_code is not null and m.division_code not like '%0000' and length(f.industry_code) >= 2 and f.closed_date is null and coalesce(f.status, 'active') = 'active'
group by m.prefecture_code, substr(f.industry_code, 1, 2)
