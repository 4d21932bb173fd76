-- title: {zh: 法律事件, en: Legal events}
-- about:
--   zh: 各来源的法律事件并集，日期、代码、类别、内容相同的只计一次。
--   en: Events of all records, once for equal date, code, class and text.
-- grain: [patent_id, seq]
-- columns:
--   event_date: {zh: 事件日期, en: date of the event, unit: date}
--   event_year: {zh: 事件年份, en: year of the event, unit: year}
--   event_code: {zh: 事件代码, en: event code, unit: code}
--   event_class: {zh: 事件类别, en: class of event, unit: code}
--   event_text: {zh: 事件内容, en: event as written, unit: text}
--   party_from: {zh: 变更前, en: from, unit: text}
--   party_to: {zh: 变更后, en: to, unit: text}
-- method: docs/methods/merge.md
with distinct_event as (
  select distinct s.patent_id, e.event_date, e.event_code, coalesce(e.event_class, 'other') as event_class, e.event_text, e.country, e.party_from, e.party_to
  from raw.patent_event as e join base.patent_source as s on s.file = e.file and s.record = e.record
)
select patent_id, row_number() over (partition by patent_id order by event_date nulls last, event_code nulls last, event_class nulls last,
    event_text nulls last, party_from nulls last, party_to nulls last, country nulls last) as seq,
  event_date, cast(extract(year from event_date) as integer) as event_year, event_code, event_class, event_text, country, party_from, party_to
from distinct_event
