-- title: {zh: 主体间引证, en: Citations between parties}
-- about:
--   zh: 参与合作分析的主体之间的引证（不含自引）：甲的多少件引用了乙的多少件，乙被引各件中现行有效的有多少。只计两端都在库内的引证。
--   en: Citations between the parties compared, self-citations apart, counting how many patents of one cite how many of the other, and how many of those cited are in force. Only citations with both ends in the data.
-- grain: [party_id, cited_party_id]
-- count: patent
-- columns:
--   cited_party_id: {zh: 被引主体, en: party cited, unit: code}
--   citing_patent_count: {zh: 施引专利数, en: citing patents, unit: count}
--   cited_patent_count: {zh: 被引专利数, en: cited patents, unit: count}
--   cited_in_force_count: {zh: 被引专利中有效者, en: cited patents in force, unit: count}
-- method: docs/methods/partners.md
with member as (
  select a.patent_id, a.party_id from base.patent_party as a join measure.partner_party as f on f.party_id = a.party_id where a.role = 'applicant'
), cited as (
  select distinct c.citing_patent_id, c.cited_patent_id from base.citation as c
  where c.citing_patent_id is not null and c.cited_patent_id is not null and c.citing_patent_id <> c.cited_patent_id and not coalesce(c.is_self, false)
)
select a.party_id, b.party_id as cited_party_id, count(distinct c.citing_patent_id) as citing_patent_count, count(distinct c.cited_patent_id) as cited_patent_count,
  count(distinct case when p.legal_status = 'in_force' then c.cited_patent_id end) as cited_in_force_count
from cited as c join member as a on a.patent_id = c.citing_patent_id join member as b on b.patent_id = c.cited_patent_id and b.party_id <> a.party_id
join base.patent as p on p.patent_id = c.cited_patent_id
group by a.party_id, b.party_id
