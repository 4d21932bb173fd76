-- title: {zh: 申请人 × 技术矩阵, en: Applicants by subclass}
-- about:
--   zh: 同类型名次前 200 的申请人在各 IPC 小类的专利数（整体计数）。
--   en: Patents of the applicants ranked up to 200 within a type, by IPC subclass (whole counting).
-- grain: [party_id, patent_type, subclass]
-- order: [patent_type, rank, party_id, subclass]
-- count: patent
-- method: docs/methods/applicants.md
with filed as (
  select a.party_id, p.patent_type, a.patent_id
  from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
  where a.role = 'applicant'
), foremost as (
  select i.party_id, r.name, i.patent_type, r.rank, i.patent_id
  from filed as i join measure.patents_by_applicant as r on r.party_id = i.party_id and r.patent_type = i.patent_type
  where r.rank <= 200
), placed as (
  select distinct f.party_id, f.name, f.patent_type, f.rank, f.patent_id, c.subclass
  from foremost as f join base.patent_class as c on c.patent_id = f.patent_id and c.scheme = 'ipc' where c.subclass is not null
)
select party_id, name, patent_type, rank, subclass, count(*) as patent_count from placed group by party_id, name, patent_type, rank, subclass
