-- title: {zh: 参与合作分析的主体, en: Parties compared as partners}
-- about:
--   zh: 企业、高校、科研机构等（不含个人），申请至少 3 件（base.parameter 的 partner_minimum）；按件数取前 4000 个，另加登记企业（base.firm）中件数最多的 2000 个，以限定两两比较的规模。少于 10 件的主体技术向量不稳（NBER w13322），warning 标出。有效件数只计法律状态已知者，全不知者为空。地区取其为第一申请人的专利中最多的设区市。
--   en: Firms, universities, institutes and other bodies (no individuals) with at least 3 patents (partner_minimum of base.parameter); the 4,000 with most patents, and of the firms registered in base.firm the 2,000 with most, which bounds the pairs compared. The profile of fewer than 10 patents is uncertain (NBER w13322); warning tells. Of patents in force only those of known status count; none known, none told. The prefecture is the most frequent one among patents of which the party is first applicant.
-- grain: [party_id]
-- order: [rank, party_id]
-- count: patent
-- columns:
--   in_force_count: {zh: 有效专利数, en: patents in force, unit: count}
--   first_year: {zh: 最早申请年, en: first filing year, unit: year}
--   last_year: {zh: 最晚申请年, en: last filing year, unit: year}
--   is_registered: {zh: 是否登记企业, en: registered firm, unit: flag}
-- method: docs/methods/partners.md
with filed as (
  select a.party_id, count(*) as patent_count, case when count(nullif(p.legal_status, 'unknown')) > 0 then cast(sum(case when p.legal_status = 'in_force' then 1 else 0 end) as bigint) end as in_force_count,
    min(p.application_year) as first_year, max(p.application_year) as last_year
  from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
  where a.role = 'applicant' group by a.party_id
), registered as (
  select distinct firm_id as uscc from base.firm
), ranked as (
  select f.*, y.name, y.party_type, y.country, y.uscc, r.uscc is not null as is_registered,
    row_number() over (order by f.patent_count desc nulls last, f.party_id nulls last) as rank,
    row_number() over (partition by r.uscc is not null order by f.patent_count desc nulls last, f.party_id nulls last) as own_rank
  from filed as f join base.party as y on y.party_id = f.party_id
  left join registered as r on r.uscc = y.uscc
  left join base.parameter as m on m.parameter = 'partner_minimum'
  where y.party_type <> 'individual' and f.patent_count >= coalesce(m.value, 3)
), chosen as (
  select * from ranked where rank <= 4000 or is_registered and own_rank <= 2000
), located as (
  select a.party_id, g.prefecture_code, row_number() over (partition by a.party_id order by count(*) desc nulls last, g.prefecture_code nulls last) as place
  from chosen as c join base.patent_party as a on a.party_id = c.party_id and a.role = 'applicant' and a.seq = 1
  join base.patent_region as g on g.patent_id = a.patent_id
  where g.prefecture_code is not null group by a.party_id, g.prefecture_code
)
select c.party_id, c.name, c.party_type, c.country, c.uscc, c.is_registered, l.prefecture_code, c.patent_count, c.in_force_count, c.first_year, c.last_year, c.rank,
  case when c.patent_count < 10 then 'few_patents' end as warning
from chosen as c left join located as l on l.party_id = c.party_id and l.place = 1
