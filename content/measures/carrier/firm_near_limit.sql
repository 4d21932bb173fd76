-- title: {zh: 临近门槛的企业, en: Firms near a limit}
-- about:
--   zh: 企业年度数据最后一年，数值与资质门槛（base.firm_limit）相差不到 10% 的企业，按当年已施行的门槛。研发强度为近三年研发投入合计 ÷ 近三年营业收入合计，三年数据不全者不算；收入档按最后一年营业收入。高新收入占比为当年高新技术产品收入 ÷ 营业收入，科技人员占比为科技人员 ÷ 从业人员。门槛有下限（least）与上限（most）之分；is_met 表示在门槛之内。数据口径与认定口径（专项审计）不同，只作提示，不代替认定；其余条件（知识产权、领域、评分等）不在此列。
--   en: Firms whose figure of the last year of firm-years is within 10 % of a limit of a title (base.firm_limit) then in force. R&D over revenue is that of three years together, and firms without all three are left out; its band is by revenue of the last year. High-tech revenue over revenue; technical staff over employees. A limit is least or most; is_met tells whether the figure keeps it. Statistics are not the audited figures of the procedure; this is a hint and decides nothing, and the other conditions are not here.
-- grain: [firm_id, firm_limit]
-- columns:
--   firm_limit: {zh: 门槛, en: limit, unit: code}
--   title_kind: {zh: 资质, en: title, unit: code}
--   year: {zh: 数据年份, en: year, unit: year}
--   figure: {zh: 数值, en: figure, unit: ratio}
--   limit_value: {zh: 门槛值, en: limit, unit: ratio}
--   limit_direction: {zh: 方向, en: direction, unit: code}
--   margin_share: {zh: 与门槛之差, en: distance from the limit, unit: share}
--   is_met: {zh: 是否在门槛之内, en: within the limit, unit: flag}
--   is_held: {zh: 是否持有该资质, en: holds the title, unit: flag}
--   document: {zh: 文件, en: document, unit: text}
-- method: docs/methods/carriers.md
with last_year as (
  select max(year) as year from base.firm_year
), now as (
  select y.* from base.firm_year as y join last_year as l on l.year = y.year
), three as (
  select y.firm_id, count(*) as year_count, count(y.rd_cny) as rd_count, count(y.revenue_cny) as revenue_count, sum(y.rd_cny) as rd_cny, sum(y.revenue_cny) as revenue_cny
  from base.firm_year as y join last_year as l on y.year > l.year - 3 and y.year <= l.year group by y.firm_id
), figure as (
  select firm_id, 'high_tech_revenue_share' as firm_limit, cast(high_tech_revenue_cny as double) / cast(revenue_cny as double) as figure from now where revenue_cny > 0 and high_tech_revenue_cny is not null
  union all
  select firm_id, 'rd_revenue_share' as firm_limit, cast(rd_cny as double) / cast(revenue_cny as double) as figure from three where year_count = 3 and rd_count = 3 and revenue_count = 3 and revenue_cny > 0
  union all
  select firm_id, 'technician_share' as firm_limit, cast(technician_count as double) / cast(employee_count as double) as figure from now where employee_count > 0 and technician_count is not null
  union all
  select firm_id, 'sme_employee_count' as firm_limit, cast(employee_count as double) as figure from now where employee_count is not null
  union all
  select firm_id, 'sme_revenue_cny' as firm_limit, cast(revenue_cny as double) as figure from now where revenue_cny is not null
  union all
  select firm_id, 'sme_assets_cny' as firm_limit, cast(assets_cny as double) as figure from now where assets_cny is not null
), held as (
  select t.firm_id, t.title_kind from base.firm_title as t join last_year as l on extract(year from t.valid_from) <= l.year and (t.valid_to is null or t.valid_to >= cast(cast(l.year as varchar) || '-12-31' as date))
  group by t.firm_id, t.title_kind
)
select x.firm_id, f.name, x.firm_limit, k.title_kind, n.year, x.figure, k.limit_value, k.limit_direction, x.figure / cast(k.limit_value as double) - 1 as margin_share,
  case when k.limit_direction = 'least' then x.figure >= k.limit_value else x.figure <= k.limit_value end as is_met, h.firm_id is not null as is_held, k.document
from figure as x
join now as n on n.firm_id = x.firm_id
join base.firm_limit as k on k.firm_limit = x.firm_limit and coalesce(n.revenue_cny, 0) > k.revenue_over_cny and (k.revenue_to_cny is null or n.revenue_cny <= k.revenue_to_cny) and extract(year from k.valid_from) <= n.year
left join held as h on h.firm_id = x.firm_id and h.title_kind = k.title_kind
left join base.firm as f on f.firm_id = x.firm_id
where abs(x.figure / cast(k.limit_value as double) - 1) <= 0.1
