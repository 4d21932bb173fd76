-- title: {zh: 集群产值位次与梯队, en: Clusters by output with tiers}
-- about:
--   zh: 每年、每种口径各排一次，口径不同不同排。数值取同一口径内状态最优者（公布、审核、申报）。区间：其余状态的数值与历次数值相对采用值之差，不分年份汇总，取第 ⌈(m+1)·80%⌉ 小者为可能的修订幅度 revision_share（不足 10 个则不详）；区间为采用值 ± 该幅度，并含同一口径的其他数值。幅度不详而该集群有多个数值的，取其最小到最大（figures）；只有一个数值的不给区间（none）。梯队：由大到小，区间上限不低于本梯队第一名下限者同属一个梯队，即差距在修订幅度之内，不分先后。位次区间：确定大于它的个数加 1，到可能不小于它的个数。幅度只反映统计修订，不含口径和漏报。
--   en: Ranked by year and definition; definitions are not ranked together. The figure is the best of its definition by status (published, reviewed, reported). Interval; the differences of the figures of other statuses, and of earlier vintages, from the figure taken are pooled over the years, and the ⌈(m+1)·80 %⌉-th smallest is the likely revision revision_share (unknown with fewer than ten); the figure ± that, and the other figures of the same definition. Where it is unknown, least to most of the cluster's figures (figures), or none with one figure. Tier; from the top, those whose upper bound is not below the lower bound of the tier's first. The interval of ranks goes from those surely larger plus one to those perhaps not smaller. It tells of revisions alone, not of definitions or gaps.
-- grain: [year, definition, cluster_id]
-- count: cluster
-- columns:
--   definition: {zh: 口径, en: definition, unit: text}
--   figure_status: {zh: 数据状态, en: status of the figure, unit: code}
--   output_cny: {zh: 产值, en: output, unit: cny}
--   low_cny: {zh: 下限, en: lower bound, unit: cny}
--   high_cny: {zh: 上限, en: upper bound, unit: cny}
--   interval_basis: {zh: 区间依据, en: basis of the interval, unit: code}
--   revision_share: {zh: 可能的修订幅度（80%）, en: likely revision (80 %), unit: share}
--   difference_count: {zh: 依据的差数, en: differences it rests on, unit: count}
--   ranked_count: {zh: 参加排名的集群数, en: clusters ranked, unit: count}
--   rank: {zh: 位次, en: rank, unit: rank}
--   rank_best: {zh: 可能的最前位次, en: best rank, unit: rank}
--   rank_worst: {zh: 可能的最后位次, en: worst rank, unit: rank}
--   tier: {zh: 梯队, en: tier, unit: rank}
-- method: docs/methods/clusters.md
with recursive figure as (
  select o.year, o.definition, o.entity_id as cluster_id, o.status, o.source,
    o.value * case o.unit when '亿元' then cast(100000000 as double) when '万元' then cast(10000 as double) else cast(1 as double) end as output_cny,
    row_number() over (partition by o.year, o.definition, o.entity_id order by coalesce(r.preference, 9) nulls last, o.as_of_date desc nulls last, o.source nulls last, o.status nulls last) as place
  from base.observation as o left join base.observation_rule as r on r.status = o.status and o.year >= r.from_year and o.year <= r.to_year
  where o.entity_type = 'cluster' and o.indicator in ('output_cny', 'I01') and o.value > 0
), taken as (
  select f.year, f.definition, f.cluster_id, min(case when f.place = 1 then f.status end) as figure_status, min(case when f.place = 1 then f.source end) as source,
    min(case when f.place = 1 then f.output_cny end) as output_cny, min(f.output_cny) as least_cny, max(f.output_cny) as most_cny, count(*) as figure_count
  from figure as f group by f.year, f.definition, f.cluster_id
), difference as (
  select abs(f.output_cny / cast(t.output_cny as double) - 1) as size
  from figure as f join taken as t on t.year = f.year and t.definition = f.definition and t.cluster_id = f.cluster_id where f.place > 1
  union all
  select abs(change_share) as size from base.observation_revision where entity_type = 'cluster' and indicator in ('output_cny', 'I01') and not is_latest and change_share is not null
), placed as (
  select size, row_number() over (order by size nulls last) as place, count(*) over () as difference_count from difference
), width as (
  select max(difference_count) as difference_count, min(case when difference_count >= 10 and place >= cast(difference_count + 1 as double) * 0.8 then size end) as revision_share from placed
), bounded as (
  select t.*, w.revision_share, coalesce(w.difference_count, 0) as difference_count,
    case when w.revision_share is not null then 'revisions' when t.figure_count > 1 then 'figures' else 'none' end as interval_basis,
    case when w.revision_share is null and t.figure_count = 1 then null when w.revision_share is not null and t.output_cny * (1 - w.revision_share) < t.least_cny then t.output_cny * (1 - w.revision_share) else t.least_cny end as low_cny,
    case when w.revision_share is null and t.figure_count = 1 then null when w.revision_share is not null and t.output_cny * (1 + w.revision_share) > t.most_cny then t.output_cny * (1 + w.revision_share) else t.most_cny end as high_cny,
    rank() over (partition by t.year, t.definition order by t.output_cny desc nulls last) as rank,
    count(*) over (partition by t.year, t.definition) as ranked_count
  from taken as t cross join width as w
), span as (
  select a.year, a.definition, a.cluster_id, 1 + sum(case when b.low_cny > a.high_cny then 1 else 0 end) as rank_best, sum(case when b.high_cny >= a.low_cny then 1 else 0 end) as rank_worst
  from bounded as a join bounded as b on b.year = a.year and b.definition = a.definition
  where a.low_cny is not null and b.low_cny is not null
  group by a.year, a.definition, a.cluster_id
), line as (
  select year, definition, cluster_id, low_cny, high_cny, row_number() over (partition by year, definition order by output_cny desc nulls last, cluster_id nulls last) as position
  from bounded where low_cny is not null
), step as (
  select a.year, a.definition, a.position, min(b.position) as next_position
  from line as a join line as b on b.year = a.year and b.definition = a.definition and b.position > a.position and b.high_cny < a.low_cny
  group by a.year, a.definition, a.position
), leader as (
  select distinct year, definition, cast(1 as bigint) as position, cast(1 as bigint) as tier from line
  union all
  select s.year, s.definition, s.next_position, l.tier + 1 from leader as l join step as s on s.year = l.year and s.definition = l.definition and s.position = l.position
), tiered as (
  select n.year, n.definition, n.cluster_id, max(l.tier) as tier
  from line as n join leader as l on l.year = n.year and l.definition = n.definition and l.position <= n.position
  group by n.year, n.definition, n.cluster_id
)
select b.year, b.definition, b.cluster_id, k.name as cluster_name, b.figure_status, b.source, cast(b.output_cny as decimal(20, 2)) as output_cny,
  cast(b.low_cny as decimal(20, 2)) as low_cny, cast(b.high_cny as decimal(20, 2)) as high_cny, b.interval_basis, b.revision_share, b.difference_count, b.ranked_count,
  b.rank, cast(s.rank_best as bigint) as rank_best, cast(s.rank_worst as bigint) as rank_worst, t.tier
from bounded as b
left join span as s on s.year = b.year and s.definition = b.definition and s.cluster_id = b.cluster_id
left join tiered as t on t.year = b.year and t.definition = b.definition and t.cluster_id = b.cluster_id
left join base.cluster as k on k.cluster_id = b.cluster_id
