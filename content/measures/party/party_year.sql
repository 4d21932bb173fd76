-- title: {zh: 主体逐年的专利, en: Patents of a party by year}
-- about:
--   zh: 问到的主体作为申请人、发明人的专利，按申请年、类型：件数、授权、现行有效、质量同组百分位（quality4）均值及有该值的件数。近年尚未公布完，见 base.coverage_year。
--   en: "Patents of the party asked, as applicant and as inventor, by filing year and type: all, granted, in force, and the mean percentile of quality (quality4) with the number that have one. Late years are not wholly published; see base.coverage_year."
-- asked: party_id
-- grain: [party_id, role, year, patent_type]
-- count: patent
-- columns:
--   role: {zh: 身份, en: role, unit: code}
--   in_force_count: {zh: 现行有效, en: in force, unit: count}
--   mean_percentile: {zh: 质量同组百分位均值, en: mean percentile of quality, unit: share}
--   ranked_count: {zh: 有质量指数的件数, en: patents with a quality index, unit: count}
-- method: docs/methods/applicants.md
select a.party_id, a.role, p.application_year as year, p.patent_type, count(*) as patent_count, cast(sum(case when p.is_granted then 1 else 0 end) as bigint) as grant_count,
  cast(sum(case when p.legal_status = 'in_force' then 1 else 0 end) as bigint) as in_force_count, avg(q.quality4_percentile) as mean_percentile, count(q.quality4_percentile) as ranked_count
from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id left join measure.patent_quality as q on q.patent_id = a.patent_id
where a.party_id = $party_id and a.role in ('applicant', 'inventor') and p.application_year is not null
group by a.party_id, a.role, p.application_year, p.patent_type
