-- title: {zh: 引证类别的覆盖, en: Coverage of citation categories}
-- about:
--   zh: 按施引专利的受理局：两端都在库内的非自引引证中，来源给出类别（X、Y、A 等）的有多少。中国公布文献与美国专利通常不给类别，欧专局、世界知识产权组织检索报告给出；比例低时，阻挡关系与交叉许可不能评估。被引专利法律状态已知的比例（status_share）低时，许可与有效的阻挡也不能评估。
--   en: By office of the citing patent, of the citations with both ends in the data (self-citations apart) how many have a category (X, Y, A …). Chinese and US documents mostly give none, search reports of the EPO and WIPO do; where the share is low, blocking and cross-licensing cannot be assessed; nor can licences and blocking in force where the share of cited patents of known legal status (status_share) is low.
-- grain: [office]
-- count: citation
-- columns:
--   citation_count: {zh: 引证数, en: citations, unit: count}
--   categorised_count: {zh: 有类别的引证, en: citations with a category, unit: count}
--   blocking_count: {zh: X、Y、I 类引证, en: "citations X, Y or I", unit: count}
--   category_share: {zh: 类别覆盖率, en: share with a category, unit: share}
--   status_share: {zh: 法律状态已知率, en: share of known legal status, unit: share}
-- method: docs/methods/partners.md
with letter as (
  select distinct citing_publication, seq from base.citation_category where letter in ('X', 'Y', 'I')
)
select p.office, count(*) as citation_count, count(c.category) as categorised_count, count(l.seq) as blocking_count,
  cast(count(c.category) as double) / cast(count(*) as double) as category_share,
  cast(sum(case when d.legal_status <> 'unknown' then 1 else 0 end) as double) / cast(count(*) as double) as status_share
from base.citation as c join base.patent as p on p.patent_id = c.citing_patent_id
left join base.patent as d on d.patent_id = c.cited_patent_id
left join letter as l on l.citing_publication = c.citing_publication and l.seq = c.seq
where c.cited_patent_id is not null and not coalesce(c.is_self, false)
group by p.office
