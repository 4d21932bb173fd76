-- title: {zh: 发现的集群的成员, en: Members of clusters found}
-- about:
--   zh: 按各种依据发现的集群与其成员企业。编号为依据（G 空间密度，T 空间与技术，S 供应关系，I 发明人）加行业大类、IPC 小类或技术领域，再加成员最多的城市，如 G39-370700；不按大小编号，少数企业进出不改编号。同依据、同行业、同城市有几个集群时，各加其成立最早的成员企业代码末六位。一家企业在一种依据下至多属于一个集群；按发明人的，一家企业可在几个技术领域里各有发明人。
--   en: "Clusters found on each basis with their member firms. An id is the basis (G density in space, T space and technology, S supply links, I inventors), the industry division, IPC subclass or technology field, and the city of most members, such as G39-370700: not numbered by size, it stays when a few firms come and go. Where several of one basis and industry share a city each has the last six characters of its earliest founded member's code. A firm is in one cluster of a basis at most; by inventors it may have some in several fields."
-- grain: [found_id, firm_id]
-- count: firm
-- columns:
--   found_id: {zh: 发现的集群, en: cluster found, unit: code}
--   basis: {zh: 依据, en: basis, unit: code}
--   found_group: {zh: 行业大类、小类或技术领域, en: "industry division, subclass or field", unit: code}
--   is_core: {zh: 核心企业, en: core firm, unit: flag}
--   stability: {zh: 成员稳定度, en: stability of the member, unit: share}
--   inventor_count: {zh: 本领域发明人数, en: inventors in the field, unit: count}
-- method: docs/methods/cluster-identification.md
with part as (
  select 'G' || industry || '/' || cast(cluster as varchar) as part_id, 'space' as basis, industry as found_group, id as firm_id, core as is_core, stability, cast(null as bigint) as inventor_count
  from measure.found_density
  union all
  select 'T' || cast(cluster as varchar) as part_id, 'joint' as basis, item as found_group, id as firm_id, core as is_core, stability, cast(null as bigint) as inventor_count
  from measure.found_joint
  union all
  select 'S' || cast(f.cluster as varchar) as part_id, 'supply' as basis, cast(null as varchar) as found_group, f.node as firm_id, cast(null as boolean) as is_core, cast(null as double) as stability, cast(null as bigint) as inventor_count
  from measure.found_supply as f join (select cluster from measure.found_supply group by cluster having count(*) >= 5) as k on k.cluster = f.cluster
  union all
  select 'I' || f.industry || '/' || cast(f.cluster as varchar) as part_id, 'inventor' as basis, f.industry as found_group, f.id as firm_id, f.core as is_core, f.stability, s.inventor_count
  from measure.found_inventor as f
  join (select industry, cluster from measure.found_inventor group by industry, cluster having count(*) >= 3) as k on k.industry = f.industry and k.cluster = f.cluster
  join (select site_firm_id, field_number, count(*) as inventor_count from measure.inventor_site where site_firm_id is not null group by site_firm_id, field_number) as s on s.site_firm_id = f.id and s.field_number = f.industry
), member as (
  select p.part_id, p.basis, p.found_group, p.firm_id, f.founded_date, substr(f.industry_code, 1, 2) as industry, r.prefecture_code
  from part as p left join base.firm as f on f.firm_id = p.firm_id left join base.region_map as r on r.region_code = f.region_code
), city as (
  select part_id, prefecture_code, row_number() over (partition by part_id order by count(*) desc nulls last, prefecture_code nulls last) as place
  from member where prefecture_code is not null group by part_id, prefecture_code
), trade as (
  select part_id, industry, row_number() over (partition by part_id order by count(*) desc nulls last, industry nulls last) as place
  from member where basis = 'supply' and industry is not null group by part_id, industry
), oldest as (
  select part_id, found_group, firm_id, row_number() over (partition by part_id order by founded_date nulls last, firm_id nulls last) as place from member
), stem as (
  select o.part_id, substr(o.part_id, 1, 1) || coalesce(o.found_group, t.industry, '') || '-' || coalesce(c.prefecture_code, '0') as stem, o.firm_id,
    case when length(o.firm_id) > 6 then substr(o.firm_id, length(o.firm_id) - 5) else o.firm_id end as ending
  from oldest as o left join city as c on c.part_id = o.part_id and c.place = 1 left join trade as t on t.part_id = o.part_id and t.place = 1 where o.place = 1
), told as (
  select part_id, stem, ending, count(*) over (partition by stem) as stem_count, row_number() over (partition by stem, ending order by firm_id nulls last, part_id nulls last) as place from stem
)
select case when t.stem_count = 1 then t.stem when t.place = 1 then t.stem || '-' || t.ending else t.stem || '-' || t.ending || '-' || cast(t.place as varchar) end as found_id,
  p.basis, p.found_group, p.firm_id, p.is_core, p.stability, p.inventor_count
from part as p join told as t on t.part_id = p.part_id
