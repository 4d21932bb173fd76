-- title: {zh: 骨干企业四项标准的证据, en: Evidence for the four criteria of backbone firms}
-- about:
--   zh: 每个集群的现行成员企业在政策四项标准（关联度高、主业突出、创新能力强、带动性强）下各项证据的数值，及其在本集群数值已知的成员中的百分位（低于它的比例加并列的一半）。年度数取该集群成员有数的最近一年。登记表（标准、平台、资质、联盟、专利）中有本集群成员的记录时，没有记录的成员为 0；一条也没有时为空，evidence_reason 说明原因，从不当作 0。市场份额是库内企业之间的份额，不是市场调查。
--   en: For every present member of a cluster the value of each piece of evidence under the four criteria of the policy (linked, focused, innovative, pulling others), with its percentile among the members whose value is known (the share below, plus half of those equal). Yearly figures are those of the last year in which members have any. Where a register (standards, platforms, titles, alliances, patents) holds some member, the others have 0; where it holds none the value is null and evidence_reason tells why, never 0. Market shares are among the firms of the data, no market survey.
-- grain: [cluster_id, firm_id, criterion, evidence]
-- columns:
--   criterion: {zh: 标准, en: criterion, unit: code}
--   evidence: {zh: 证据, en: evidence, unit: code}
--   value: {zh: 数值, en: value, unit: as the indicator}
--   percentile: {zh: 集群内百分位, en: percentile in the cluster, unit: ratio}
--   known_count: {zh: 数值已知的成员数, en: members of known value, unit: count}
--   evidence_reason: {zh: 未知的原因, en: why it is unknown, unit: code}
-- method: docs/methods/backbone.md
with member as (
  select distinct cluster_id, firm_id from base.cluster_member where valid_to is null
), last_year as (
  select m.cluster_id, max(y.year) as year from member as m join base.firm_year as y on y.firm_id = m.firm_id where y.revenue_cny is not null group by m.cluster_id
), yearly as (
  select m.cluster_id, m.firm_id, l.year, f.main_product, m.cluster_id || '|' || m.firm_id as node,
    case when y.revenue_cny > 0 then cast(y.revenue_cny as double) end as revenue, cast(y.rd_cny as double) as rd
  from member as m left join last_year as l on l.cluster_id = m.cluster_id
  left join base.firm as f on f.firm_id = m.firm_id
  left join base.firm_year as y on y.firm_id = m.firm_id and y.year = l.year
), segment as (
  select y.year, f.main_product, sum(cast(y.revenue_cny as double)) as revenue
  from base.firm_year as y join base.firm as f on f.firm_id = y.firm_id where y.revenue_cny > 0 and f.main_product is not null group by y.year, f.main_product
), whole as (
  select cluster_id, sum(revenue) as revenue from yearly group by cluster_id
), inside as (
  select a.cluster_id, l.supplier_id, l.customer_id, l.weight
  from measure.supply_link as l join member as a on a.firm_id = l.supplier_id join member as b on b.cluster_id = a.cluster_id and b.firm_id = l.customer_id
), tie as (
  select cluster_id, supplier_id as firm_id, customer_id as other_id, weight from inside
  union all
  select cluster_id, customer_id as firm_id, supplier_id as other_id, weight from inside
), tied as (
  select cluster_id, firm_id, sum(weight) as amount, count(distinct other_id) as partner_count from tie group by cluster_id, firm_id
), bought as (
  select cluster_id, customer_id as firm_id, sum(weight) as amount from inside group by cluster_id, customer_id
), linked as (
  select supplier_id as firm_id from measure.supply_link
  union
  select customer_id as firm_id from measure.supply_link
), sold as (
  select l.supplier_id as firm_id, sum(case when f.main_product in (l.product, l.product_key) then l.weight else 0 end) / cast(sum(l.weight) as double) as main_share
  from measure.supply_link as l join base.firm as f on f.firm_id = l.supplier_id where l.weight is not null and f.main_product is not null group by l.supplier_id
), buyer as (
  select l.customer_id as firm_id, count(distinct case when f.size_class in ('small', 'micro') and (l.supplier_place = l.customer_place or c.firm_id is not null) then l.supplier_id end) as small_count
  from measure.supply_link as l left join base.firm as f on f.firm_id = l.supplier_id
  left join (select distinct a.firm_id, b.firm_id as other_id from member as a join member as b on b.cluster_id = a.cluster_id) as c on c.firm_id = l.supplier_id and c.other_id = l.customer_id
  group by l.customer_id
), firm_key as (
  select k.name_key, min(f.firm_id) as firm_id from base.firm as f join base.name_key as k on k.name = f.name group by k.name_key having count(*) = 1
), party as (
  select n.party_id, coalesce(min(f.firm_id), min(k.firm_id)) as firm_id
  from base.party_name as n left join base.firm as f on f.firm_id = n.party_id left join firm_key as k on k.name_key = n.name_key
  where f.firm_id is not null or k.firm_id is not null group by n.party_id
), invention as (
  select p.firm_id, count(distinct t.patent_id) as evidence_count
  from party as p join base.patent_party as a on a.party_id = p.party_id and a.role = 'applicant'
  join base.patent as t on t.patent_id = a.patent_id and t.patent_type = 'invention' and t.legal_status = 'in_force' group by p.firm_id
), record as (
  select 'invention_count' as evidence, firm_id, evidence_count from invention
  union all
  select 'standard_count' as evidence, firm_id, count(distinct standard_number) as evidence_count from base.standard where firm_id is not null group by firm_id
  union all
  select 'platform_count' as evidence, host_id as firm_id, count(*) as evidence_count from base.platform where host_id is not null group by host_id
  union all
  select 'title_count' as evidence, t.firm_id, count(distinct t.title_kind) as evidence_count
  from base.firm_title as t cross join (select max(year) as year from last_year) as l
  where l.year is null or extract(year from t.valid_from) <= l.year and (t.valid_to is null or extract(year from t.valid_to) >= l.year) group by t.firm_id
  union all
  select 'alliance_count' as evidence, leader_id as firm_id, count(*) as evidence_count from base.alliance where leader_id is not null group by leader_id
), register as (
  select m.cluster_id, r.evidence, count(*) as firm_count from record as r join member as m on m.firm_id = r.firm_id group by m.cluster_id, r.evidence
), recorded as (
  select m.cluster_id, m.firm_id, case when e.evidence = 'alliance_count' then 'driving' else 'innovation' end as criterion, e.evidence,
    case when g.firm_count > 0 then coalesce(cast(r.evidence_count as double), 0) end as value, 'no_register' as evidence_reason
  from member as m
  cross join (select 'invention_count' as evidence union all select 'standard_count' as evidence union all select 'platform_count' as evidence union all select 'title_count' as evidence union all select 'alliance_count' as evidence) as e
  left join register as g on g.cluster_id = m.cluster_id and g.evidence = e.evidence
  left join record as r on r.firm_id = m.firm_id and r.evidence = e.evidence
), part as (
  select y.cluster_id, y.firm_id, 'linkage' as criterion, 'cluster_supply' as evidence, case when k.firm_id is not null then coalesce(t.amount, 0) end as value, 'no_link' as evidence_reason
  from yearly as y left join linked as k on k.firm_id = y.firm_id left join tied as t on t.cluster_id = y.cluster_id and t.firm_id = y.firm_id
  union all
  select y.cluster_id, y.firm_id, 'linkage' as criterion, 'partner_count' as evidence, case when k.firm_id is not null then cast(coalesce(t.partner_count, 0) as double) end as value, 'no_link' as evidence_reason
  from yearly as y left join linked as k on k.firm_id = y.firm_id left join tied as t on t.cluster_id = y.cluster_id and t.firm_id = y.firm_id
  union all
  select y.cluster_id, y.firm_id, 'linkage' as criterion, 'betweenness' as evidence, case when k.firm_id is not null then coalesce(b.value, 0) end as value, 'no_link' as evidence_reason
  from yearly as y left join linked as k on k.firm_id = y.firm_id left join measure.supply_between as b on b.node = y.node
  union all
  select y.cluster_id, y.firm_id, 'focus' as criterion, 'cluster_share' as evidence, y.revenue / cast(w.revenue as double) as value, 'no_revenue' as evidence_reason
  from yearly as y left join whole as w on w.cluster_id = y.cluster_id
  union all
  select y.cluster_id, y.firm_id, 'focus' as criterion, 'segment_share' as evidence, y.revenue / cast(s.revenue as double) as value, case when y.main_product is null then 'no_product' else 'no_revenue' end as evidence_reason
  from yearly as y left join segment as s on s.year = y.year and s.main_product = y.main_product
  union all
  select y.cluster_id, y.firm_id, 'focus' as criterion, 'main_product_share' as evidence, s.main_share as value, case when y.main_product is null then 'no_product' else 'no_sale' end as evidence_reason
  from yearly as y left join sold as s on s.firm_id = y.firm_id
  union all
  select y.cluster_id, y.firm_id, 'innovation' as criterion, 'rd_intensity' as evidence, y.rd / cast(y.revenue as double) as value, case when y.revenue is null then 'no_revenue' else 'no_rd' end as evidence_reason
  from yearly as y
  union all
  select y.cluster_id, y.firm_id, 'driving' as criterion, 'small_supplier_count' as evidence, cast(b.small_count as double) as value, 'no_purchase' as evidence_reason
  from yearly as y left join buyer as b on b.firm_id = y.firm_id
  union all
  select y.cluster_id, y.firm_id, 'driving' as criterion, 'cluster_purchase' as evidence, case when b.firm_id is not null then coalesce(i.amount, 0) end as value, 'no_purchase' as evidence_reason
  from yearly as y left join buyer as b on b.firm_id = y.firm_id left join bought as i on i.cluster_id = y.cluster_id and i.firm_id = y.firm_id
  union all
  select y.cluster_id, y.firm_id, 'driving' as criterion, 'esri_others' as evidence, e.esri - e.own_share as value, 'no_link' as evidence_reason
  from yearly as y left join measure.supply_esri as e on e.firm = y.firm_id
  union all
  select cluster_id, firm_id, criterion, evidence, value, evidence_reason from recorded
)
select cluster_id, firm_id, criterion, evidence, value,
  case when value is not null then
    (rank() over (partition by cluster_id, evidence, case when value is null then 1 else 0 end order by value nulls last) - 1
      + count(*) over (partition by cluster_id, evidence, value) / cast(2 as double))
    / cast(count(value) over (partition by cluster_id, evidence) as double) end as percentile,
  count(value) over (partition by cluster_id, evidence) as known_count,
  case when value is null then evidence_reason end as evidence_reason
from part
