-- title: {zh: 各地创新与匹配的基础数据, en: "Innovation of places, and what it is matched with"}
-- about:
--   zh: 省与设区市（第一申请人）的发明：规模、增速、质量、人才、企业、高价值、运营；以及科技（R&D 经费）、企业（登记企业）、产业（行业总产值合计）数据。近三年为最近三个完整申请年。每亿元 R&D 授权 = t 年发明授权 ÷ (t − 1) 年 R&D 经费，t 取授权完整且上年有 R&D 的最近一年；每亿元产值申请 = 同年发明申请 ÷ 行业总产值合计。来源没有的为空，不是 0。
--   en: Inventions of provinces and prefectures (first applicant) by scale, growth, quality, talent, firms, high value and use; beside them science (R&D spending), firms (registered) and industry (output of all industries given). Recent are the last three complete filing years. Grants per R&D are inventions granted in year t ÷ R&D of year t − 1, t the last year of complete grants with R&D in the year before; filings per output are inventions filed ÷ output of the same year. What the sources lack is null, not 0.
-- grain: [place_code]
-- count: patent
-- columns:
--   place_code: {zh: 地区, en: place, unit: code}
--   peer_code: {zh: 同类（全国各省，或本省各市）, en: peers (provinces of the nation or cities of the province), unit: code}
--   benchmark: {zh: 总体, en: population, unit: code}
--   invention_count: {zh: 发明, en: inventions, unit: count}
--   recent_count: {zh: 近三个完整年发明, en: inventions of the last 3 complete years, unit: count}
--   former_count: {zh: 前三年发明, en: inventions of the 3 years before, unit: count}
--   growth_share: {zh: 年均增速, en: growth a year, unit: share}
--   mean_percentile: {zh: 质量同组百分位均值, en: mean percentile of quality, unit: share}
--   in_force_count: {zh: 有效发明, en: inventions in force, unit: count}
--   high_value_count: {zh: 高价值发明（下限）, en: high-value inventions (at least), unit: count}
--   recent_inventor_count: {zh: 近三年发明人, en: inventors of the last 3 years, unit: count}
--   recent_firm_count: {zh: 近三年有发明的企业, en: firms with inventions in the last 3 years, unit: count}
--   use_count: {zh: 转让、许可、质押过的发明, en: "inventions transferred, licensed or pledged", unit: count}
--   rd_year: {zh: R&D 年份, en: year of R&D, unit: year}
--   rd_yi: {zh: R&D 经费（亿元）, en: R&D (CNY 100m), unit: CNY 100m}
--   granted_count: {zh: 次年发明授权, en: inventions granted the year after, unit: count}
--   grants_per_rd: {zh: 每亿元 R&D 发明授权, en: inventions granted per CNY 100m of R&D, unit: ratio}
--   registered_firm_count: {zh: 登记企业, en: registered firms, unit: count}
--   patenting_firm_count: {zh: 其中有发明, en: of them with inventions, unit: count}
--   patenting_share: {zh: 有发明企业占比, en: share with inventions, unit: share}
--   output_year: {zh: 产值年份, en: year of output, unit: year}
--   output_yi: {zh: 行业总产值（亿元）, en: output (CNY 100m), unit: CNY 100m}
--   filings_per_output: {zh: 每亿元产值发明申请, en: inventions filed per CNY 100m of output, unit: ratio}
-- method: docs/methods/navigation.md
with place as (
  select distinct province_code as place_code from base.patent_region where province_code is not null
  union
  select distinct prefecture_code from base.patent_region where prefecture_code is not null
), levelled as (
  select place_code, case when place_code like '__0000' then 'CN' else substr(place_code, 1, 2) || '0000' end as peer_code from place
), stated as (
  select distinct case when upper(complete_place) in ('WORLD', 'WO', 'CN') or complete_place in ('全球', '世界', '全国', '中国') then 'CN' when complete_place like '__0000' then complete_place end as area
  from base.population where complete_technology is null and (complete_type is null or complete_type = 'invention')
), cut as (
  select min(case when date_basis = 'application' then first_truncated_year end) - 1 as last_year, min(case when date_basis = 'grant' then first_truncated_year end) - 1 as last_grant_year from base.coverage_year where patent_type = 'invention'
), used as (
  select distinct patent_id from base.legal_event where event_class in ('transfer', 'licence', 'pledge')
), known as (
  select exists(select 1 from used) as has_events, exists(select 1 from base.patent where patent_type = 'invention' and legal_status <> 'unknown') as has_status, exists(select 1 from base.patent_party where role = 'inventor') as has_inventors
), fact as (
  select p.patent_id, p.application_year, p.legal_status, r.prefecture_code, r.province_code, a.party_id, a.party_type, q.quality4_percentile, h.is_high_value, u.patent_id as used_id, p.application_year between c.last_year - 2 and c.last_year as is_recent,
    p.application_year between c.last_year - 5 and c.last_year - 3 as is_former
  from base.patent as p join base.patent_region as r on r.patent_id = p.patent_id cross join cut as c
  left join base.patent_party as a on a.patent_id = p.patent_id and a.role = 'applicant' and a.seq = 1
  left join measure.patent_quality as q on q.patent_id = p.patent_id left join measure.patent_high_value as h on h.patent_id = p.patent_id left join used as u on u.patent_id = p.patent_id
  where p.patent_type = 'invention'
), located as (
  select province_code as place_code, f.* from fact as f where province_code is not null
  union all
  select prefecture_code as place_code, f.* from fact as f where prefecture_code is not null and prefecture_code <> province_code
), summed as (
  select place_code, count(*) as invention_count, sum(case when is_recent then 1 else 0 end) as recent_count, sum(case when is_former then 1 else 0 end) as former_count, count(is_recent) > 0 as has_cut,
    case when count(quality4_percentile) >= 10 then avg(quality4_percentile) end as mean_percentile, sum(case when legal_status = 'in_force' then 1 else 0 end) as in_force_count,
    case when count(is_high_value) > 0 then sum(case when is_high_value then 1 else 0 end) end as high_value_count,
    count(distinct case when is_recent and party_type = 'firm' then party_id end) as recent_firm_count, count(used_id) as use_count
  from located group by place_code
), people as (
  select l.place_code, count(distinct a.party_id) as recent_inventor_count from located as l join base.patent_party as a on a.patent_id = l.patent_id and a.role = 'inventor' where l.is_recent group by l.place_code
), spent as (
  select m.place_code, y.year as rd_year, cast(y.rd_cny as double) / cast(100000000 as double) as rd_yi, row_number() over (partition by m.place_code order by y.year desc nulls last) as choice
  from place as m join base.region_year as y on y.region_code = m.place_code cross join cut as c where y.rd_cny > 0 and y.year + 1 <= c.last_grant_year
), granted as (
  select s.place_code, s.rd_year, s.rd_yi, g.granted_count from spent as s left join measure.region_patent_year as g on g.place_code = s.place_code and g.year = s.rd_year + 1 where s.choice = 1
), granting as (
  select exists(select 1 from base.patent where patent_type = 'invention' and grant_year is not null) as has_grants
), registered as (
  select f.firm_id, g.prefecture_code, g.province_code from base.firm as f join base.region_map as g on g.region_code = f.region_code
), inventive as (
  select distinct firm_id as uscc from measure.patents_of_firms where date_basis = 'application' and patent_type = 'invention'
), enterprise as (
  select place_code, count(*) as registered_firm_count, count(uscc) as patenting_firm_count from (
    select r.province_code as place_code, r.firm_id, i.uscc from registered as r left join inventive as i on i.uscc = r.firm_id
    union all select r.prefecture_code, r.firm_id, i.uscc from registered as r left join inventive as i on i.uscc = r.firm_id where r.prefecture_code <> r.province_code
  ) as f group by place_code
), produced as (
  select m.place_code, y.year as output_year, cast(sum(y.output_cny) as double) / cast(100000000 as double) as output_yi, row_number() over (partition by m.place_code order by y.year desc nulls last) as choice
  from place as m join base.region_industry_year as y on y.region_code = m.place_code cross join cut as c where y.output_cny > 0 and y.year <= c.last_year group by m.place_code, y.year
)
select l.place_code, l.peer_code, case when n.area is not null then 'nation' when v.area is not null then 'province' end as benchmark, coalesce(s.invention_count, 0) as invention_count,
  case when s.has_cut then cast(s.recent_count as bigint) end as recent_count, case when s.has_cut then cast(s.former_count as bigint) end as former_count,
  case when s.has_cut and s.recent_count >= 10 and s.former_count >= 10 then cbrt(cast(s.recent_count as double) / cast(s.former_count as double)) - 1 end as growth_share, s.mean_percentile,
  case when k.has_status then cast(s.in_force_count as bigint) end as in_force_count, cast(s.high_value_count as bigint) as high_value_count,
  case when s.has_cut and k.has_inventors then coalesce(e.recent_inventor_count, 0) end as recent_inventor_count, case when s.has_cut then s.recent_firm_count end as recent_firm_count, case when k.has_events then s.use_count end as use_count,
  g.rd_year, g.rd_yi, case when t.has_grants and g.rd_yi is not null then coalesce(g.granted_count, 0) end as granted_count, case when t.has_grants then cast(coalesce(g.granted_count, 0) as double) / g.rd_yi end as grants_per_rd,
  f.registered_firm_count, f.patenting_firm_count, case when f.registered_firm_count >= 10 then cast(f.patenting_firm_count as double) / cast(f.registered_firm_count as double) end as patenting_share,
  o.output_year, o.output_yi, cast(coalesce(y.filing_count, 0) as double) / o.output_yi as filings_per_output
from levelled as l cross join known as k cross join granting as t
left join (select max(area) as area from stated where area = 'CN') as n on true
left join stated as v on v.area = l.peer_code and v.area <> 'CN'
left join summed as s on s.place_code = l.place_code left join people as e on e.place_code = l.place_code left join granted as g on g.place_code = l.place_code
left join enterprise as f on f.place_code = l.place_code left join produced as o on o.place_code = l.place_code and o.choice = 1
left join measure.region_patent_year as y on y.place_code = l.place_code and y.year = o.output_year
