-- title: {zh: 主要发明人的流动, en: Moves of leading inventors}
-- about:
--   zh: 主要发明人（measure.inventor_work）按年的主要申请人由一个变为另一个，一次一行。last_date 为变动前在原申请人名下的最后申请日，first_date 为变动当年在新申请人名下的最早申请日，gap_days 为两者之差；shared_class_count 为两边共有的 IPC 小类数，为 0 者多半是重名。is_within_year：间隔不超过一年且有共有小类，可能涉及原单位的职务发明（专利法实施细则：离职后一年内与原单位任务有关的发明）；is_within_two_years：两家企业之间、间隔不超过两年，可能受竞业限制（劳动合同法第二十四条，至多两年）。都是核查的线索，不是结论；同名不能区分。
--   en: A row for each change of the main applicant by year of a leading inventor (measure.inventor_work). last_date is the last filing under the former applicant before the change, first_date the earliest under the new one in its year, gap_days between them; shared_class_count are IPC subclasses in common, 0 being probably a namesake. is_within_year, at most a year with subclasses in common, may touch a service invention of the former employer (one year after leaving, Implementing Regulations of the Patent Law); is_within_two_years, between two firms at most two years apart, may fall under a non-competition clause (Labour Contract Law art. 24, two years at most). Leads to check, no findings; namesakes cannot be told apart.
-- grain: [party_id, patent_type, year]
-- count: patent
-- columns:
--   former_name: {zh: 原申请人, en: former applicant, unit: text}
--   new_name: {zh: 新申请人, en: new applicant, unit: text}
--   former_type: {zh: 原申请人类型, en: type of the former, unit: code}
--   new_type: {zh: 新申请人类型, en: type of the new, unit: code}
--   last_date: {zh: 原申请人名下最后申请日, en: last filing under the former, unit: date}
--   first_date: {zh: 新申请人名下最早申请日, en: first filing under the new, unit: date}
--   gap_days: {zh: 间隔（天）, en: days between, unit: count}
--   shared_class_count: {zh: 共有小类, en: subclasses in common, unit: count}
--   is_within_year: {zh: 一年内且技术相同, en: within a year in the same technology, unit: flag}
--   is_within_two_years: {zh: 企业间且两年内, en: between firms within two years, unit: flag}
-- method: docs/methods/talent.md
with filed as (
  select w.party_id, w.patent_type, w.patent_id, w.application_year as year, p.application_date, a.party_id as applicant_id
  from measure.inventor_work as w join base.patent as p on p.patent_id = w.patent_id join base.patent_party as a on a.patent_id = w.patent_id and a.role = 'applicant' where w.application_year is not null
), yearly as (
  select party_id, patent_type, year, applicant_id, row_number() over (partition by party_id, patent_type, year order by count(*) desc nulls last, applicant_id nulls last) as place from filed group by party_id, patent_type, year, applicant_id
), path as (
  select party_id, patent_type, year, applicant_id, lag(applicant_id) over (partition by party_id, patent_type order by year nulls last) as former_id from yearly where place = 1
), moved as (
  select party_id, patent_type, year, former_id, applicant_id from path where former_id is not null and former_id <> applicant_id
), before as (
  select m.party_id, m.patent_type, m.year, max(f.application_date) as last_date from moved as m join filed as f on f.party_id = m.party_id and f.patent_type = m.patent_type and f.applicant_id = m.former_id and f.year < m.year
  group by m.party_id, m.patent_type, m.year
), after as (
  select m.party_id, m.patent_type, m.year, min(f.application_date) as first_date from moved as m join filed as f on f.party_id = m.party_id and f.patent_type = m.patent_type and f.applicant_id = m.applicant_id and f.year = m.year
  group by m.party_id, m.patent_type, m.year
), old_class as (
  select distinct m.party_id, m.patent_type, m.year, c.subclass from moved as m join filed as f on f.party_id = m.party_id and f.patent_type = m.patent_type and f.applicant_id = m.former_id and f.year < m.year
  join base.patent_class as c on c.patent_id = f.patent_id and c.scheme = 'ipc' and c.subclass is not null
), new_class as (
  select distinct m.party_id, m.patent_type, m.year, c.subclass from moved as m join filed as f on f.party_id = m.party_id and f.patent_type = m.patent_type and f.applicant_id = m.applicant_id and f.year = m.year
  join base.patent_class as c on c.patent_id = f.patent_id and c.scheme = 'ipc' and c.subclass is not null
), common as (
  select o.party_id, o.patent_type, o.year, count(*) as shared_class_count from old_class as o join new_class as n on n.party_id = o.party_id and n.patent_type = o.patent_type and n.year = o.year and n.subclass = o.subclass
  group by o.party_id, o.patent_type, o.year
), measured as (
  select m.party_id, m.patent_type, m.year, m.former_id, m.applicant_id, b.last_date, a.first_date, date_diff('day', b.last_date, a.first_date) as gap_days, coalesce(c.shared_class_count, 0) as shared_class_count
  from moved as m left join before as b on b.party_id = m.party_id and b.patent_type = m.patent_type and b.year = m.year
  left join after as a on a.party_id = m.party_id and a.patent_type = m.patent_type and a.year = m.year left join common as c on c.party_id = m.party_id and c.patent_type = m.patent_type and c.year = m.year
)
select m.party_id, m.patent_type, m.year, y.name, o.name as former_name, o.party_type as former_type, n.name as new_name, n.party_type as new_type, m.last_date, m.first_date, m.gap_days, m.shared_class_count,
  m.gap_days <= 366 and m.shared_class_count > 0 as is_within_year, m.gap_days <= 731 and o.party_type = 'firm' and n.party_type = 'firm' as is_within_two_years
from measured as m left join base.party as y on y.party_id = m.party_id left join base.party as o on o.party_id = m.former_id left join base.party as n on n.party_id = m.applicant_id
