-- title: {zh: 骨干企业排序, en: Order of backbone firms}
-- about:
--   zh: 每个集群的现行成员企业按政策四项标准的得分：每项标准为其已知证据百分位的平均（证据已知不到一半时该项未知），综合得分为四项的平均（政策没有规定权重）；已知不足 backbone_least_known 项的不排序，rank_reason 说明。rank_low、rank_high 为名次区间：四项权重在每项不少于 backbone_least_weight 个十二分之一（默认六分之一，至多二分之一）的全部组合中变动，算术、几何平均各算一遍，未知的标准取最不利与最有利的值（整个集群都未知的标准不参加）；top_share 为其中排在前十的比例。旁列《创新型产业集群试点认定管理办法》第五条（三）项的核对：高新技术企业或创新型企业资质、自主知识产权和品牌、参与国际、国家或行业标准，符合、不符合或未知。这是供核实的排序，不是认定。
--   en: "Present members of each cluster by the four criteria of the policy: a criterion is the mean percentile of its known evidence (unknown with less than half known), the score the mean of the four (the policy names no weights). With fewer than backbone_least_known known a firm is not ranked; rank_reason tells. rank_low and rank_high bound the rank when the four weights take all combinations of twelfths with at least backbone_least_weight each (a sixth to a half by default), by arithmetic and by geometric means, with unknown criteria at their worst and best (one unknown of every member takes no part); top_share is how often it is among the first ten. Beside it stands art. 5 (3) of the Torch rule on pilot clusters: a high-tech or innovative title, intellectual property and brand of its own, a part in international, national or industry standards; met, unmet or unknown. An order to be checked, no recognition."
-- grain: [cluster_id, firm_id]
-- order: [cluster_id, rank, firm_id]
-- columns:
--   role: {zh: 登记角色, en: registered role, unit: code}
--   linkage: {zh: 关联度, en: linked, unit: ratio}
--   focus: {zh: 主业突出, en: focused, unit: ratio}
--   innovation: {zh: 创新能力, en: innovative, unit: ratio}
--   driving: {zh: 带动性, en: pulling others, unit: ratio}
--   criterion_count: {zh: 已知标准数, en: criteria known, unit: count}
--   evidence_count: {zh: 已知证据数, en: evidence known, unit: count}
--   score: {zh: 综合得分, en: score, unit: ratio}
--   rank: {zh: 名次, en: rank, unit: rank}
--   rank_low: {zh: 名次区间（最好）, en: rank at best, unit: rank}
--   rank_high: {zh: 名次区间（最差）, en: rank at worst, unit: rank}
--   top_share: {zh: 排在前十的比例, en: how often among the first ten, unit: share}
--   ranked_count: {zh: 参加排序的成员数, en: members ranked, unit: count}
--   rank_reason: {zh: 不排序的原因, en: why it is not ranked, unit: code}
--   title_check: {zh: 资质, en: title, unit: code}
--   property_check: {zh: 知产与品牌, en: own IP and brand, unit: code}
--   standard_check: {zh: 标准, en: standards, unit: code}
-- method: docs/methods/backbone.md
with limits as (
  select coalesce(max(case when parameter = 'backbone_least_weight' then value end), 2) as least_weight, coalesce(max(case when parameter = 'backbone_least_known' then value end), 2) as least_known
  from base.parameter
), member as (
  select cluster_id, firm_id, max(role) as role from base.cluster_member where valid_to is null group by cluster_id, firm_id
), criterion as (
  select cluster_id, firm_id, criterion, case when count(value) * 2 >= count(*) then avg(percentile) end as score, count(value) as evidence_count
  from measure.backbone_value group by cluster_id, firm_id, criterion
), counted as (
  select cluster_id, firm_id, max(case when criterion = 'linkage' then score end) as linkage, max(case when criterion = 'focus' then score end) as focus,
    max(case when criterion = 'innovation' then score end) as innovation, max(case when criterion = 'driving' then score end) as driving, count(score) as criterion_count,
    sum(evidence_count) as evidence_count
  from criterion group by cluster_id, firm_id
), ranked as (
  select c.*, dense_rank() over (order by c.cluster_id nulls last) as cluster_number, row_number() over (order by c.cluster_id nulls last, c.firm_id nulls last) as number
  from counted as c cross join limits as l where c.criterion_count >= l.least_known
), twelfth as (
  select cast(n as integer) as n from (values (1), (2), (3), (4), (5), (6), (7), (8), (9)) as t (n)
), weighting as (
  select a.n / cast(12 as double) as w1, b.n / cast(12 as double) as w2, c.n / cast(12 as double) as w3, (12 - a.n - b.n - c.n) / cast(12 as double) as w4, a.n * 10000 + b.n * 100 + c.n as weighting
  from twelfth as a cross join twelfth as b cross join twelfth as c cross join limits as l
  where a.n >= l.least_weight and b.n >= l.least_weight and c.n >= l.least_weight and 12 - a.n - b.n - c.n >= l.least_weight
), known as (
  select cluster_id, count(linkage) as linkage, count(focus) as focus, count(innovation) as innovation, count(driving) as driving from ranked group by cluster_id
), bound as (
  select cluster_number, number, true as is_middle, linkage, focus, innovation, driving, linkage as own_linkage, focus as own_focus, innovation as own_innovation, driving as own_driving from ranked
  union all
  select r.cluster_number, r.number, false as is_middle, case when k.linkage > 0 then coalesce(r.linkage, e.value) end as linkage, case when k.focus > 0 then coalesce(r.focus, e.value) end as focus,
    case when k.innovation > 0 then coalesce(r.innovation, e.value) end as innovation, case when k.driving > 0 then coalesce(r.driving, e.value) end as driving,
    r.linkage as own_linkage, r.focus as own_focus, r.innovation as own_innovation, r.driving as own_driving
  from ranked as r join known as k on k.cluster_id = r.cluster_id cross join (select 0.001 as value union all select 1 as value) as e
  where r.criterion_count < 4
), meant as (
  select cluster_number, number, is_middle, true as is_geometric, linkage is not null as has_linkage, focus is not null as has_focus, innovation is not null as has_innovation, driving is not null as has_driving,
    coalesce(ln(linkage), 0) as linkage, coalesce(ln(focus), 0) as focus, coalesce(ln(innovation), 0) as innovation, coalesce(ln(driving), 0) as driving,
    own_linkage is not null as owns_linkage, own_focus is not null as owns_focus, own_innovation is not null as owns_innovation, own_driving is not null as owns_driving,
    coalesce(ln(own_linkage), 0) as own_linkage, coalesce(ln(own_focus), 0) as own_focus, coalesce(ln(own_innovation), 0) as own_innovation, coalesce(ln(own_driving), 0) as own_driving
  from bound
  union all
  select cluster_number, number, is_middle, false as is_geometric, linkage is not null, focus is not null, innovation is not null, driving is not null,
    coalesce(linkage, 0), coalesce(focus, 0), coalesce(innovation, 0), coalesce(driving, 0),
    own_linkage is not null, own_focus is not null, own_innovation is not null, own_driving is not null,
    coalesce(own_linkage, 0), coalesce(own_focus, 0), coalesce(own_innovation, 0), coalesce(own_driving, 0)
  from bound
), weighed as (
  select m.number, m.is_middle, m.is_geometric, m.cluster_number * 2000000 + w.weighting * 2 + case when m.is_geometric then 1 else 0 end as field,
    (linkage * w1 + focus * w2 + innovation * w3 + driving * w4)
      / cast(case when has_linkage then w1 else 0 end + case when has_focus then w2 else 0 end + case when has_innovation then w3 else 0 end + case when has_driving then w4 else 0 end as double) as mean,
    (own_linkage * w1 + own_focus * w2 + own_innovation * w3 + own_driving * w4)
      / cast(case when owns_linkage then w1 else 0 end + case when owns_focus then w2 else 0 end + case when owns_innovation then w3 else 0 end + case when owns_driving then w4 else 0 end as double) as own_mean
  from meant as m cross join weighting as w
), scored as (
  select number, is_middle, field, round(case when is_geometric then exp(mean) else mean end, 9) as score, round(case when is_middle then null when is_geometric then exp(own_mean) else own_mean end, 9) as own
  from weighed
), placed as (
  select number, is_middle, case when own > score then 1 else 0 end as is_own_above,
    case when is_middle then rank() over (partition by field order by score desc nulls last, is_middle nulls last) - 1 - sum(case when is_middle then 0 else 1 end) over (partition by field order by score desc nulls last, is_middle nulls last)
      else sum(case when is_middle then 1 else 0 end) over (partition by field order by score desc nulls last, is_middle nulls last) end as above
  from scored
), spread as (
  select number, min(above + 1 - is_own_above) as rank_low, max(above + 1 - is_own_above) as rank_high, avg(cast(case when not is_middle then null when above < 10 then 1 else 0 end as double)) as top_share
  from placed group by number
), ranks as (
  select r.cluster_id, r.firm_id, p.rank_low, p.rank_high, p.top_share from spread as p join ranked as r on r.number = p.number
), even as (
  select cluster_id, firm_id, (coalesce(linkage, 0) + coalesce(focus, 0) + coalesce(innovation, 0) + coalesce(driving, 0)) / cast(criterion_count as double) as score from ranked
), ordered as (
  select cluster_id, firm_id, score, rank() over (partition by cluster_id order by score desc nulls last) as rank, count(*) over (partition by cluster_id) as ranked_count from even
), last_year as (
  select max(year) as year from base.firm_year where revenue_cny is not null
), titled as (
  select t.firm_id, max(case when t.title_kind in ('high_tech', 'innovative') and (l.year is null or extract(year from t.valid_from) <= l.year and (t.valid_to is null or extract(year from t.valid_to) >= l.year)) then 1 else 0 end) as met
  from base.firm_title as t cross join last_year as l group by t.firm_id
), branded as (
  select owner_id as firm_id, count(*) as mark_count from base.trademark where owner_id is not null and coalesce(status, 'valid') = 'valid' group by owner_id
), standards as (
  select firm_id, max(case when level in ('international', 'national', 'industry') then 1 else 0 end) as met from base.standard where firm_id is not null group by firm_id
), register as (
  select (select count(*) from base.firm_title where title_kind in ('high_tech', 'innovative')) as title_count, (select count(*) from branded) as mark_count, (select count(*) from standards) as standard_count
), patents as (
  select cluster_id, firm_id, max(value) as invention_count from measure.backbone_value where evidence = 'invention_count' group by cluster_id, firm_id
)
select m.cluster_id, m.firm_id, m.role, c.linkage, c.focus, c.innovation, c.driving, c.criterion_count, c.evidence_count, o.score, o.rank, r.rank_low, r.rank_high, r.top_share, o.ranked_count,
  case when o.rank is null then 'few_criteria' end as rank_reason,
  case when t.met = 1 then 'met' when g.title_count > 0 then 'unmet' else 'unknown' end as title_check,
  case when p.invention_count > 0 and b.mark_count > 0 then 'met' when p.invention_count = 0 or b.mark_count is null and g.mark_count > 0 then 'unmet' else 'unknown' end as property_check,
  case when s.met = 1 then 'met' when g.standard_count > 0 then 'unmet' else 'unknown' end as standard_check
from member as m join counted as c on c.cluster_id = m.cluster_id and c.firm_id = m.firm_id
cross join register as g
left join ordered as o on o.cluster_id = m.cluster_id and o.firm_id = m.firm_id
left join ranks as r on r.cluster_id = m.cluster_id and r.firm_id = m.firm_id
left join titled as t on t.firm_id = m.firm_id
left join branded as b on b.firm_id = m.firm_id
left join standards as s on s.firm_id = m.firm_id
left join patents as p on p.cluster_id = m.cluster_id and p.firm_id = m.firm_id
