-- title: {zh: 阻挡关系能否评估, en: Whether blocking can be assessed}
-- about:
--   zh: 每个参与合作分析的主体：与他人之间（双向、两端在库内、不含自引）的引证数，其中给出类别的比例，其中 X、Y、I 类；被引各件法律状态已知的比例。reason 为空才可评估：no_citations 没有引证，category_coverage_low 类别覆盖率低于 base.parameter 的 category_coverage_minimum，status_unknown 被引专利法律状态大多未知。不能评估不等于没有阻挡。
--   en: For each party compared, its citations with others (both directions, both ends in the data, self-citations apart), the share with a category, those X, Y or I, and the share of cited patents of known legal status. Only where reason is empty can blocking be assessed; no_citations, category_coverage_low (below category_coverage_minimum of base.parameter), status_unknown (of most cited patents). What cannot be assessed may still be blocked.
-- grain: [party_id]
-- count: citation
-- columns:
--   citation_count: {zh: 与他人之间的引证, en: citations with others, unit: count}
--   categorised_count: {zh: 有类别的引证, en: citations with a category, unit: count}
--   blocking_count: {zh: X、Y、I 类引证, en: "citations X, Y or I", unit: count}
--   category_share: {zh: 类别覆盖率, en: share with a category, unit: share}
--   status_share: {zh: 法律状态已知率, en: share of known legal status, unit: share}
-- method: docs/methods/partners.md
with member as (
  select a.patent_id, a.party_id from base.patent_party as a join measure.partner_party as f on f.party_id = a.party_id where a.role = 'applicant'
), letter as (
  select distinct citing_publication, seq from base.citation_category where letter in ('X', 'Y', 'I')
), made as (
  select c.citing_publication, c.seq, c.citing_patent_id, c.cited_patent_id, c.category is not null as is_categorised, l.seq is not null as is_blocking, p.legal_status <> 'unknown' as is_known
  from base.citation as c join base.patent as p on p.patent_id = c.cited_patent_id
  left join letter as l on l.citing_publication = c.citing_publication and l.seq = c.seq
  where c.citing_patent_id is not null and not coalesce(c.is_self, false)
), side as (
  select m.party_id, d.citing_publication, d.seq, d.is_categorised, d.is_blocking, d.is_known from made as d join member as m on m.patent_id = d.citing_patent_id
  union all
  select m.party_id, d.citing_publication, d.seq, d.is_categorised, d.is_blocking, d.is_known from made as d join member as m on m.patent_id = d.cited_patent_id
), summed as (
  select party_id, count(*) as citation_count, cast(sum(case when is_categorised then 1 else 0 end) as bigint) as categorised_count,
    cast(sum(case when is_blocking then 1 else 0 end) as bigint) as blocking_count, cast(sum(case when is_known then 1 else 0 end) as bigint) as known_count
  from side group by party_id
), shared as (
  select f.party_id, coalesce(s.citation_count, 0) as citation_count, coalesce(s.categorised_count, 0) as categorised_count, coalesce(s.blocking_count, 0) as blocking_count,
    cast(s.categorised_count as double) / cast(s.citation_count as double) as category_share, cast(s.known_count as double) / cast(s.citation_count as double) as status_share
  from measure.partner_party as f left join summed as s on s.party_id = f.party_id
)
select s.party_id, s.citation_count, s.categorised_count, s.blocking_count, s.category_share, s.status_share,
  case when s.citation_count = 0 then 'no_citations' when s.category_share < coalesce(m.value, 0.5) then 'category_coverage_low' when s.status_share < 0.5 then 'status_unknown' end as reason
from shared as s left join base.parameter as m on m.parameter = 'category_coverage_minimum'
