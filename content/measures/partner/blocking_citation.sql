-- title: {zh: 阻挡引证, en: Blocking citations}
-- about:
--   zh: X、Y、I 类引证（单独或结合影响新颖性、创造性），施引与被引属于不同主体：一行一条引证和一对主体。被引专利现行有效（is_in_force）时，可能阻挡施引方实施；这是线索，不是侵权结论，须由代理师比对权利要求。
--   en: Citations of category X, Y or I (against novelty or inventive step, alone or combined) between different parties, a row per citation and pair. Where the cited patent is in force it may block the citing party's practice. A lead, not a finding of infringement; an attorney has to compare claims.
-- grain: [citing_publication, seq, party_id, blocker_id]
-- count: citation
-- columns:
--   party_id: {zh: 受阻主体, en: party blocked, unit: code}
--   blocker_id: {zh: 阻挡主体, en: blocking party, unit: code}
--   citing_publication: {zh: 施引文献, en: citing publication, unit: code}
--   citing_patent_id: {zh: 受阻专利, en: patent blocked, unit: code}
--   cited_patent_id: {zh: 阻挡专利, en: blocking patent, unit: code}
--   category: {zh: 引证类别, en: category letters, unit: code}
--   cited_status: {zh: 阻挡专利的法律状态, en: status of the blocking patent, unit: code}
--   is_in_force: {zh: 阻挡专利有效, en: blocking patent in force, unit: flag}
--   family_id: {zh: 受阻专利的同族, en: family of the patent blocked, unit: code}
-- method: docs/methods/partners.md
with letter as (
  select distinct citing_publication, seq from base.citation_category where letter in ('X', 'Y', 'I')
)
select c.citing_publication, c.seq, a.party_id, b.party_id as blocker_id, c.citing_patent_id, c.cited_patent_id, c.category, coalesce(p.family_id, p.patent_id) as family_id,
  q.legal_status as cited_status, q.legal_status = 'in_force' as is_in_force
from base.citation as c join letter as l on l.citing_publication = c.citing_publication and l.seq = c.seq
join base.patent as p on p.patent_id = c.citing_patent_id
join base.patent as q on q.patent_id = c.cited_patent_id
join base.patent_party as a on a.patent_id = c.citing_patent_id and a.role = 'applicant'
join base.patent_party as b on b.patent_id = c.cited_patent_id and b.role = 'applicant'
where a.party_id <> b.party_id and not coalesce(c.is_self, false)
