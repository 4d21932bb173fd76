-- title: {zh: 部门链群（投入产出）, en: Chains of sectors}
-- about:
--   zh: 每个地区、每个年份的投入产出表（base.io_flow）各自归群：部门两两之间两个方向的中间流量相加（自用、最终使用、负值不计），作 Leiden 社区发现（模块度）。链群从 1 按部门数编号，编号只在本表内有意义。群内流量占比（inner_share）高的自成一体；模块度 0.3 以下说明表里没有明显的分块，归群不可靠。不足 6 个部门的表、不成表的地区没有行，不等于没有链。
--   en: "The input-output table of each region and year (base.io_flow), each by itself: intermediate flows of both directions between two sectors added up (own use, final use and values below 0 left out), parted into Leiden communities (modularity). Chains are numbered from 1 by sectors, within a table only. A chain of a high inner_share trades mostly within; a modularity below 0.3 means that there are hardly any blocks and the parting is not to be relied on. Tables of fewer than 6 sectors and regions that make no table have no row, which does not mean no chain."
-- grain: [region, sector]
-- columns:
--   region: {zh: 地区与年份, en: region and year, unit: code}
--   sector: {zh: 部门, en: sector, unit: code}
--   cluster: {zh: 链群（按部门数编号）, en: chain (by sectors), unit: rank}
--   inner_flow: {zh: 群内流量, en: flow within, unit: cny}
--   total_flow: {zh: 涉及该群的流量, en: flow that touches it, unit: cny}
--   inner_share: {zh: 群内流量占比, en: share of flow within, unit: share}
--   partner: {zh: 群内往来最多的部门, en: main partner within, unit: code}
--   partner_flow: {zh: 与其往来的流量, en: flow with it, unit: cny}
--   modularity: {zh: 模块度（整表）, en: modularity (of the table), unit: ratio}
-- kernel: {name: sector-chains}
-- method: docs/methods/cluster-identification.md
select from_sector as seller, to_sector as buyer, cast(flow_cny as double) as value, coalesce(region_code, '') || '|' || cast(year as varchar) as region
from base.io_flow where from_sector is not null and to_sector is not null and flow_cny is not null and year is not null
  and from_sector not in ('总产出', '总投入', '中间投入合计', '中间使用合计', '合计', '增加值', '增加值合计', '劳动者报酬', '生产税净额', '固定资产折旧', '营业盈余', 'output', 'total', 'value_added')
