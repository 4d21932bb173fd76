-- title: {zh: 专利维持年限, en: Life of granted patents}
-- about:
--   zh: 授权专利自申请年到权利终止、届满、放弃、宣告无效或最后一次缴费的年数（OECD 的 renewal）。事件按日期排列，恢复权利撤销此前的终止（EP 的 D18D、D18W 同理）。没有事件而状态为失效且有状态日期的，用状态日期。is_ended 为假者仍有效或不知其终止，年数是至少（到最后缴费或数据截止日）。没有任何事件与状态的为空。
--   en: Years from the filing year of a granted patent to its lapse, expiry, surrender, revocation, or last fee paid (renewal of the OECD). Events are taken in order; a restoration undoes the end before it (so do D18D and D18W of the EPO). Where there are no events, the date of a status of no force. Where is_ended is false the patent is in force, or its end unknown, and the years are at least so many. Without any event or status it is null.
-- grain: [patent_id]
-- count: patent
-- columns:
--   renewal_years: {zh: 维持年限, en: renewal (years), unit: years}
--   is_ended: {zh: 权利是否已终止, en: the right has ended, unit: flag}
--   end_date: {zh: 终止日期, en: date of the end, unit: date}
--   life_basis: {zh: 依据, en: known by, unit: code}
-- method: docs/methods/patent-quality.md
with granted as (
  select patent_id, office, patent_type, application_year, legal_status, status_date from base.patent where is_granted and application_year is not null
), event as (
  select e.patent_id, e.seq, e.event_date,
    case when e.event_class = 'restoration' or e.event_code in ('D18D', 'D18W') then 'restored'
      when e.event_class = 'fee' or e.event_code = 'PGFP' then 'paid' else 'ended' end as what
  from base.legal_event as e
  where e.event_date is not null and (e.event_class in ('lapse', 'term', 'withdrawal', 'invalidation', 'restoration', 'fee') or e.event_code in ('PGFP', 'PG25', '18D', '18W', 'D18D', 'D18W'))
    and not (e.event_class = 'invalidation' and position('部分' in coalesce(e.event_text, '')) > 0)
), ranked as (
  select patent_id, event_date, what, row_number() over (partition by patent_id order by event_date desc nulls last, seq desc nulls last) as place from event where what <> 'paid'
), paid as (
  select patent_id, max(event_date) as paid_date from event where what = 'paid' group by patent_id
), ended as (
  select patent_id, event_date as end_date from ranked where place = 1 and what = 'ended'
), day as (
  select office, patent_type, max(cutoff_date) as cutoff_date from base.coverage_year where date_basis = 'publication' group by office, patent_type
), judged as (
  select g.patent_id, g.application_year,
    case when e.end_date is not null then e.end_date when r.patent_id is null and g.legal_status in ('lapsed', 'expired', 'revoked') then g.status_date end as end_date,
    case when e.end_date is not null then 'event' when r.patent_id is null and g.legal_status in ('lapsed', 'expired', 'revoked') and g.status_date is not null then 'status'
      when p.paid_date is not null then 'fee' when g.legal_status = 'in_force' then 'in_force' end as life_basis,
    case when p.paid_date is not null then p.paid_date when g.legal_status = 'in_force' then d.cutoff_date end as alive_date
  from granted as g
  left join ended as e on e.patent_id = g.patent_id
  left join (select patent_id from ranked where place = 1 and what = 'restored') as r on r.patent_id = g.patent_id
  left join paid as p on p.patent_id = g.patent_id
  left join day as d on d.office = g.office and d.patent_type = g.patent_type
)
select patent_id, cast(extract(year from coalesce(end_date, alive_date)) - application_year as integer) as renewal_years, end_date is not null as is_ended, end_date, life_basis
from judged where life_basis is not null
