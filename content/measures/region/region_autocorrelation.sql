-- title: {zh: 地区指标的空间自相关, en: Spatial autocorrelation of regions' indicators}
-- about:
--   zh: 相邻地区是否相似：设区市和省级各一组，凡工作区有的指标各算一遍（各口径最近一年的合计、各行业的区位商、最近完整年的发明申请、每亿元 R&D 授权、每亿元产值申请、发明质量、发明增速）。邻接约定：以最近的 4 个地区为邻，等权，大圆距离；坐标用导入的区划轮廓中心，没有的用本地企业坐标的平均（place_basis）。没有值或坐标的地区不参加，不到 10 个地区或全部相等的指标没有行。伪 p 为 999 次置换、单侧；p_…_fdr 为 Benjamini–Hochberg 校正。moran 开头的各列是全局的，同一指标各行相同。区位商没有的组合不当作 0。
--   en: "Are neighbouring regions alike? Prefectures and provinces apart, for each indicator that the workspace has: totals of every row set in its last year, location quotients of industries, inventions filed in the last complete year, grants per R&D, filings per output, quality and growth of inventions. Convention of neighbours: the 4 nearest regions by great circle at equal weights; coordinates are the centres of imported outlines, else the mean of the region's firms (place_basis). Regions without value or coordinates are left out; indicators of fewer than 10 regions, or all alike, have no row. Pseudo p are one-sided, of 999 permutations; p_…_fdr are adjusted after Benjamini and Hochberg. Columns that begin with moran are global and alike in all rows of an indicator. Absent quotients are not 0."
-- grain: [region_level, spatial_indicator, industry, year, region]
-- columns:
--   region_level: {zh: 地区级别, en: level of regions, unit: code}
--   spatial_indicator: {zh: 指标, en: indicator, unit: code}
--   industry: {zh: 行业代码（all 为不分行业）, en: industry (all for the total), unit: code}
--   region: {zh: 地区代码, en: region, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   standard: {zh: 标准化值（标准差）, en: value in standard deviations, unit: ratio}
--   lag_standard: {zh: 邻居平均（标准差）, en: mean of the neighbours in standard deviations, unit: ratio}
--   quadrant: {zh: 象限, en: quadrant, unit: code}
--   local_moran: {zh: 局部 Moran 指数, en: local Moran, unit: ratio}
--   p_local: {zh: 局部 Moran 的伪 p, en: pseudo p of local Moran, unit: ratio}
--   p_local_fdr: {zh: 局部 Moran 的伪 p（校正）, en: pseudo p of local Moran (adjusted), unit: ratio}
--   hot_z: {zh: G* 的 z, en: z of G*, unit: ratio}
--   p_hot: {zh: G* 的伪 p, en: pseudo p of G*, unit: ratio}
--   p_hot_fdr: {zh: G* 的伪 p（校正）, en: pseudo p of G* (adjusted), unit: ratio}
--   neighbours: {zh: 邻居, en: neighbours, unit: code}
--   place_basis: {zh: 坐标来源, en: source of coordinates, unit: code}
--   unit_count: {zh: 参加的地区数, en: regions taking part, unit: count}
--   moran: {zh: 全局 Moran 指数, en: Moran's I, unit: ratio}
--   moran_expected: {zh: 无自相关时的期望, en: expected without autocorrelation, unit: ratio}
--   moran_z: {zh: 全局 z（随机化）, en: z of Moran's I (randomisation), unit: ratio}
--   moran_p: {zh: 全局 p（解析，双侧）, en: "p of Moran's I (analytic, two-sided)", unit: ratio}
--   moran_p_draws: {zh: 全局伪 p（置换，单侧）, en: "pseudo p of Moran's I (permutations, one-sided)", unit: ratio}
-- kernel: {name: nearest-autocorrelation, by: [region_level, spatial_indicator, industry, year]}
-- method: docs/methods/spatial-autocorrelation.md
with outlined as (
  select region_code as region, avg(longitude) as lon, avg(latitude) as lat from base.region_outline where longitude is not null and latitude is not null group by region_code
), firm_place as (
  select f.longitude, f.latitude, m.prefecture_code, m.province_code from base.firm as f join base.region_map as m on m.region_code = f.region_code where f.longitude is not null and f.latitude is not null
), crowded as (
  select prefecture_code as region, avg(longitude) as lon, avg(latitude) as lat from firm_place where prefecture_code is not null group by prefecture_code
  union all
  select province_code as region, avg(longitude) as lon, avg(latitude) as lat from firm_place where province_code is not null and province_code <> coalesce(prefecture_code, '') group by province_code
), centre as (
  select coalesce(o.region, c.region) as region, coalesce(o.lat, c.lat) as lat, coalesce(o.lon, c.lon) as lon, case when o.region is not null then 'outline' else 'firms' end as place_basis
  from outlined as o full join crowded as c on c.region = o.region
), one_set as (
  select basis, region_level, min(preference) as preference from measure.industry_set where set_reason is null and region_level in ('province', 'prefecture') group by basis, region_level
), first_set as (
  select region_level, min(preference) as preference from one_set group by region_level
), complete as (
  select max(year) as year from measure.region_patent_year where not is_truncated
), ranked as (
  select place_code, rd_year, max(rd_year) over (partition by benchmark, length(place_code)) as last_rd, grants_per_rd, output_year, max(output_year) over (partition by benchmark, length(place_code)) as last_output, filings_per_output, mean_percentile, growth_share
  from measure.region_innovation
), told as (
  select s.region_level, s.basis as spatial_indicator, 'all' as industry, p.year, p.region, p.value
  from measure.industry_set as s join one_set as c on c.preference = s.preference join measure.region_profile as p on p.set_id = s.set_id and p.year = s.last_year
  union all
  select s.region_level, 'lq', q.industry, q.year, q.region, q.lq
  from measure.industry_set as s join first_set as c on c.preference = s.preference join measure.industry_lq as q on q.set_id = s.set_id and q.year = s.last_year
  union all
  select case when substr(n.place_code, 3, 4) = '0000' then 'province' else 'prefecture' end, 'filing_count', 'all', n.year, n.place_code, cast(n.filing_count as double) from measure.region_patent_year as n join complete as c on c.year = n.year
  union all
  select case when substr(n.place_code, 3, 4) = '0000' then 'province' else 'prefecture' end, 'grants_per_rd', 'all', n.rd_year + 1, n.place_code, n.grants_per_rd from ranked as n where n.rd_year = n.last_rd
  union all
  select case when substr(n.place_code, 3, 4) = '0000' then 'province' else 'prefecture' end, 'filings_per_output', 'all', n.output_year, n.place_code, n.filings_per_output from ranked as n where n.output_year = n.last_output
  union all
  select case when substr(n.place_code, 3, 4) = '0000' then 'province' else 'prefecture' end, 'mean_percentile', 'all', c.year, n.place_code, n.mean_percentile from ranked as n cross join complete as c
  union all
  select case when substr(n.place_code, 3, 4) = '0000' then 'province' else 'prefecture' end, 'growth_share', 'all', c.year, n.place_code, n.growth_share from ranked as n cross join complete as c
)
select t.region_level, t.spatial_indicator, t.industry, cast(t.year as bigint) as year, t.region, t.value, c.lat, c.lon, c.place_basis
from told as t join centre as c on c.region = t.region where t.value is not null and t.year is not null
order by t.region_level nulls last, t.spatial_indicator nulls last, t.industry nulls last, year nulls last, t.region nulls last
