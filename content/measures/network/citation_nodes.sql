-- title: {zh: 引证网络中的专利, en: Patents in the citation network}
-- about:
--   zh: 库内专利互引的网络（一件专利一个结点，施引与被引都在库内才成一条弧）中每件专利的度量：引用数、被引数、PageRank、弱连通分量、核数、Leiden 社区、五年窗口（1826 天，按申请日，严格晚于该专利者才计）的颠覆指数 CD 与 mCD、技术循环时间、临界度。没有任何库内引证的专利不在网络中。库内没有参考文献的专利不给 CD（否则恒为 1）；申请日不明的不给 CD。同族不合并，自引不剔除；实用新型没有审查员引证。社区、分量按大小编号，0 最大。
--   en: "Measures of each patent in the network of citations between patents in the data (an arc where both are in it): references, citations, PageRank, weak component, core number, Leiden community, disruption CD and mCD within five years (1,826 days by filing date, citing patents strictly later), technology cycle time, criticality. Patents without any such citation are not in the network. Patents without references in the data have no CD (theirs would always be 1), nor those without a filing date. Families are not merged, self-citations are kept. Communities and components are numbered by size from 0."
-- grain: [patent_id]
-- count: patent
-- columns:
--   reference_count: {zh: 库内参考文献数, en: references in the data, unit: count}
--   citing_count: {zh: 库内施引专利数, en: citing patents in the data, unit: count}
--   pagerank: {zh: 引证 PageRank, en: citation PageRank, unit: ratio}
--   component: {zh: 弱连通分量（按大小编号）, en: weak component (by size), unit: code}
--   core: {zh: 核数, en: core number, unit: count}
--   community: {zh: 引证社区（按大小编号）, en: citation community (by size), unit: code}
--   cd_index: {zh: 颠覆指数 CD（五年）, en: disruption CD (five years), unit: ratio}
--   mcd_index: {zh: 加权颠覆指数 mCD（五年）, en: disruption mCD (five years), unit: ratio}
--   window_citing_count: {zh: 窗口内被引 I, en: citations in the window (I), unit: count}
--   focal_count: {zh: 只引该专利的 N_i, en: citing it alone (N_i), unit: count}
--   both_count: {zh: 兼引其参考文献的 N_j, en: citing it and its references (N_j), unit: count}
--   reference_only_count: {zh: 只引其参考文献的 N_k, en: citing its references alone (N_k), unit: count}
--   cycle_time: {zh: 技术循环时间, en: technology cycle time, unit: years}
--   criticality: {zh: 临界度（离最长路径差几条弧）, en: criticality (arcs short of the longest path), unit: count}
-- kernel: {name: citation_nodes, options: {window: "1826"}}
-- method: docs/methods/network-measures.md
select c.citing_patent_id as patent_id, c.cited_patent_id, p.application_date, q.application_date as cited_date
from base.citation as c
left join base.patent as p on p.patent_id = c.citing_patent_id
left join base.patent as q on q.patent_id = c.cited_patent_id
where c.citing_patent_id is not null and c.cited_patent_id is not null and c.citing_patent_id <> c.cited_patent_id
