-- title: {zh: 高被引专利, en: Most cited patents}
-- about:
--   zh: 按库内不同施引专利数排名的前 1000 件；同族专利的引证不合并，自引不剔除。被引次数只计库内，来源报告的次数并列。
--   en: The 1000 patents cited by most different patents in the data; families are not merged, self-citations are kept. The count of the source stands beside it.
-- grain: [patent_id]
-- order: [rank, patent_id]
-- count: patent
-- columns:
--   citing_count: {zh: 库内施引专利数, en: citing patents in the data, unit: count}
-- method: docs/methods/citations.md
with cited as (
  select cited_patent_id as patent_id, count(distinct coalesce(citing_patent_id, citing_publication)) as citing_count
  from base.citation where cited_patent_id is not null group by cited_patent_id
), ranked as (
  select patent_id, citing_count, rank() over (order by citing_count desc nulls last) as rank from cited
), first_applicant as (
  select patent_id, party_id, name from base.patent_party where role = 'applicant' and seq = 1
)
select r.rank, r.patent_id, p.title, p.patent_type, p.application_year, a.party_id, a.name, r.citing_count, p.cited_by_count, p.family_size
from ranked as r
join base.patent as p on p.patent_id = r.patent_id
left join first_applicant as a on a.patent_id = r.patent_id
where r.rank <= 1000
