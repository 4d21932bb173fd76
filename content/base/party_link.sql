-- title: {zh: 以标识相连的当事人, en: Parties joined by keys}
-- about:
--   zh: 批量数据库把人名、地点放在另外的表里（PATSTAT tls206、PatentsView g_location）；这里把它们接到专利的各行上。缺人名表的行不出现。
--   en: Bulk databases keep names and places in tables of their own; here they are joined to the rows of patents. Rows without their name are left out.
-- grain: [file, record, role, seq, name]
-- method: docs/methods/merge.md
with person as (
  select entry_key, min(name_raw) as name_raw, min(name) as name, min(country) as country, min(address) as address, min(party_type) as party_type
  from raw.source_entry where entry_kind = 'person' group by entry_key
), place as (
  select entry_key, min(country) as country, min(address) as address from raw.source_entry where entry_kind = 'place' group by entry_key
)
select l.file, l.record, l.role, coalesce(l.seq, 1) as seq, coalesce(l.name_raw, p.name_raw) as name_raw, coalesce(l.name, p.name) as name,
  min(coalesce(p.country, o.country)) as country, min(coalesce(p.address, o.address)) as address, min(coalesce(l.party_type, p.party_type)) as party_type
from raw.party_link as l left join person as p on p.entry_key = l.person_key left join place as o on o.entry_key = l.place_key
where coalesce(l.name, p.name) is not null
group by l.file, l.record, l.role, coalesce(l.seq, 1), coalesce(l.name_raw, p.name_raw), coalesce(l.name, p.name)
