-- title: {zh: 声明完整的总体, en: Populations stated complete}
-- about:
--   zh: 每个声明完整的批次是一个总体：来源、检索式、地区 × 技术 × 期间 × 类型与截止日。占比、RTA、HHI、LQ 只在总体内有意义。
--   en: Each batch that states completeness is a population (source, query, place × technology × period × type, cut-off). Shares, RTA, HHI and LQ mean something only within one.
-- grain: [population]
-- method: docs/methods/coverage.md
select batch as population, batch, complete_source, complete_query, complete_place, complete_technology, complete_office, complete_type,
  complete_from, complete_to, cutoff_date
from base.batch where is_complete
