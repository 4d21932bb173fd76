-- title: {zh: 环节历年专利运营与争议, en: Use and disputes of nodes by year}
-- about:
--   zh: 每个环节每年发生转让、许可、质押、诉讼、无效的专利件数（三种类型合计，一件一年同类计一次）。
--   en: Patents of each node with a transfer, licence, pledge, lawsuit or invalidation in a year (all types, each once a year and class).
-- grain: [node_id, event_class, year]
-- count: patent
-- columns:
--   node_id: {zh: 环节, en: node, unit: code}
--   event_class: {zh: 事件类别, en: class of event, unit: code}
-- method: docs/methods/navigation.md
select m.node_id, e.event_class, e.event_year as year, count(distinct e.patent_id) as patent_count
from base.legal_event as e join base.chain_patent as m on m.patent_id = e.patent_id
where e.event_class in ('transfer', 'licence', 'pledge', 'litigation', 'invalidation') and e.event_year is not null
group by m.node_id, e.event_class, e.event_year
