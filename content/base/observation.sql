-- title: {zh: 指标观测值, en: Observations}
-- about:
--   zh: 每个对象 × 指标 × 年份可有多个值，各带口径、状态（申报 reported、审核 reviewed、公布 published）与来源；集群年报各列也展开为观测值。is_chosen 是按 base.observation_rule 选出的一个：先看状态，再取数据日期最晚者；选用值的口径随值列出，不同口径不合并。集群年报中经人工更正的一行（集群 × 年份 × 状态）以更正后的 base.cluster_year 为准。
--   en: Several values per entity, indicator and year, each with definition, status and source; columns of the cluster yearbook are unfolded too. is_chosen marks the one the dated rule base.observation_rule picks, by status, then by the latest date; its definition stands beside it and definitions are never mixed. Where a person corrected a line of the yearbook (cluster, year, status), the corrected base.cluster_year stands for all its sources.
-- grain: [entity_type, entity_id, indicator, year, definition, status, source]
-- columns:
--   entity_type: {zh: 对象类型, en: kind of entity, unit: code}
--   entity_id: {zh: 对象, en: entity, unit: code}
--   indicator: {zh: 指标, en: indicator, unit: code}
--   definition: {zh: 口径, en: definition, unit: text}
--   status: {zh: 状态, en: status, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   unit: {zh: 单位, en: unit, unit: text}
--   as_of_date: {zh: 数据日期, en: as of, unit: date}
--   is_chosen: {zh: 是否选用, en: chosen, unit: flag}
-- edits: cluster_year
-- method: docs/methods/observations.md
with correction as (
  select row_key, cast(max(edited_time) as date) as edited_date from raw.edit where table_name = 'cluster_year' group by row_key
), yearly as (
  select r.cluster_id, r.year, r.output_cny, r.output_definition, r.revenue_cny, r.profit_cny, r.tax_cny, r.export_cny, r.rd_cny, r.firm_count, r.high_tech_firm_count, r.employee_count, r.granted_invention_count, r.valid_invention_count, r.platform_count, r.standard_count, r.figure_status, r.source, r.batch, r.file, r.record, r.source_date
  from raw.cluster_year as r
  where not exists (select 1 from correction as e where e.row_key = replace(replace(r.cluster_id, '%', '%25'), '|', '%7C') || '|' || cast(r.year as varchar) || '|' || replace(replace(coalesce(r.figure_status, ''), '%', '%25'), '|', '%7C'))
  union all
  select c.cluster_id, c.year, c.output_cny, c.output_definition, c.revenue_cny, c.profit_cny, c.tax_cny, c.export_cny, c.rd_cny, c.firm_count, c.high_tech_firm_count, c.employee_count, c.granted_invention_count, c.valid_invention_count, c.platform_count, c.standard_count, c.figure_status, c.source, c.batch, c.file, c.record, e.edited_date
  from base.cluster_year as c join correction as e on e.row_key = replace(replace(c.cluster_id, '%', '%25'), '|', '%7C') || '|' || cast(c.year as varchar) || '|' || replace(replace(coalesce(c.figure_status, ''), '%', '%25'), '|', '%7C')
), given as (
  select entity_kind as entity_type, entity_id, indicator, year, definition, figure_status as status, source, amount as value, unit, as_of_date, batch, file, record, source_date
  from raw.observation where amount is not null
  union all select 'cluster', cluster_id, 'output_cny', year, output_definition, figure_status, source, cast(output_cny as double), null, null, batch, file, record, source_date from yearly where output_cny is not null
  union all select 'cluster', cluster_id, 'revenue_cny', year, '', figure_status, source, cast(revenue_cny as double), null, null, batch, file, record, source_date from yearly where revenue_cny is not null
  union all select 'cluster', cluster_id, 'profit_cny', year, '', figure_status, source, cast(profit_cny as double), null, null, batch, file, record, source_date from yearly where profit_cny is not null
  union all select 'cluster', cluster_id, 'tax_cny', year, '', figure_status, source, cast(tax_cny as double), null, null, batch, file, record, source_date from yearly where tax_cny is not null
  union all select 'cluster', cluster_id, 'export_cny', year, '', figure_status, source, cast(export_cny as double), null, null, batch, file, record, source_date from yearly where export_cny is not null
  union all select 'cluster', cluster_id, 'rd_cny', year, '', figure_status, source, cast(rd_cny as double), null, null, batch, file, record, source_date from yearly where rd_cny is not null
  union all select 'cluster', cluster_id, 'firm_count', year, '', figure_status, source, cast(firm_count as double), null, null, batch, file, record, source_date from yearly where firm_count is not null
  union all select 'cluster', cluster_id, 'high_tech_firm_count', year, '', figure_status, source, cast(high_tech_firm_count as double), null, null, batch, file, record, source_date from yearly where high_tech_firm_count is not null
  union all select 'cluster', cluster_id, 'employee_count', year, '', figure_status, source, cast(employee_count as double), null, null, batch, file, record, source_date from yearly where employee_count is not null
  union all select 'cluster', cluster_id, 'granted_invention_count', year, '', figure_status, source, cast(granted_invention_count as double), null, null, batch, file, record, source_date from yearly where granted_invention_count is not null
  union all select 'cluster', cluster_id, 'valid_invention_count', year, '', figure_status, source, cast(valid_invention_count as double), null, null, batch, file, record, source_date from yearly where valid_invention_count is not null
  union all select 'cluster', cluster_id, 'platform_count', year, '', figure_status, source, cast(platform_count as double), null, null, batch, file, record, source_date from yearly where platform_count is not null
  union all select 'cluster', cluster_id, 'standard_count', year, '', figure_status, source, cast(standard_count as double), null, null, batch, file, record, source_date from yearly where standard_count is not null
), filled as (
  select entity_type, entity_id, indicator, year, coalesce(definition, '') as definition, coalesce(status, '') as status, coalesce(source, '') as source,
    value, unit, as_of_date, batch, file, record, coalesce(as_of_date, source_date) as known_date
  from given where entity_type is not null and entity_id is not null and indicator is not null and year is not null
), latest as (
  select *, row_number() over (partition by entity_type, entity_id, indicator, year, definition, status, source
    order by known_date desc nulls last, file nulls last, record nulls last) as place
  from filled
), ruled as (
  select l.*, coalesce(r.preference, 9) as preference
  from latest as l left join base.observation_rule as r on r.status = l.status and l.year >= r.from_year and l.year <= r.to_year
  where l.place = 1
)
select entity_type, entity_id, indicator, year, definition, status, source, value, unit, as_of_date, batch, file, record,
  row_number() over (partition by entity_type, entity_id, indicator, year
    order by preference nulls last, known_date desc nulls last, source nulls last, definition nulls last, status nulls last) = 1 as is_chosen
from ruled
