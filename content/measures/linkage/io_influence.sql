-- title: {zh: 重要投入系数（影响域）, en: Important input coefficients}
-- about:
--   zh: 每张投入产出表（base.io_flow 的一个地区、一个年份）中最要紧的部门联系：容许度最小或影响域最大的各 20 条。容许度是该直接消耗系数相对自身增加多少，才使某个部门的总产出变化 1%（最终使用不变）；越小越重要（逆重要系数）。影响域是该系数变化一个单位时 Leontief 逆矩阵各元素变化之和，与系数大小无关。不成表的地区没有行；没有交易的部门对不列。
--   en: The links between sectors that matter most in each input-output table (a region and year of base.io_flow), the 20 of the smallest tolerance and the 20 of the largest field of influence. The tolerance is by which share of itself the input coefficient may grow before some sector's gross output changes by 1 % (final use as before); the smaller, the more important. The field of influence is the sum of what all elements of the Leontief inverse answer to a unit of change, whatever the coefficient's size. A region that makes no table has no row; pairs without a flow are left out.
-- grain: [region, seller, buyer]
-- columns:
--   region: {zh: 地区与年份, en: region and year, unit: code}
--   seller: {zh: 供给部门, en: selling sector, unit: code}
--   buyer: {zh: 使用部门, en: buying sector, unit: code}
--   value: {zh: 流量, en: flow, unit: cny}
--   input_coefficient: {zh: 直接消耗系数, en: input coefficient, unit: ratio}
--   allocation_coefficient: {zh: 直接分配系数, en: allocation coefficient, unit: ratio}
--   leontief: {zh: 完全需求系数 L, en: Leontief coefficient, unit: ratio}
--   ghosh: {zh: 完全供给系数 G, en: Ghosh coefficient, unit: ratio}
--   influence: {zh: 影响域之和, en: sum of the field of influence, unit: ratio}
--   loss_cut: {zh: 切断后的总产出损失, en: output lost when cut, unit: cny}
--   propagation_length: {zh: 平均传导步数, en: average propagation length, unit: ratio}
--   tolerance: {zh: 容许度（使某部门产出变化 1%）, en: tolerance (for 1 % of some output), unit: share}
--   rank_tolerance: {zh: 容许度位次, en: rank by tolerance, unit: ordinal}
--   rank_influence: {zh: 影响域位次, en: rank by influence, unit: ordinal}
-- kernel: {name: influence-field, options: {change: "0.01", top: "20"}}
-- method: docs/methods/linkages.md
select from_sector as seller, to_sector as buyer, cast(flow_cny as double) as value, coalesce(region_code, '') || '|' || cast(year as varchar) as region
from base.io_flow where from_sector is not null and to_sector is not null and flow_cny is not null and year is not null
  and from_sector not in ('总产出', '总投入', '中间投入合计', '中间使用合计', '合计', '增加值', '增加值合计', '劳动者报酬', '生产税净额', '固定资产折旧', '营业盈余', 'output', 'total', 'value_added')
