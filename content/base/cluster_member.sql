-- title: {zh: 集群成员, en: Cluster members}
-- about:
--   zh: 集群与成员企业，按合并规则每对一行；加入、退出日期化为年份，空缺表示一直是成员。
--   en: A cluster and a member firm, one row a pair by the merge rule; dates of joining and leaving as years, blank where always a member.
-- grain: [cluster_id, firm_id]
-- columns:
--   start_year: {zh: 加入年份, en: year joined, unit: year}
--   end_year: {zh: 退出年份, en: year left, unit: year}
-- method: docs/methods/merge.md
with ranked as (
  select *, row_number() over (partition by cluster_id, firm_id order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as source_order
  from raw.cluster_member where cluster_id is not null and firm_id is not null
), spans as (
  select cluster_id, firm_id, min(valid_from) as valid_from, case when count(*) = count(valid_to) then max(valid_to) end as valid_to, count(*) as source_count
  from ranked group by cluster_id, firm_id
)
select r.cluster_id, r.firm_id, r.role, s.valid_from, s.valid_to, cast(extract(year from s.valid_from) as integer) as start_year, cast(extract(year from s.valid_to) as integer) as end_year,
  r.batch, r.file, r.record, s.source_count
from ranked as r join spans as s on s.cluster_id = r.cluster_id and s.firm_id = r.firm_id where r.source_order = 1
