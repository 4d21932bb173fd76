-- title: {zh: 集群评价指标（I01—I17）, en: "Indicators of clusters (I01-I17)"}
-- about:
--   zh: 每个集群每年每项指标，上报数（reported，集群年报与观测值中按规则选用的一个）与由工作区各表算出的数（computed）分行并列，从不合并；各带单位、口径、状态、来源与数据日期。不知道的为空并写明原因，从不作 0：集群在某表中一条记录也没有（no_record）、该年早于或晚于该表的记录（outside_register）都不能与“没有”区分。is_lower_bound 为真者只含部分企业，是下限。
--   en: Each indicator of a cluster and year; the reported figure (the one chosen from yearbook and observations) and the figure computed from the workspace's tables in rows of their own, never merged, each with unit, definition, status, source and date. What is unknown is null with its reason, never 0; a cluster without a single record in a register (no_record) and a year outside the register (outside_register) cannot be told from none. Where is_lower_bound the figure holds only part of the firms.
-- grain: [cluster_id, indicator, year, figure_basis]
-- columns:
--   indicator: {zh: 指标, en: indicator, unit: code}
--   figure_basis: {zh: 数据依据, en: basis, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   unit: {zh: 单位, en: unit, unit: code}
--   definition: {zh: 口径, en: definition, unit: text}
--   figure_status: {zh: 数据状态, en: status of the figure, unit: code}
--   as_of_date: {zh: 数据日期, en: as of, unit: date}
--   is_lower_bound: {zh: 是下限, en: lower bound, unit: flag}
--   member_count: {zh: 名单中的成员企业数, en: members of the list, unit: firm}
--   known_count: {zh: 其中有数据的企业数, en: of them with figures, unit: firm}
--   unknown_reason: {zh: 未知的原因, en: why unknown, unit: code}
-- method: docs/methods/evaluation.md
with years as (
  select distinct year, cast(cast(year as varchar) || '-12-31' as date) as year_end
  from (select year from base.firm_year union select year from base.observation where entity_type = 'cluster') as y where year is not null
), pair as (
  select indicator, indicator as observed from base.indicator union select indicator, yearbook as observed from base.indicator where yearbook is not null
), offered as (
  select o.entity_id as cluster_id, p.indicator, o.year, i.unit,
    o.value * case when o.unit is null or o.unit = '' or o.unit = i.unit or i.unit not in ('cny', 'share') then 1 when i.unit = 'cny' and o.unit = '亿元' then 100000000 when i.unit = 'cny' and o.unit = '万元' then 10000
      when i.unit = 'cny' and o.unit = '元' then 1 when i.unit = 'share' and o.unit in ('%', '％') then 0.01 end as value,
    o.definition, o.status, o.source, o.as_of_date,
    row_number() over (partition by o.entity_id, p.indicator, o.year order by coalesce(r.preference, 9) nulls last, o.as_of_date desc nulls last, o.indicator nulls last) as place
  from base.observation as o join pair as p on p.observed = o.indicator join base.indicator as i on i.indicator = p.indicator
  left join base.observation_rule as r on r.status = o.status and o.year >= r.from_year and o.year <= r.to_year
  where o.entity_type = 'cluster' and o.is_chosen
), plain as (
  select cluster_id, indicator, year, value, definition, status, source, as_of_date, case when value is null then 'unit_not_known' end as unknown_reason from offered where place = 1
), spent as (
  select a.cluster_id, a.year, a.value as rd, b.value as revenue, b.status, b.source, b.as_of_date
  from plain as a join plain as b on b.cluster_id = a.cluster_id and b.year = a.year and b.indicator = 'I02' where a.indicator = 'I06c' and b.value > 0 and a.value is not null
), spent_three as (
  select a.cluster_id, a.year, avg(b.rd / cast(b.revenue as double)) as mean_ratio, sum(b.rd) / cast(sum(b.revenue) as double) as ratio, max(a.status) as status, max(a.source) as source, max(a.as_of_date) as as_of_date
  from spent as a join spent as b on b.cluster_id = a.cluster_id and b.year > a.year - 3 and b.year <= a.year group by a.cluster_id, a.year having count(*) = 3
), three as (
  select a.cluster_id, 'I02a' as indicator, a.year, avg(b.value) as value, max(a.definition) as definition, max(a.status) as status, max(a.source) as source, max(a.as_of_date) as as_of_date
  from plain as a join plain as b on b.cluster_id = a.cluster_id and b.indicator = 'I02' and b.year > a.year - 3 and b.year <= a.year
  where a.indicator = 'I02' group by a.cluster_id, a.year having count(b.value) = 3
  union all select cluster_id, 'I06', year, mean_ratio, null, status, source, as_of_date from spent_three
  union all select cluster_id, 'I06b', year, ratio, null, status, source, as_of_date from spent_three
), reported as (
  select cluster_id, indicator, year, value, definition, status, source, as_of_date, unknown_reason from plain
  union all
  select t.cluster_id, t.indicator, t.year, t.value, t.definition, t.status, t.source, t.as_of_date, null
  from three as t left join plain as p on p.cluster_id = t.cluster_id and p.indicator = t.indicator and p.year = t.year where p.cluster_id is null
), member as (
  select m.cluster_id, m.firm_id, m.role, y.year, y.year_end from base.cluster_member as m join years as y on (m.start_year is null or m.start_year <= y.year) and (m.end_year is null or m.end_year >= y.year)
), roster as (
  select cluster_id, year, count(*) as member_count, sum(case when role = 'backbone' then 1 else 0 end) as backbone_count, sum(case when role in ('supporting', 'sme') then 1 else 0 end) as small_count, count(role) as role_count
  from member group by cluster_id, year
), economy as (
  select m.cluster_id, m.year, sum(f.output_cny) as output, count(f.output_cny) as output_known, sum(f.revenue_cny) as revenue, count(f.revenue_cny) as revenue_known, sum(f.profit_cny) as profit, count(f.profit_cny) as profit_known,
    sum(f.rd_cny) as rd, count(f.rd_cny) as rd_known, sum(case when f.revenue_cny > 0 then f.rd_cny end) as rd_both, sum(case when f.rd_cny is not null and f.revenue_cny > 0 then f.revenue_cny end) as revenue_both,
    sum(case when f.rd_cny is not null and f.revenue_cny > 0 then 1 else 0 end) as both_known
  from member as m join base.firm_year as f on f.firm_id = m.firm_id and f.year = m.year group by m.cluster_id, m.year
), economy_three as (
  select a.cluster_id, a.year, case when count(b.revenue) = 3 then avg(cast(b.revenue as double)) end as revenue, case when count(b.rd_both) = 3 then avg(cast(b.rd_both as double) / cast(b.revenue_both as double)) end as mean_ratio,
    case when count(b.rd_both) = 3 then cast(sum(b.rd_both) as double) / cast(sum(b.revenue_both) as double) end as ratio, min(b.revenue_known) as revenue_known, min(b.both_known) as both_known
  from economy as a join economy as b on b.cluster_id = a.cluster_id and b.year > a.year - 3 and b.year <= a.year group by a.cluster_id, a.year
), titled as (
  select m.cluster_id, m.year, count(distinct case when t.title_kind <> 'innovative' then m.firm_id end) as titled_count, count(distinct case when m.role = 'backbone' and t.title_kind in ('high_tech', 'innovative') then m.firm_id end) as backbone_titled
  from member as m join base.firm_title as t on t.firm_id = m.firm_id and t.title_kind in ('high_tech', 'specialised', 'little_giant', 'champion', 'innovative') and t.valid_from <= m.year_end and (t.valid_to is null or t.valid_to >= m.year_end)
  group by m.cluster_id, m.year
), granted as (
  select distinct m.cluster_id, m.firm_id, p.patent_id, p.grant_year, coalesce(m.start_year, 0) as start_year, coalesce(m.end_year, 9999) as end_year, l.end_date
  from base.cluster_member as m join base.patent_party as a on a.party_id = m.firm_id and a.role = 'applicant'
  join base.patent as p on p.patent_id = a.patent_id and p.patent_type = 'invention' and p.grant_year is not null
  left join measure.patent_life as l on l.patent_id = p.patent_id
), forced as (
  select g.cluster_id, y.year, count(distinct g.patent_id) as figure from granted as g join years as y on g.grant_year <= y.year and (g.end_date is null or g.end_date > y.year_end) and g.start_year <= y.year and g.end_year >= y.year
  group by g.cluster_id, y.year
), flow as (
  select 'I08' as indicator, cluster_id, grant_year as year, patent_id as thing, cast(null as double) as amount from granted where start_year <= grant_year and end_year >= grant_year
  union all select 'I11a', a.cluster_id, cast(extract(year from a.signed_date) as integer), a.agreement_id, null from base.agreement as a where a.kind in ('joint_research', 'commissioned_research', 'joint_centre')
  union all select 'I13', m.cluster_id, m.year, c.contract_id, cast(c.amount_cny as double) from base.technology_contract as c join member as m on m.firm_id = c.seller_id and m.year = extract(year from c.signed_date)
  union all select 'I13a', m.cluster_id, m.year, c.contract_id, cast(c.amount_cny as double) from base.technology_contract as c join member as m on m.firm_id = c.buyer_id and m.year = extract(year from c.signed_date)
  union all select 'I14', m.cluster_id, m.year, c.pledge_id, null from base.pledge as c join member as m on m.firm_id = c.pledgor_id and m.year = extract(year from c.registered_date)
  union all select 'I14a', m.cluster_id, m.year, c.pledge_id, cast(c.amount_cny as double) from base.pledge as c join member as m on m.firm_id = c.pledgor_id and m.year = extract(year from c.registered_date)
  union all select 'I15', m.cluster_id, m.year, u.use_id, u.hours from base.instrument_use as u join base.instrument as i on i.instrument_id = u.instrument_id join member as m on m.firm_id = i.host_id and m.year = extract(year from u.use_date)
    where u.is_external and not coalesce(u.is_booked_only, false)
  union all select 'I15a', m.cluster_id, m.year, u.use_id, cast(u.subsidy_cny as double) from base.instrument_use as u join member as m on m.firm_id = u.user_id and m.year = extract(year from u.use_date)
  union all select 'I17', m.cluster_id, m.year, b.firm_id, null from base.benefit as b join member as m on m.firm_id = b.firm_id and m.year = b.year where b.entitled_cny > 0 and b.benefit_kind in ('rd_deduction', 'high_tech_rate', 'technology_trade')
  union all select 'I17a', m.cluster_id, m.year, b.firm_id, null from base.benefit as b join member as m on m.firm_id = b.firm_id and m.year = b.year where b.amount_cny > 0 and b.benefit_kind in ('rd_deduction', 'high_tech_rate', 'technology_trade')
  union all select 'I17b', m.cluster_id, m.year, b.firm_id, cast(b.entitled_cny as double) from base.benefit as b join member as m on m.firm_id = b.firm_id and m.year = b.year where b.benefit_kind in ('rd_deduction', 'high_tech_rate', 'technology_trade')
  union all select 'I17c', m.cluster_id, m.year, b.firm_id, cast(b.amount_cny as double) from base.benefit as b join member as m on m.firm_id = b.firm_id and m.year = b.year where b.benefit_kind in ('rd_deduction', 'high_tech_rate', 'technology_trade')
), flowed as (
  select f.indicator, f.cluster_id, f.year, case when i.unit in ('cny', 'hour') then sum(f.amount) else cast(count(distinct f.thing) as double) end as figure
  from flow as f join base.indicator as i on i.indicator = f.indicator where f.cluster_id is not null and f.year is not null group by f.indicator, f.cluster_id, f.year, i.unit
), span as (
  select 'I08' as indicator, min(p.grant_year) as first_year, max(cast(extract(year from p.grant_date) as integer)) as last_year from base.patent as p where p.patent_type = 'invention' and p.grant_year is not null
  union all select 'I11a', min(cast(extract(year from signed_date) as integer)), max(cast(extract(year from signed_date) as integer)) from base.agreement
  union all select i.indicator, min(cast(extract(year from signed_date) as integer)), max(cast(extract(year from signed_date) as integer)) from base.technology_contract cross join base.indicator as i where i.indicator in ('I13', 'I13a') group by i.indicator
  union all select i.indicator, min(cast(extract(year from registered_date) as integer)), max(cast(extract(year from registered_date) as integer)) from base.pledge cross join base.indicator as i where i.indicator in ('I14', 'I14a') group by i.indicator
  union all select i.indicator, min(cast(extract(year from use_date) as integer)), max(cast(extract(year from use_date) as integer)) from base.instrument_use cross join base.indicator as i where i.indicator in ('I15', 'I15a') group by i.indicator
  union all select i.indicator, min(b.year), max(b.year) from base.benefit as b cross join base.indicator as i where i.indicator like 'I17%' group by i.indicator
), flows as (
  select k.indicator, k.cluster_id, y.year, coalesce(f.figure, 0) as figure
  from (select distinct indicator, cluster_id from flowed) as k join span as s on s.indicator = k.indicator join years as y on y.year >= s.first_year and y.year <= s.last_year
  left join flowed as f on f.indicator = k.indicator and f.cluster_id = k.cluster_id and f.year = y.year
), stock as (
  select 'I07' as indicator, cluster_id, platform_id as thing, founded_date as from_date, cast(null as date) as to_date from base.platform where level in ('national', 'provincial')
  union all select 'I11', cluster_id, alliance_id, founded_date, null from base.alliance
  union all select 'I11b', cluster_id, project_id, start_date, end_date from base.project where start_date is not null
  union all select 'I12', cluster_id, intermediary_id, founded_date, null from base.intermediary
  union all select case kind when 'incubator' then 'I12a' when 'transfer_agency' then 'I12b' else 'I12c' end, cluster_id, intermediary_id, founded_date, null from base.intermediary where kind in ('incubator', 'transfer_agency', 'ip_centre')
  union all select case when kind = 'team' then 'I16a' else 'I16' end, cluster_id, talent_id, cast(cast(year as varchar) || '-01-01' as date), null from base.talent where kind in ('person', 'team') and year is not null
  union all select distinct 'I09', m.cluster_id, s.standard_number, s.published_date, cast(null as date) from base.standard as s join base.cluster_member as m on m.firm_id = s.firm_id where s.level in ('international', 'national', 'industry')
  union all select distinct 'I09a', m.cluster_id, s.standard_number, s.published_date, cast(null as date) from base.standard as s join base.cluster_member as m on m.firm_id = s.firm_id and m.role = 'backbone' where s.level in ('international', 'national', 'industry')
), stock_span as (
  select indicator, min(cast(extract(year from from_date) as integer)) as first_year from stock group by indicator
), stocks as (
  select k.indicator, k.cluster_id, y.year, cast(count(distinct s.thing) as double) as figure
  from (select distinct indicator, cluster_id from stock where cluster_id is not null) as k join stock_span as p on p.indicator = k.indicator join years as y on y.year >= coalesce(p.first_year, 0)
  left join stock as s on s.indicator = k.indicator and s.cluster_id = k.cluster_id and (s.from_date is null or s.from_date <= y.year_end) and (s.to_date is null or extract(year from s.to_date) >= y.year)
  group by k.indicator, k.cluster_id, y.year
), linked as (
  select b.cluster_id, count(distinct o.firm_id) as figure from base.supply as s join base.cluster_member as b on b.role = 'backbone' and b.firm_id in (s.supplier_id, s.customer_id)
  join base.cluster_member as o on o.cluster_id = b.cluster_id and o.firm_id in (s.supplier_id, s.customer_id) and o.firm_id <> b.firm_id and (o.role is null or o.role <> 'backbone') group by b.cluster_id
), zoned as (
  select c.cluster_id, y.year, count(*) as figure from base.cluster as c join base.carrier as z on z.carrier_id = c.host_carrier_id and z.kind = 'national_zone'
  join base.cluster as o on o.host_carrier_id = c.host_carrier_id join years as y on (o.founded_date is null or o.founded_date <= y.year_end) and (c.founded_date is null or c.founded_date <= y.year_end) group by c.cluster_id, y.year
), computed as (
  select cluster_id, 'I01' as indicator, year, cast(output as double) as value, output_known as known_count from economy
  union all select cluster_id, 'I02', year, cast(revenue as double), revenue_known from economy
  union all select cluster_id, 'I03', year, cast(profit as double), profit_known from economy
  union all select cluster_id, 'I06c', year, cast(rd as double), rd_known from economy
  union all select cluster_id, 'I02a', year, revenue, revenue_known from economy_three
  union all select cluster_id, 'I06', year, mean_ratio, both_known from economy_three
  union all select cluster_id, 'I06b', year, ratio, both_known from economy_three
  union all select cluster_id, 'I04', year, cast(member_count as double), member_count from roster
  union all select cluster_id, 'I10', year, cast(backbone_count as double), role_count from roster where role_count > 0
  union all select cluster_id, 'I10a', year, cast(small_count as double) / cast(backbone_count as double), role_count from roster where backbone_count > 0
  union all select r.cluster_id, 'I05', r.year, cast(coalesce(t.titled_count, 0) as double), r.member_count from roster as r left join titled as t on t.cluster_id = r.cluster_id and t.year = r.year
    where r.cluster_id in (select cluster_id from titled) and r.year >= (select min(cast(extract(year from valid_from) as integer)) from base.firm_title)
  union all select r.cluster_id, 'I05a', r.year, cast(coalesce(t.titled_count, 0) as double) / cast(r.member_count as double), r.member_count from roster as r left join titled as t on t.cluster_id = r.cluster_id and t.year = r.year
    where r.cluster_id in (select cluster_id from titled) and r.year >= (select min(cast(extract(year from valid_from) as integer)) from base.firm_title)
  union all select r.cluster_id, 'I10b', r.year, cast(coalesce(t.backbone_titled, 0) as double) / cast(r.backbone_count as double), r.backbone_count from roster as r left join titled as t on t.cluster_id = r.cluster_id and t.year = r.year
    where r.backbone_count > 0 and r.cluster_id in (select cluster_id from titled) and r.year >= (select min(cast(extract(year from valid_from) as integer)) from base.firm_title)
  union all select l.cluster_id, 'I10c', y.year, cast(l.figure as double), null from linked as l cross join years as y
  union all select cluster_id, 'I08b', year, cast(figure as double), null from forced
  union all select cluster_id, 'Z01', year, cast(figure as double), null from zoned
  union all select cluster_id, indicator, year, figure, null from flows
  union all select cluster_id, indicator, year, figure, null from stocks
), recorded as (
  select distinct cluster_id, indicator from computed where value is not null
), cell as (
  select c.cluster_id, i.indicator, y.year, 'reported' as figure_basis, i.unit, i.span, i.definition_zh, i.computed_from
  from base.cluster as c cross join years as y join base.indicator as i on i.yearbook is not null or i.indicator in ('I02a', 'I06', 'I06b') or i.indicator in (select indicator from plain)
  union all
  select c.cluster_id, i.indicator, y.year, 'computed', i.unit, i.span, i.definition_zh, i.computed_from from base.cluster as c cross join years as y cross join base.indicator as i
)
select c.cluster_id, c.indicator, c.year, c.figure_basis, coalesce(r.value, k.value) as value, c.unit, case when c.figure_basis = 'computed' then c.definition_zh else nullif(r.definition, '') end as definition,
  nullif(r.status, '') as figure_status, case when c.figure_basis = 'computed' then c.computed_from else nullif(r.source, '') end as source, r.as_of_date,
  k.value is not null and c.indicator in ('I01', 'I02', 'I02a', 'I04', 'I05', 'I06c') as is_lower_bound, m.member_count, k.known_count,
  case when coalesce(r.value, k.value) is not null then null when r.unknown_reason is not null then r.unknown_reason when c.figure_basis = 'reported' then case when c.span > 1 then 'years_missing' else 'not_reported' end
    when c.indicator = 'Z01' then 'no_national_zone' when d.cluster_id is null then 'no_record' when c.span > 1 then 'years_missing' else 'outside_register' end as unknown_reason
from cell as c
left join (select *, 'reported' as basis from reported) as r on r.basis = c.figure_basis and r.cluster_id = c.cluster_id and r.indicator = c.indicator and r.year = c.year
left join (select *, 'computed' as basis from computed) as k on k.basis = c.figure_basis and k.cluster_id = c.cluster_id and k.indicator = c.indicator and k.year = c.year
left join (select *, 'computed' as basis from roster) as m on m.basis = c.figure_basis and m.cluster_id = c.cluster_id and m.year = c.year
left join recorded as d on d.cluster_id = c.cluster_id and d.indicator = c.indicator
