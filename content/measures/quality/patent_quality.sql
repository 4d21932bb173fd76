-- title: {zh: 专利质量指标, en: Patent quality indicators}
-- about:
--   zh: 每件专利的 OECD 质量指标（Squicciarini 等 2013）。同组为受理局 × 专利类型 × WIPO 主领域 × 申请年；被引按简单同族合并，只计库内施引，窗口为被引专利首次公开后 60、84 个月；自引不剔除而另列。实用新型与外观设计不给任何引证指标，也没有质量指数（reason = type_not_ranked）。空值是未知，不是 0：来源不载引证、同族或权利要求数的，相应指标为空。is_forward5_complete 为假者窗口未满，被引偏低。
--   en: OECD quality indicators of each patent (Squicciarini et al. 2013). A cohort is office × type × main WIPO field × filing year; citations are counted by simple families, from patents in the data only, within 60 and 84 months of the cited patent's first publication; self-citations are kept and stand apart. Utility models and designs have no citation indicators and no index (reason type_not_ranked). A null is unknown, not 0. Where is_forward5_complete is false the window is not over yet and counts are low.
-- grain: [patent_id]
-- count: patent
-- columns:
--   cohort_count: {zh: 同组专利数, en: patents in the cohort, unit: count}
--   scope: {zh: 专利范围（IPC 小类数）, en: scope (IPC subclasses), unit: count}
--   family_size: {zh: 同族受理局数, en: family size (offices), unit: count}
--   grant_lag_days: {zh: 授权时滞（天）, en: grant lag (days), unit: day}
--   grant_lag_index: {zh: 授权时滞指数, en: grant lag index, unit: index 0-1}
--   claims: {zh: 权利要求数, en: claims, unit: count}
--   claims_per_backward: {zh: 权利要求数/后引数, en: claims per backward citation, unit: ratio}
--   backward: {zh: 后引（引用的专利数）, en: backward citations, unit: count}
--   backward_self: {zh: 其中自引, en: of them self-citations, unit: count}
--   npl: {zh: 引用的非专利文献数, en: non-patent literature cited, unit: count}
--   npl_share: {zh: 非专利文献占比, en: share of non-patent literature, unit: share}
--   forward5: {zh: 5 年被引, en: forward citations in 5 years, unit: count}
--   forward7: {zh: 7 年被引, en: forward citations in 7 years, unit: count}
--   forward5_self: {zh: 5 年被引中的自引, en: self-citations in 5 years, unit: count}
--   forward7_self: {zh: 7 年被引中的自引, en: self-citations in 7 years, unit: count}
--   forward5_xy: {zh: 5 年 X/Y/I 类被引, en: X Y I citations in 5 years, unit: count}
--   generality: {zh: 通用性, en: generality, unit: index 0-1}
--   originality: {zh: 原创性, en: originality, unit: index 0-1}
--   radicalness: {zh: 激进性, en: radicalness, unit: index 0-1}
--   cycle_time: {zh: 技术循环周期（年）, en: technology cycle time (years), unit: years}
--   quality4: {zh: 质量指数（4 项）, en: quality index (4), unit: index 0-1}
--   quality6: {zh: 质量指数（6 项）, en: quality index (6), unit: index 0-1}
--   forward5_percentile: {zh: 5 年被引的同组百分位, en: percentile of forward citations, unit: share}
--   scope_percentile: {zh: 专利范围的同组百分位, en: percentile of scope, unit: share}
--   family_size_percentile: {zh: 同族规模的同组百分位, en: percentile of family size, unit: share}
--   grant_lag_index_percentile: {zh: 授权时滞指数的同组百分位, en: percentile of grant lag index, unit: share}
--   claims_percentile: {zh: 权利要求数的同组百分位, en: percentile of claims, unit: share}
--   backward_percentile: {zh: 后引的同组百分位, en: percentile of backward citations, unit: share}
--   generality_percentile: {zh: 通用性的同组百分位, en: percentile of generality, unit: share}
--   originality_percentile: {zh: 原创性的同组百分位, en: percentile of originality, unit: share}
--   radicalness_percentile: {zh: 激进性的同组百分位, en: percentile of radicalness, unit: share}
--   quality4_percentile: {zh: 质量指数（4 项）的同组百分位, en: percentile of quality index (4), unit: share}
--   quality6_percentile: {zh: 质量指数（6 项）的同组百分位, en: percentile of quality index (6), unit: share}
--   is_breakthrough: {zh: 是否突破性（同组被引前 1%）, en: breakthrough (top 1 % of those cited), unit: flag}
--   is_forward5_complete: {zh: 5 年窗口是否已满, en: the 5 years are over, unit: flag}
--   is_forward7_complete: {zh: 7 年窗口是否已满, en: the 7 years are over, unit: flag}
-- kernel: {name: quality}
-- method: docs/methods/patent-quality.md
with day as (
  select office, patent_type, max(cutoff_date) as cutoff_date from base.coverage_year where date_basis = 'publication' group by office, patent_type
), claimed as (
  select patent_id, count(*) as claim_count from base.claim group by patent_id
)
select p.patent_id, p.application_date as filed, p.publication_date as published, p.grant_date as granted, d.cutoff_date as cutoff,
  p.office, p.patent_type, f.field_number as field, y.family_id as family, cast(null as varchar) as class, cast(null as varchar) as cites, cast(null as varchar) as cited_by,
  cast(null as varchar) as category, cast(null as boolean) as is_self, cast(null as boolean) as backward_known,
  cast(o.office_count as bigint) as family_size, cast(coalesce(p.claim_count, c.claim_count) as bigint) as claims, cast(null as bigint) as npl
from base.patent as p
left join day as d on d.office = p.office and d.patent_type = p.patent_type
left join base.patent_field as f on f.patent_id = p.patent_id and f.is_main
left join base.family as y on y.patent_id = p.patent_id and y.scope = 'simple'
left join base.family_office as o on o.patent_id = p.patent_id
left join claimed as c on c.patent_id = p.patent_id
union all
select patent_id, null, publication_date, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null
from base.publication where publication_date is not null
union all
select patent_id, null, null, null, null, null, null, null, null, symbol, null, null, null, null, null, null, null, null
from base.patent_class where scheme = 'ipc'
union all
select citing_patent_id, null, null, null, null, null, null, null, null, null, coalesce(cited_patent_id, cited_publication), null, category, is_self, null, null, null, null
from base.citation where citing_patent_id is not null
union all
select cited_patent_id, null, null, null, null, null, null, null, null, null, null, citing_publication, category, is_self, null, null, null, null
from base.citation where citing_patent_id is null and cited_patent_id is not null
union all
select s.patent_id, null, null, null, null, null, null, null, null, null, null, null, null, null, case when t.content = 'backward' then true end, null, null,
  case when t.content = 'npl' then cast(0 as bigint) end
from base.patent_source as s join base.source_content as t on t.file = s.file where t.content in ('backward', 'npl')
union all
select citing_patent_id, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, count(*)
from base.npl where citing_patent_id is not null group by citing_patent_id
