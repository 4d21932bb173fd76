-- title: {zh: 专利的申请人与发明人, en: Parties of a patent}
-- about:
--   zh: 每件专利、每种角色取合并规则最优的一条记录的名单；名单内同一主体只计一次，次序重排。
--   en: For each patent and role the list of the best record by the merge rule; a party counts once in a list, positions renumbered.
-- grain: [patent_id, role, seq]
-- method: docs/methods/applicants.md
with placed as (
  select s.patent_id, s.source_order, s.source_count, p.role, p.seq, p.name_raw, p.name, p.country, p.region_code, p.address, p.postcode, p.party_type, p.uscc
  from raw.patent_party as p join base.patent_source as s on s.file = p.file and s.record = p.record
  where p.name is not null
), best as (
  select patent_id, role, min(source_order) as source_order from placed where source_count > 1 group by patent_id, role
), listed as (
  select p.* from placed as p left join best as b on b.patent_id = p.patent_id and b.role = p.role
  where p.source_count = 1 or b.source_order = p.source_order
), named as (
  select l.patent_id, l.role, l.seq, coalesce(n.party_id, l.name) as party_id, l.name, l.name_raw, l.country, l.region_code, l.address, l.postcode,
    coalesce(l.party_type, n.party_type, 'unknown') as party_type, coalesce(l.uscc, n.uscc) as uscc
  from listed as l
  left join base.name_key as k on k.name = l.name
  left join base.party_name as n on n.name_key = k.name_key
), twice as (
  select patent_id, role, party_id, min(seq) as seq from named group by patent_id, role, party_id having count(*) > 1
)
select n.patent_id, n.role, row_number() over (partition by n.patent_id, n.role order by n.seq nulls last, n.party_id nulls last) as seq, n.party_id, n.name, n.name_raw,
  n.country, n.region_code, n.address, n.postcode, n.party_type, n.uscc
from named as n left join twice as t on t.patent_id = n.patent_id and t.role = n.role and t.party_id = n.party_id
where t.patent_id is null or t.seq = n.seq
