-- title: {zh: 与谁共事, en: With whom a party worked}
-- about:
--   zh: 与问到的主体在同一件专利上的其他申请人、发明人：共同件数、起止年、占对方全部专利的比例（对方按其身份计）。发明人看申请人一栏的起止年即其流动，share_of_other 即其在该申请人专利中的参与占比（关键发明人依赖）；申请人看发明人一栏即其主要发明人。同名发明人不能由姓名区分，见 measure.patents_by_inventor 的区间；登记不参加排名的发明人不列入。每种关系取前 200。
--   en: Other applicants and inventors on the patents of the party asked, with the patents in common, their first and last year, and their share of the other's patents in its role. For an inventor the years of the applicants tell moves, and share_of_other how far the applicant depends on the person; for an applicant the inventors are its main ones. Inventors of one name cannot be told apart; see the band in measure.patents_by_inventor; those who opted out of rankings are not listed. The first 200 of each relation.
-- asked: party_id
-- grain: [party_id, role, other_role, other_id]
-- order: [party_id, role, other_role, rank, other_id]
-- count: patent
-- columns:
--   role: {zh: 身份, en: role, unit: code}
--   other_role: {zh: 对方身份, en: role of the other, unit: code}
--   rank: {zh: 名次, en: rank, unit: rank}
--   other_id: {zh: 对方, en: the other, unit: code}
--   other_name: {zh: 对方名称, en: name of the other, unit: text}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   other_patent_count: {zh: 对方专利数, en: patents of the other, unit: count}
--   share_of_other: {zh: 占对方专利, en: share of the other's patents, unit: share}
-- method: docs/methods/applicants.md
with opted_out as (
  select distinct n.party_id from base.inventor_opt_out as o join base.party_name as n on n.name_key = o.name_key
), own as (
  select a.patent_id, a.role, p.application_year from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
  where a.party_id = $party_id and a.role in ('applicant', 'inventor')
), together as (
  select o.role, b.role as other_role, b.party_id as other_id, count(*) as patent_count, min(o.application_year) as first_year, max(o.application_year) as last_year
  from own as o join base.patent_party as b on b.patent_id = o.patent_id and b.role in ('applicant', 'inventor')
  left join opted_out as x on x.party_id = b.party_id and b.role = 'inventor'
  where b.party_id <> $party_id and x.party_id is null group by o.role, b.role, b.party_id
), ranked as (
  select t.*, row_number() over (partition by role, other_role order by patent_count desc nulls last, last_year desc nulls last, other_id nulls last) as rank from together as t
), whole as (
  select b.role, b.party_id, count(*) as patent_count from base.patent_party as b where b.party_id in (select other_id from ranked where rank <= 200) group by b.role, b.party_id
)
select y.party_id, r.role, r.other_role, r.rank, r.other_id, o.name as other_name, r.patent_count, r.first_year, r.last_year, w.patent_count as other_patent_count,
  cast(r.patent_count as double) / cast(w.patent_count as double) as share_of_other
from ranked as r join base.party as y on y.party_id = $party_id join whole as w on w.party_id = r.other_id and w.role = r.other_role left join base.party as o on o.party_id = r.other_id
where r.rank <= 200
