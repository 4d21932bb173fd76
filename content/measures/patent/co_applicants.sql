-- title: {zh: 共同申请, en: Co-applicant pairs}
-- about:
--   zh: 两个申请人共同申请的专利数；每对只列一次（party_a < party_b）。申请人超过 20 个的专利不计入，以免一件专利生成过多的对。
--   en: Patents two applicants filed together, each pair once (party_a < party_b). Patents with more than 20 applicants are left out, since one would make too many pairs.
-- grain: [party_a, party_b]
-- count: patent
-- columns:
--   party_a: {zh: 申请人甲, en: applicant A, unit: code}
--   party_b: {zh: 申请人乙, en: applicant B, unit: code}
--   name_a: {zh: 甲名称, en: name of A, unit: text}
--   name_b: {zh: 乙名称, en: name of B, unit: text}
--   type_a: {zh: 甲类型, en: type of A, unit: code}
--   type_b: {zh: 乙类型, en: type of B, unit: code}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/applicants.md
with several as (
  select patent_id from base.patent_party where role = 'applicant' group by patent_id having count(*) > 1 and count(*) <= 20
), member as (
  select a.patent_id, a.party_id from base.patent_party as a join several as s on s.patent_id = a.patent_id where a.role = 'applicant'
), pairs as (
  select a.party_id as party_a, b.party_id as party_b, a.patent_id
  from member as a join member as b on b.patent_id = a.patent_id and a.party_id < b.party_id
)
select r.party_a, x.name as name_a, x.party_type as type_a, r.party_b, y.name as name_b, y.party_type as type_b,
  count(*) as patent_count, min(p.application_year) as first_year, max(p.application_year) as last_year
from pairs as r
join base.patent as p on p.patent_id = r.patent_id
left join base.party as x on x.party_id = r.party_a
left join base.party as y on y.party_id = r.party_b
group by r.party_a, x.name, x.party_type, r.party_b, y.name, y.party_type
