-- title: {zh: 过千亿元集群数（按来源）, en: Clusters above 100 billion yuan by source}
-- about:
--   zh: 规划目标 T1、T3 的输入：各年各来源（申报、审核、公布、成员合计）给出产值的集群数与其中不低于 1000 亿元者。来源不混合，成员合计为下限。
--   en: "Input of targets T1 and T3: clusters with an output figure and those of 100 billion yuan or more, by year and source of the figure. Sources are never mixed; the sum of members is a lower bound."
-- grain: [figure_source, year]
-- count: cluster
-- columns:
--   figure_source: {zh: 数据来源类别, en: source of the figure, unit: code}
--   cluster_count: {zh: 有产值数的集群数, en: clusters with a figure, unit: count}
--   over_count: {zh: 不低于 1000 亿元的集群数, en: clusters of 100 billion yuan or more, unit: count}
-- method: docs/methods/clusters.md
with figure as (
  select entity_id as cluster_id, year, case when status = '' then 'unstated' else status end as figure_source, max(value) as value
  from base.observation where entity_type = 'cluster' and indicator = 'output_cny' group by entity_id, year, case when status = '' then 'unstated' else status end
  union all
  select cluster_id, year, 'sum_of_members' as figure_source, cast(member_output_cny as double) as value from measure.cluster_output where member_output_cny is not null
)
select figure_source, year, count(*) as cluster_count, sum(case when value >= 100000000000 then 1 else 0 end) as over_count
from figure group by figure_source, year
