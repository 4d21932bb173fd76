-- title: {zh: 集群成员, en: Cluster members}
-- about:
--   zh: 集群与成员企业，按合并规则每对一行；加入、退出日期化为年份，空缺表示一直是成员。
--   en: A cluster and a member firm, one row a pair by the merge rule; dates of joining and leaving as years, blank where always a member.
-- grain: [cluster_id, firm_id]
-- columns:
--   start_year: {zh: 加入年份, en: year joined, unit: year}
--   end_year: {zh: 退出年份, en: year left, unit: year}
-- edits: cluster_member
-- method: docs/methods/merge.md
with ranked as (
  select *, row_number() over (partition by cluster_id, firm_id order by source_date desc nulls last, filled desc nulls last, file nulls last, record nulls last) as source_order
  from raw.cluster_member where cluster_id is not null and firm_id is not null
), spans as (
  select cluster_id, firm_id, min(valid_from) as valid_from, case when count(*) = count(valid_to) then max(valid_to) end as valid_to, count(*) as source_count
  from ranked group by cluster_id, firm_id
), edit as (
  select row_key, count(case when field = '' then 1 end) as removal_count,
    max(case when field = 'role' then coalesce(value_after, '') end) as role,
    max(case when field = 'valid_from' then coalesce(value_after, '') end) as valid_from,
    max(case when field = 'valid_to' then coalesce(value_after, '') end) as valid_to
  from raw.edit where table_name = 'cluster_member' group by row_key
), edited as (
  select r.cluster_id, r.firm_id, case when e.role is null then r.role else nullif(e.role, '') end as role,
    case when e.valid_from is null then s.valid_from else cast(nullif(e.valid_from, '') as date) end as valid_from,
    case when e.valid_to is null then s.valid_to else cast(nullif(e.valid_to, '') as date) end as valid_to,
    r.batch, r.file, r.record, s.source_count
  from ranked as r join spans as s on s.cluster_id = r.cluster_id and s.firm_id = r.firm_id
  left join edit as e on e.row_key = replace(replace(r.cluster_id, '%', '%25'), '|', '%7C') || '|' || replace(replace(r.firm_id, '%', '%25'), '|', '%7C')
  where r.source_order = 1 and coalesce(e.removal_count, 0) = 0
)
select cluster_id, firm_id, role, valid_from, valid_to, cast(extract(year from valid_from) as integer) as start_year, cast(extract(year from valid_to) as integer) as end_year,
  batch, file, record, source_count
from edited
