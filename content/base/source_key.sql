-- title: {zh: 来源标识到专利, en: Keys of sources resolved to patents}
-- about:
--   zh: 批量数据库（PATSTAT、PatentsView）的各表只以自己的标识指向专利，公开号也可能没有文献种类代码。这里把这些标识对应到专利：登记了该标识的申请；没有申请号的，登记了它的公开；只有号码的，号码唯一对应的专利。不唯一者不对应。同一标识下只有公开号的记录并入同一标识的申请。
--   en: The tables of bulk databases (PATSTAT, PatentsView) name patents by keys of their own, or by publication numbers without kind. Here such a key is resolved to the application registered under it, else the publication; a bare number to the one patent that has it. What is not unique is not resolved. Records with a publication number only join the application registered under the same key.
-- grain: [source_key]
-- columns:
--   source_key: {zh: 来源标识, en: key of the source, unit: code}
-- method: docs/methods/merge.md
with known as (
  select r.file, r.record, r.patent_id as document_id, r.publication_number, r.publication_kind, coalesce(k.patent_id, r.patent_id) as patent_id,
    case when k.patent_id is not null then 'application' else r.id_kind end as id_kind
  from raw.patent as r left join base.patent_key as k on k.source_patent_id = r.patent_id
  where r.patent_id is not null and r.id_kind <> 'source'
), alias as (
  select a.alias, k.document_id, k.publication_number, k.publication_kind, k.patent_id, k.id_kind
  from raw.patent_alias as a join known as k on k.file = a.file and k.record = a.record
), named as (
  select alias,
    min(case when id_kind = 'application' then patent_id end) as application_id, max(case when id_kind = 'application' then patent_id end) as last_application_id,
    min(case when id_kind <> 'application' then patent_id end) as other_id,
    min(publication_number) as publication_number, max(publication_number) as last_number, min(publication_kind) as publication_kind, max(publication_kind) as last_kind
  from alias group by alias
), unique_alias as (
  select alias, coalesce(application_id, other_id) as patent_id, case when application_id is not null then 'application' else 'publication' end as id_kind,
    case when publication_number = last_number then publication_number end as publication_number,
    case when publication_number = last_number and publication_kind = last_kind then publication_kind end as publication_kind
  from named where application_id is null or application_id = last_application_id
), sibling as (
  select a.document_id as source_key, min(u.patent_id) as patent_id, min(u.id_kind) as id_kind
  from alias as a join unique_alias as u on u.alias = a.alias
  where a.id_kind <> 'application' and u.patent_id <> a.document_id
  group by a.document_id having min(u.patent_id) = max(u.patent_id)
), bare_number as (
  select patent_id from raw.patent_part where id_kind = 'publication'
  union
  select patent_id from raw.patent where id_kind = 'publication' and publication_kind is null
), bare as (
  select k.publication_number as source_key, min(coalesce(s.patent_id, k.patent_id)) as patent_id, min(coalesce(s.id_kind, k.id_kind)) as id_kind,
    case when min(k.publication_kind) = max(k.publication_kind) then min(k.publication_kind) end as publication_kind
  from known as k join bare_number as b on b.patent_id = k.publication_number left join sibling as s on s.source_key = k.document_id
  where k.document_id <> k.publication_number or k.patent_id <> k.document_id
  group by k.publication_number having min(coalesce(s.patent_id, k.patent_id)) = max(coalesce(s.patent_id, k.patent_id))
), every as (
  select u.alias as source_key, coalesce(s.patent_id, u.patent_id) as patent_id, coalesce(s.id_kind, u.id_kind) as id_kind, u.publication_number, u.publication_kind, 1 as choice
  from unique_alias as u left join sibling as s on s.source_key = u.patent_id
  union all
  select source_key, patent_id, id_kind, null as publication_number, null as publication_kind, 2 as choice from sibling
  union all
  select source_key, patent_id, id_kind, source_key as publication_number, publication_kind, 3 as choice from bare
  union all
  select k.document_id as source_key, k.document_id as patent_id, 'publication' as id_kind, k.publication_number, null as publication_kind, 4 as choice
  from known as k join bare_number as b on b.patent_id = k.document_id where k.patent_id = k.document_id
), ranked as (
  select *, row_number() over (partition by source_key order by choice nulls last, patent_id nulls last) as place from every
)
select source_key, patent_id, id_kind, publication_number, publication_kind from ranked where place = 1
