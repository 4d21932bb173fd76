-- title: {zh: 法律事件历年件数, en: Legal events by class and year}
-- about:
--   zh: 按事件类别与年份：转让、许可、质押、无效、诉讼等；同一专利同日同类事件计一次。
--   en: Events by class and year (transfer, licence, pledge, invalidation, litigation …); one of a class a day for a patent.
-- grain: [event_class, patent_type, year]
-- count: patent
-- columns:
--   event_class: {zh: 事件类别, en: class of event, unit: code}
--   event_count: {zh: 事件数, en: events, unit: count}
-- method: docs/methods/patent-counts.md
with once as (
  select distinct e.patent_id, e.event_class, e.event_date, e.event_year from base.legal_event as e where e.event_year is not null
)
select o.event_class, p.patent_type, o.event_year as year, count(*) as event_count, count(distinct o.patent_id) as patent_count
from once as o join base.patent as p on p.patent_id = o.patent_id
group by o.event_class, p.patent_type, o.event_year
