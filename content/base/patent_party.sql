-- title: {zh: 专利的申请人与发明人, en: Parties of a patent}
-- about:
--   zh: 每件专利、每种角色取合并规则最优的一条记录的名单；名单内同一主体只计一次。次序 seq 自 1 起，去掉的重复者留下空位。
--   en: For each patent and role the list of the best record by the merge rule; a party counts once in a list. Positions begin at 1; a repeated name leaves a gap.
-- grain: [patent_id, role, seq]
-- method: docs/methods/applicants.md
with best as (
  select s.patent_id, p.role, min(s.source_order) as source_order
  from (select file, record, role from raw.patent_party where name is not null union all select file, record, role from base.party_link) as p
    join base.patent_source as s on s.file = p.file and s.record = p.record
  where s.source_count > 1 group by s.patent_id, p.role
), placed as (
  select s.patent_id, s.source_order, s.source_count, p.role, p.seq, p.name_raw, p.name, p.country, p.region_code, p.address, p.postcode, p.party_type, p.uscc
  from raw.patent_party as p join base.patent_source as s on s.file = p.file and s.record = p.record
  where p.name is not null
  union all
  select s.patent_id, s.source_order, s.source_count, p.role, p.seq, p.name_raw, p.name, p.country, null as region_code, p.address, null as postcode, p.party_type, null as uscc
  from base.party_link as p join base.patent_source as s on s.file = p.file and s.record = p.record
), known as (
  select k.name, n.party_id, n.party_type, n.uscc from base.name_key as k join base.party_name as n on n.name_key = k.name_key
), named as (
  select l.patent_id, l.role, l.seq, coalesce(n.party_id, l.name) as party_id, l.name, l.name_raw, l.country, l.region_code, l.address, l.postcode,
    coalesce(l.party_type, n.party_type, 'unknown') as party_type, coalesce(l.uscc, n.uscc) as uscc
  from placed as l left join best as b on b.patent_id = l.patent_id and b.role = l.role left join known as n on n.name = l.name
  where l.source_count = 1 or b.source_order = l.source_order
), list as (
  select patent_id, role, min(seq) as first_seq, count(*) as entry_count from named group by patent_id, role having count(*) > 1 or min(seq) <> 1
), repeated as (
  select n.patent_id, n.role, n.party_id, min(n.seq) as seq from named as n join list as l on l.patent_id = n.patent_id and l.role = n.role
  where l.entry_count > 1 group by n.patent_id, n.role, n.party_id having count(*) > 1
), opening as (
  select patent_id, role, first_seq from list where first_seq <> 1
)
select n.patent_id, n.role, n.seq - coalesce(o.first_seq, 1) + 1 as seq, n.party_id, n.name, n.name_raw, n.country, n.region_code, n.address, n.postcode,
  n.party_type, n.uscc
from named as n left join repeated as r on r.patent_id = n.patent_id and r.role = n.role and r.party_id = n.party_id
  left join opening as o on o.patent_id = n.patent_id and o.role = n.role
where r.party_id is null or r.seq = n.seq
