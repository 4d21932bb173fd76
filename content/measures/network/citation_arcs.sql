-- title: {zh: 引证弧的搜索路径权与主路径, en: Search path weights and main paths}
-- about:
--   zh: 库内专利互引的每条弧（知识由被引流向施引）的 SPC、SPLC、SPNP 权，以及它是否在按 SPC 的全局、前向局部、后向局部、关键路径（最重 10 条弧）主路径上。环（互引）并为一点，环内的弧 is_altered 为是、权为 0，不悄悄删除。超出浮点范围的计数为空，占总流量之比 spc_share 总有值。整个库的主路径跨越技术领域；某一领域的主路径见“主路径”页。
--   en: "SPC, SPLC and SPNP of each citation between patents in the data (knowledge flows from cited to citing), and whether it lies on the global, local forward, local backward or key-route (10 heaviest arcs) main path by SPC. Cycles are condensed: arcs within one are marked is_altered and weigh 0, none is dropped silently. Counts beyond what a double holds are null; spc_share, the part of all search paths, always has a value. The main path of the whole data runs across technologies; the page Main path finds that of a field."
-- grain: [cited_patent_id, patent_id]
-- count: patent
-- columns:
--   cited_patent_id: {zh: 被引专利, en: cited patent, unit: code}
--   patent_id: {zh: 施引专利, en: citing patent, unit: code}
--   spc: {zh: SPC 权, en: SPC weight, unit: count}
--   splc: {zh: SPLC 权, en: SPLC weight, unit: count}
--   spnp: {zh: SPNP 权, en: SPNP weight, unit: count}
--   spc_share: {zh: SPC 占总流量, en: SPC over total flow, unit: share}
--   is_global: {zh: 在全局主路径上, en: on the global main path, unit: flag}
--   is_forward: {zh: 在前向局部主路径上, en: on the local forward main path, unit: flag}
--   is_backward: {zh: 在后向局部主路径上, en: on the local backward main path, unit: flag}
--   is_key_route: {zh: 在关键路径上, en: on a key route, unit: flag}
--   is_altered: {zh: 环上被改动的弧, en: altered for a cycle, unit: flag}
-- kernel: {name: citation_arcs}
-- method: docs/methods/main-paths.md
select c.citing_patent_id as patent_id, c.cited_patent_id
from base.citation as c
where c.citing_patent_id is not null and c.cited_patent_id is not null and c.citing_patent_id <> c.cited_patent_id
