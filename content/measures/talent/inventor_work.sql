-- title: {zh: 主要发明人的专利, en: Patents of leading inventors}
-- about:
--   zh: 每一专利类型名次前 500（至少 3 件）的发明人的每件专利及其发明人数。
--   en: Each patent of the inventors ranked up to 500 within a type (three patents at least), with the number of its inventors.
-- grain: [party_id, patent_id]
-- count: patent
-- method: docs/methods/talent.md
with foremost as (
  select party_id, patent_type from measure.patents_by_inventor where rank <= 500 and patent_count >= 3
), invented as (
  select a.party_id, a.patent_id, p.patent_type, p.application_year from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id where a.role = 'inventor'
), own as (
  select i.party_id, i.patent_type, i.patent_id, i.application_year from invented as i join foremost as f on f.party_id = i.party_id and f.patent_type = i.patent_type
), team as (
  select patent_id, count(*) as inventor_count from base.patent_party where role = 'inventor' group by patent_id
)
select o.party_id, o.patent_type, o.patent_id, o.application_year, t.inventor_count from own as o join team as t on t.patent_id = o.patent_id
