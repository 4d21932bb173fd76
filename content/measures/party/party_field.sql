-- title: {zh: 主体的技术领域与状态, en: Fields and status of a party's patents}
-- about:
--   zh: 问到的主体的专利按身份、IPC 小类：件数、其中现行有效与审中的件数、起止年。一件在其每个小类各计一次；没有 IPC 的不列。
--   en: Patents of the party asked by role and IPC subclass, those in force and pending among them, first and last year. A patent counts once in each of its subclasses; one without IPC is not listed.
-- asked: party_id
-- grain: [party_id, role, subclass]
-- order: [party_id, role, rank, subclass]
-- count: patent
-- columns:
--   role: {zh: 身份, en: role, unit: code}
--   rank: {zh: 名次, en: rank, unit: rank}
--   in_force_count: {zh: 现行有效, en: in force, unit: count}
--   pending_count: {zh: 审中, en: pending, unit: count}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
-- method: docs/methods/applicants.md
select a.party_id, a.role, row_number() over (partition by a.role order by count(*) desc nulls last, c.subclass nulls last) as rank, c.subclass, count(*) as patent_count,
  cast(sum(case when p.legal_status = 'in_force' then 1 else 0 end) as bigint) as in_force_count, cast(sum(case when p.legal_status = 'pending' then 1 else 0 end) as bigint) as pending_count,
  min(p.application_year) as first_year, max(p.application_year) as last_year
from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id join base.patent_class as c on c.patent_id = a.patent_id and c.scheme = 'ipc' and c.opens_subclass
where a.party_id = $party_id and a.role in ('applicant', 'inventor')
group by a.party_id, a.role, c.subclass
