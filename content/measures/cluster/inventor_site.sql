-- title: {zh: 发明人所在, en: Sites of inventors}
-- about:
--   zh: 最近 5 个申请年有发明、实用新型的每个发明人（消歧后的主体，一人一行）由专利推定的所在：专利文献没有发明人坐标，取其专利的第一申请人；过半数专利出自同一申请人，且该申请人在企业表里存续、有经纬度的，所在即该企业的坐标（site_state 为 placed）。过半数但该申请人没有坐标的为 nowhere，最多者并列而不过半的为 tied，分散不过半的为 scattered，都不定位、不猜测。高校、院所列入企业表并有坐标的同样定位；只有地址或区划的不按城市中心定位。field_number 为其专利最多的 WIPO 技术领域（按分类号比例；并列取编号小者并标出）。同名者可能不是一人：circle_count 大于 1 时存疑。
--   en: The site of every inventor (resolved party, one row a person) of inventions and utility models of the last 5 filing years, derived from patents, which give no coordinates of inventors. It is the place of the first applicant of more than half of the inventor's patents, if that is an active firm with coordinates (site_state placed). Where that applicant has none the state is nowhere; tied where the most are shared by several without a majority; scattered where no one has a majority. None of these is placed, nothing is guessed. Universities and institutes in the firm table with coordinates count alike; an address or division alone is not put at a city's centre. field_number is the WIPO field of most of the patents (by share of symbols; the lowest number among equals, told). Namesakes may be several persons; more than one circle is a doubt.
-- grain: [party_id]
-- count: patent
-- columns:
--   window_from: {zh: 期间起（申请年）, en: first filing year counted, unit: year}
--   window_to: {zh: 期间止（申请年）, en: last filing year counted, unit: year}
--   site_state: {zh: 定位情况, en: state of the site, unit: code}
--   site_firm_id: {zh: 所在企业, en: firm of the site, unit: code}
--   site_patent_count: {zh: 出自最多的申请人的专利, en: patents of the applicant with most, unit: count}
--   site_share: {zh: 其占比, en: its share, unit: share}
--   field_number: {zh: 技术领域（WIPO）, en: technology field (WIPO), unit: code}
--   is_field_tied: {zh: 领域是否并列, en: field is tied, unit: flag}
--   circle_count: {zh: 合作圈数, en: circles, unit: count}
-- method: docs/methods/cluster-identification.md
with firm_key as (
  select k.name_key, min(f.firm_id) as firm_id from base.firm as f join base.name_key as k on k.name = f.name group by k.name_key having count(*) = 1
), matched as (
  select n.party_id, coalesce(min(f.firm_id), min(k.firm_id)) as firm_id
  from base.party_name as n left join base.firm as f on f.firm_id = n.party_id left join firm_key as k on k.name_key = n.name_key
  where f.firm_id is not null or k.firm_id is not null group by n.party_id
), latest as (
  select max(application_year) as window_to from base.patent
), filed as (
  select p.patent_id, l.window_to from base.patent as p cross join latest as l
  where p.application_year > l.window_to - 5 and p.patent_type in ('invention', 'utility_model')
), lead as (
  select a.patent_id, a.party_id, row_number() over (partition by a.patent_id order by a.seq nulls last, a.party_id nulls last) as place
  from base.patent_party as a join filed as f on f.patent_id = a.patent_id where a.role = 'applicant'
), work as (
  select distinct a.party_id, a.patent_id, f.window_to from base.patent_party as a join filed as f on f.patent_id = a.patent_id where a.role = 'inventor' and a.party_id is not null
), grouped as (
  select w.party_id, coalesce(m.firm_id, l.party_id) as applicant, max(m.firm_id) as firm_id, count(*) as n, max(w.window_to) as window_to
  from work as w left join lead as l on l.patent_id = w.patent_id and l.place = 1 left join matched as m on m.party_id = l.party_id
  group by w.party_id, coalesce(m.firm_id, l.party_id)
), ranked as (
  select party_id, firm_id, applicant, n, window_to, sum(n) over (partition by party_id) as patent_count, count(*) over (partition by party_id, n) as equal_count,
    row_number() over (partition by party_id order by n desc nulls last, applicant nulls last) as place
  from grouped
), field as (
  select w.party_id, c.field_number, sum(c.field_share) as weight from work as w join base.patent_field as c on c.patent_id = w.patent_id group by w.party_id, c.field_number
), main as (
  select party_id, field_number, count(*) over (partition by party_id, weight) as equal_count, row_number() over (partition by party_id order by weight desc nulls last, field_number nulls last) as place from field
), circle as (
  select party_id, max(circle_count) as circle_count from measure.inventor_circles where patent_type in ('invention', 'utility_model') group by party_id
), judged as (
  select r.*, case when r.applicant is not null and 2 * r.n > r.patent_count then case when f.firm_id is not null then 'placed' else 'nowhere' end when r.equal_count > 1 then 'tied' else 'scattered' end as site_state
  from ranked as r left join base.firm as f on f.firm_id = r.firm_id and f.closed_date is null and coalesce(f.status, 'active') = 'active'
    and f.latitude between -90 and 90 and f.longitude between -180 and 180 and not (f.latitude = 0 and f.longitude = 0)
  where r.place = 1
)
select j.party_id, j.window_to - 4 as window_from, j.window_to, cast(j.patent_count as bigint) as patent_count, j.site_state, case when j.site_state = 'placed' then j.firm_id end as site_firm_id,
  j.n as site_patent_count, cast(j.n as double) / cast(j.patent_count as double) as site_share, m.field_number, m.equal_count > 1 as is_field_tied, coalesce(c.circle_count, 1) as circle_count
from judged as j left join main as m on m.party_id = j.party_id and m.place = 1 left join circle as c on c.party_id = j.party_id
