-- title: {zh: 观测值的历次数值, en: Vintages of observations}
-- about:
--   zh: 同一对象、指标、年份、口径、状态与来源先后有两个以上不同数据日期者，历次数值逐行列出（指标观测值表只留最晚的一次）。change_share 是该次到最新一次的相对变化；只有一个日期的数值没有行，即只知道现值。
--   en: Where an entity, indicator, year, definition, status and source has figures of two or more dates, every one of them (the table of observations keeps the latest). change_share is the relative change from this vintage to the latest. Figures of a single date have no row; only their present value is known.
-- grain: [entity_type, entity_id, indicator, year, definition, status, source, known_date]
-- columns:
--   entity_type: {zh: 对象类型, en: kind of entity, unit: code}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   indicator: {zh: 指标, en: indicator, unit: code}
--   definition: {zh: 口径, en: definition, unit: text}
--   status: {zh: 状态, en: status, unit: code}
--   known_date: {zh: 数据日期, en: date of the figure, unit: date}
--   vintage: {zh: 第几次, en: which vintage, unit: rank}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   latest_value: {zh: 最新数值, en: latest value, unit: as the indicator}
--   change_share: {zh: 到最新值的变化, en: change to the latest value, unit: share}
--   is_latest: {zh: 是否最新, en: latest, unit: flag}
-- method: docs/methods/observations.md
with given as (
  select entity_kind as entity_type, entity_id, indicator, year, coalesce(definition, '') as definition, coalesce(figure_status, '') as status, coalesce(source, '') as source,
    coalesce(as_of_date, source_date) as known_date,
    amount * case unit when '亿元' then cast(100000000 as double) when '万元' then cast(10000 as double) else cast(1 as double) end as value, file, record
  from raw.observation where amount is not null
  union all
  select 'cluster', cluster_id, 'output_cny', year, coalesce(output_definition, ''), coalesce(figure_status, ''), coalesce(source, ''), source_date, cast(output_cny as double), file, record
  from raw.cluster_year where output_cny is not null
), once as (
  select *, row_number() over (partition by entity_type, entity_id, indicator, year, definition, status, source, known_date order by file nulls last, record nulls last) as place
  from given where entity_type is not null and entity_id is not null and indicator is not null and year is not null and known_date is not null
), ranked as (
  select entity_type, entity_id, indicator, year, definition, status, source, known_date, value,
    row_number() over (partition by entity_type, entity_id, indicator, year, definition, status, source order by known_date nulls last) as vintage,
    row_number() over (partition by entity_type, entity_id, indicator, year, definition, status, source order by known_date desc nulls last) as age,
    count(*) over (partition by entity_type, entity_id, indicator, year, definition, status, source) as vintage_count
  from once where place = 1
)
select r.entity_type, r.entity_id, r.indicator, r.year, r.definition, r.status, r.source, r.known_date, r.vintage, r.value, l.value as latest_value,
  case when r.value <> 0 then l.value / cast(r.value as double) - 1 end as change_share, r.age = 1 as is_latest
from ranked as r
join ranked as l on l.entity_type = r.entity_type and l.entity_id = r.entity_id and l.indicator = r.indicator and l.year = r.year
  and l.definition = r.definition and l.status = r.status and l.source = r.source and l.age = 1
where r.vintage_count > 1
