-- title: {zh: 专利的申请人与发明人, en: Parties of a patent}
-- about:
--   zh: 每件专利、每种角色取合并规则最优的一条记录的名单；名单内同一主体只计一次。次序 seq 自 1 起，去掉的重复者留下空位。
--   en: For each patent and role the list of the best record by the merge rule; a party counts once in a list. Positions begin at 1; a repeated name leaves a gap.
-- grain: [patent_id, role, seq]
-- method: docs/methods/applicants.md
with placed as (
  select s.patent_id, s.source_order, s.source_count, p.role, p.seq, p.name_raw, p.name, p.country, p.region_code, p.address, p.postcode, p.party_type, p.uscc
  from raw.patent_party as p join base.patent_source as s on s.file = p.file and s.record = p.record
  where p.name is not null
  union all
  select s.patent_id, s.source_order, s.source_count, p.role, p.seq, p.name_raw, p.name, p.country, null as region_code, p.address, null as postcode, p.party_type, null as uscc
  from base.party_link as p join base.patent_source as s on s.file = p.file and s.record = p.record
), best as (
  select patent_id, role, min(source_order) as source_order from placed where source_count > 1 group by patent_id, role
), listed as (
  select p.* from placed as p left join best as b on b.patent_id = p.patent_id and b.role = p.role
  where p.source_count = 1 or b.source_order = p.source_order
), known as (
  select k.name, n.party_id, n.party_type, n.uscc from base.name_key as k join base.party_name as n on n.name_key = k.name_key
), named as (
  select l.patent_id, l.role, l.seq, coalesce(n.party_id, l.name) as party_id, l.name, l.name_raw, l.country, l.region_code, l.address, l.postcode,
    coalesce(l.party_type, n.party_type, 'unknown') as party_type, coalesce(l.uscc, n.uscc) as uscc
  from listed as l left join known as n on n.name = l.name
), beside as (
  select *, lag(party_id) over by_party as party_before, min(seq) over by_party as first_seq
  from named
  window by_party as (partition by patent_id, role order by party_id nulls last, seq nulls last rows between unbounded preceding and unbounded following)
)
select patent_id, role, seq - first_seq + 1 as seq, party_id, name, name_raw, country, region_code, address, postcode, party_type, uscc
from beside where party_before is null or party_before <> party_id
