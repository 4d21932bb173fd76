-- title: {zh: 专利权利状况, en: State of rights}
-- about:
--   zh: 每件专利的权属与效力：申请人数（共有）、推算或来源给出的届满日与剩余年限（只对现行有效者）、转移、许可、质押、诉讼与保全、无效与异议事件。质押登记后又注销的不算质押中。届满日来源未给的按期限推算（中国发明 20 年、实用新型 10 年、外观设计 10 年，2021-06-01 起申请的 15 年；其他局只推算发明 20 年），不计期限补偿。is_joint_known 为假者所在文件没有一件列出两个申请人，可能只保留了第一申请人，是否共有不详。has_events 为假者来源没有给出任何法律事件，各事件数为空，是未知而不是 0。
--   en: Title and force of each patent. Applicants (co-ownership), expiry and years left (patents in force only), and events of transfer, licence, pledge, litigation and seizure, invalidation and opposition. A pledge registered and cancelled again is none. Expiry is that of the source, else the term from filing (China 20 years for inventions, 10 for utility models, 10 for designs or 15 if filed since 2021-06-01; other offices 20 years for inventions only) without extensions. Where is_joint_known is false no patent of its files names two applicants, so the source may have kept the first alone and co-ownership is unknown. Where has_events is false the source gives no events at all, and their counts are null, unknown rather than 0.
-- grain: [patent_id]
-- count: patent
-- columns:
--   is_joint_known: {zh: 来源列出共同申请人, en: source lists joint applicants, unit: flag}
--   holder_id: {zh: 第一申请人标识, en: first applicant (code), unit: code}
--   holder_name: {zh: 第一申请人, en: first applicant, unit: text}
--   holder_country: {zh: 第一申请人国别, en: country of the first applicant, unit: code}
--   expires_date: {zh: 届满日（现行有效者）, en: expires (in force), unit: date}
--   expires_basis: {zh: 届满日依据, en: expiry known by, unit: code}
--   remaining_years: {zh: 剩余年限, en: years left, unit: years}
--   has_events: {zh: 来源给出法律事件, en: events given, unit: flag}
--   transfer_count: {zh: 转移次数, en: transfers, unit: count}
--   licence_count: {zh: 许可备案次数, en: licences, unit: count}
--   is_pledged: {zh: 质押中, en: pledged, unit: flag}
--   litigation_count: {zh: 诉讼与保全事件, en: litigation and seizure, unit: count}
--   contest_count: {zh: 无效与异议事件, en: invalidation and opposition, unit: count}
-- method: docs/methods/enterprise-navigation.md
with day as (
  select office, patent_type, max(cutoff_date) as cutoff_date from base.coverage_year where date_basis = 'publication' group by office, patent_type
), told as (
  select patent_id, sum(case when event_class = 'transfer' then 1 else 0 end) as transfer_count, sum(case when event_class = 'licence' and position('注销' in coalesce(event_text, '')) = 0 then 1 else 0 end) as licence_count,
    sum(case when event_class = 'litigation' then 1 else 0 end) as litigation_count, sum(case when event_class in ('invalidation', 'opposition') then 1 else 0 end) as contest_count
  from base.legal_event group by patent_id
), pledge as (
  select patent_id, position('注销' in coalesce(event_text, '')) > 0 as is_over,
    row_number() over (partition by patent_id order by event_date desc nulls last, seq desc nulls last) as place
  from base.legal_event where event_class = 'pledge'
), held as (
  select patent_id, count(distinct party_id) as applicant_count from base.patent_party where role = 'applicant' group by patent_id
), shared_file as (
  select distinct s.file from base.patent_source as s join held as h on h.patent_id = s.patent_id where h.applicant_count > 1
), shared as (
  select distinct s.patent_id from base.patent_source as s join shared_file as f on f.file = s.file
), term as (
  select p.patent_id, p.office, p.patent_type, p.application_date, p.application_year, p.is_granted, p.legal_status, p.status_date, d.cutoff_date,
    case when p.legal_status <> 'in_force' then null when p.expiry_date is not null then p.expiry_date
      when p.patent_type = 'invention' then cast(p.application_date + to_years(20) as date)
      when p.office = 'CN' and p.patent_type = 'design' and p.application_date >= date '2021-06-01' then cast(p.application_date + to_years(15) as date)
      when p.office = 'CN' and p.patent_type in ('utility_model', 'design') then cast(p.application_date + to_years(10) as date) end as expires_date,
    case when p.expiry_date is not null then 'source' else 'term' end as expires_basis
  from base.patent as p left join day as d on d.office = p.office and d.patent_type = p.patent_type
)
select t.patent_id, t.office, t.patent_type, t.application_date, t.application_year, t.is_granted, t.legal_status, t.status_date,
  h.applicant_count, j.patent_id is not null as is_joint_known, a.party_id as holder_id, a.name as holder_name, a.country as holder_country, t.expires_date, case when t.expires_date is not null then t.expires_basis end as expires_basis,
  cast(date_diff('day', t.cutoff_date, t.expires_date) as double) / 365.25 as remaining_years,
  e.patent_id is not null as has_events, cast(e.transfer_count as bigint) as transfer_count, cast(e.licence_count as bigint) as licence_count,
  case when e.patent_id is not null then coalesce(not g.is_over, false) end as is_pledged, cast(e.litigation_count as bigint) as litigation_count, cast(e.contest_count as bigint) as contest_count
from term as t
left join held as h on h.patent_id = t.patent_id
left join base.patent_party as a on a.patent_id = t.patent_id and a.role = 'applicant' and a.seq = 1
left join shared as j on j.patent_id = t.patent_id
left join told as e on e.patent_id = t.patent_id
left join pledge as g on g.patent_id = t.patent_id and g.place = 1
