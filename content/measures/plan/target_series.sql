-- title: {zh: 规划目标的年度序列, en: Annual series of the targets}
-- about:
--   zh: 每个可预测的规划目标所依据的各对象历年观测值，按数据状态与口径分列，从不混用；同一状态、口径、年份有几个来源时取选用者，再取数据日期最晚者。亿元、万元换算成元。成员企业合计是下限，不在此列。
--   en: The observations each forecastable target rests on, by status and definition, which are never mixed. Of several sources for one year the chosen one is taken, then the latest. Amounts in 亿元 and 万元 are turned into yuan. Sums of member firms are lower bounds and are not among them.
-- grain: [plan_id, target_id, figure_status, definition, entity_id, year]
-- columns:
--   plan_id: {zh: 规划, en: plan, unit: code}
--   target_id: {zh: 目标, en: target, unit: code}
--   figure_status: {zh: 数据状态, en: status of the figures, unit: code}
--   definition: {zh: 口径, en: definition, unit: text}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
-- method: docs/methods/forecasts.md
with said as (
  select t.plan_id, t.target_id, o.status as figure_status, o.definition, o.entity_id, cast(o.year as bigint) as year,
    o.value * case o.unit when '亿元' then cast(100000000 as double) when '万元' then cast(10000 as double) else cast(1 as double) end as value, o.source,
    row_number() over (partition by t.plan_id, t.target_id, o.status, o.definition, o.entity_id, o.year
      order by case when o.is_chosen then 0 else 1 end nulls last, o.as_of_date desc nulls last, o.source nulls last) as place
  from base.plan_target as t
  join base.observation as o on o.entity_type = t.entity_type and case when o.indicator = 'I01' then 'output_cny' else o.indicator end = t.indicator
    and (t.entity_id is null or o.entity_id = t.entity_id)
  where o.value is not null
)
select plan_id, target_id, figure_status, definition, entity_id, year, value, source from said where place = 1
