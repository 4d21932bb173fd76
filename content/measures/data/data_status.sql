-- title: {zh: 数据状况, en: Data status}
-- about:
--   zh: 每类数据每年有多少行、主要字段填了多少；一眼看出缺什么。year = 0 表示没有年份或与年份无关。主要字段见各分支，filled_share 为非空单元格占比。
--   en: "For each kind of data and year the rows and the share of its main fields that are filled: what is missing where. Year 0 means without a year."
-- grain: [entity, year]
-- columns:
--   entity: {zh: 数据类别, en: kind of data, unit: code}
--   row_count: {zh: 行数, en: rows, unit: count}
--   filled_share: {zh: 填充率, en: share filled, unit: share}
--   field_count: {zh: 主要字段数, en: main fields, unit: count}
-- method: docs/methods/data-status.md
select 'patent' as entity, coalesce(application_year, 0) as year, count(*) as row_count, cast(count(title) + count(application_date) + count(publication_date) + count(grant_date) + count(applicant_region) + count(nullif(legal_status, 'unknown')) + count(family_id) as double) / cast(count(*) * 7 as double) as filled_share, 7 as field_count from base.patent group by coalesce(application_year, 0)
union all
select 'legal_event' as entity, coalesce(event_year, 0) as year, count(*) as row_count, cast(count(event_date) + count(event_code) + count(event_text) as double) / cast(count(*) * 3 as double) as filled_share, 3 as field_count from base.legal_event group by coalesce(event_year, 0)
union all
select 'citation' as entity, 0 as year, count(*) as row_count, cast(count(cited_patent_id) + count(category) + count(cited_date) as double) / cast(count(*) * 3 as double) as filled_share, 3 as field_count from base.citation having count(*) > 0
union all
select 'firm' as entity, 0 as year, count(*) as row_count, cast(count(name) + count(region_code) + count(industry_code) + count(founded_date) + count(longitude) + count(registered_capital_cny) + count(main_product) as double) / cast(count(*) * 7 as double) as filled_share, 7 as field_count from base.firm having count(*) > 0
union all
select 'firm_year' as entity, year as year, count(*) as row_count, cast(count(output_cny) + count(revenue_cny) + count(profit_cny) + count(tax_cny) + count(export_cny) + count(rd_cny) + count(employee_count) as double) / cast(count(*) * 7 as double) as filled_share, 7 as field_count from base.firm_year group by year
union all
select 'firm_title' as entity, coalesce(cast(extract(year from valid_from) as integer), 0) as year, count(*) as row_count, cast(count(level) + count(certificate) + count(valid_to) + count(issuer) as double) / cast(count(*) * 4 as double) as filled_share, 4 as field_count from base.firm_title group by coalesce(cast(extract(year from valid_from) as integer), 0)
union all
select 'cluster' as entity, 0 as year, count(*) as row_count, cast(count(industry_tag) + count(zone_id) + count(region_code) + count(host_carrier_id) + count(status) + count(lead_body) as double) / cast(count(*) * 6 as double) as filled_share, 6 as field_count from base.cluster having count(*) > 0
union all
select 'cluster_member' as entity, coalesce(start_year, 0) as year, count(*) as row_count, cast(count(role) + count(valid_from) as double) / cast(count(*) * 2 as double) as filled_share, 2 as field_count from base.cluster_member group by coalesce(start_year, 0)
union all
select 'cluster_year' as entity, year as year, count(*) as row_count, cast(count(output_cny) + count(output_definition) + count(revenue_cny) + count(profit_cny) + count(tax_cny) + count(rd_cny) + count(firm_count) + count(employee_count) + count(granted_invention_count) as double) / cast(count(*) * 9 as double) as filled_share, 9 as field_count from base.cluster_year group by year
union all
select 'region_year' as entity, year as year, count(*) as row_count, cast(count(population_count) + count(gdp_cny) + count(rd_cny) + count(employee_count) as double) / cast(count(*) * 4 as double) as filled_share, 4 as field_count from base.region_year group by year
union all
select 'region_industry_year' as entity, year as year, count(*) as row_count, cast(count(firm_count) + count(employee_count) + count(output_cny) + count(value_added_cny) + count(revenue_cny) + count(rd_cny) as double) / cast(count(*) * 6 as double) as filled_share, 6 as field_count from base.region_industry_year group by year
union all
select 'observation' as entity, year as year, count(*) as row_count, cast(count(nullif(definition, '')) + count(nullif(status, '')) + count(nullif(source, '')) + count(as_of_date) as double) / cast(count(*) * 4 as double) as filled_share, 4 as field_count from base.observation group by year
