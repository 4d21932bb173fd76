-- title: {zh: 环节的专利, en: Patents of a node}
-- about:
--   zh: 环节的专利：分类号在环节所列分类号之下（class），或题名、摘要符合环节的检索式且有分类号在产业链的范围小类内（query），或两者（both）。上级环节含其各下级环节的专利，每件一次；整链为 depth 0 的环节。一件专利可属多个环节，各环节之和不等于整链。
--   en: The patents of a node. They have a class under one of the node's (class), or title or abstract meet its query and they have a class within the chain's scope (query), or both. A node holds the patents of the nodes below, each once; the chain is the node of depth 0. A patent may be of several nodes, so nodes do not add up to the chain.
-- grain: [node_id, patent_id]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   membership: {zh: 归属依据, en: why it belongs, unit: code}
-- method: docs/methods/chains.md
with rolled as (
  select a.above_id as node_id, m.patent_id, bool_or(m.by_class) as by_class, bool_or(m.by_query) as by_query
  from base.chain_member as m join base.chain_above as a on a.node_id = m.node_id
  group by a.above_id, m.patent_id
)
select node_id, patent_id, case when by_class and by_query then 'both' when by_class then 'class' else 'query' end as membership
from rolled
