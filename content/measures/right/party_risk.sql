-- title: {zh: 申请人的权利与技术风险, en: Risks of applicants' rights}
-- about:
--   zh: 每个申请人（不含个人）在 base.review_rule 各主体规则上的取值、依据的件数与不能判断的原因。共有、转移、质押看未终止的专利（状态不详的计入）；事件只看来源给出法律事件的专利；有效、届满只看现行有效者；质量只看有质量指数的授权发明。value 为空是未知，不是 0。risk_level 按规则的界限判断。
--   en: For each applicant (no individuals) the value of each rule of base.review_rule that is about a party, the patents it rests on, and why it cannot be told. Co-ownership, transfers and pledges look at patents not known to have ended (unknown status included); events only at patents whose source gives events; force and expiry at patents in force; quality at granted inventions with an index. A null is unknown, not 0. risk_level follows the bounds of the rules.
-- grain: [party_id, review_rule]
-- count: patent
-- columns:
--   review_rule: {zh: 评议规则, en: rule, unit: code}
--   risk_value: {zh: 取值, en: value, unit: ratio}
--   hit_count: {zh: 涉及件数, en: patents concerned, unit: count}
--   risk_level: {zh: 风险等级, en: level of risk, unit: code}
--   base_count: {zh: 依据件数, en: patents it rests on, unit: count}
-- method: docs/methods/enterprise-navigation.md
with member as (
  select a.party_id, r.*, r.legal_status is null or r.legal_status in ('in_force', 'pending', 'unknown') as may_live,
    r.is_granted and r.legal_status is not null and r.legal_status <> 'unknown' as is_judged,
    r.patent_type = 'invention' and o.patent_id is not null as is_family_known, o.office_count
  from base.patent_party as a join measure.patent_right as r on r.patent_id = a.patent_id join base.party as y on y.party_id = a.party_id
  left join base.family_office as o on o.patent_id = a.patent_id
  where a.role = 'applicant' and y.party_type <> 'individual'
), last_year as (
  select max(first_truncated_year) - 1 as last_complete_year, coalesce(bool_and(completeness = 'complete'), false) as is_complete from base.coverage_year where date_basis = 'application'
), counted as (
  select party_id, sum(case when may_live then 1 else 0 end) as live_count, sum(case when may_live and is_joint_known then 1 else 0 end) as listed_count, sum(case when may_live and applicant_count > 1 then 1 else 0 end) as joint_count,
    sum(case when may_live and has_events then 1 else 0 end) as told_count, sum(case when may_live and transfer_count > 0 then 1 else 0 end) as moved_count,
    sum(case when may_live and is_pledged then 1 else 0 end) as pledged_count,
    sum(case when has_events then 1 else 0 end) as event_count, sum(case when litigation_count > 0 or contest_count > 0 then 1 else 0 end) as disputed_count,
    sum(case when is_judged then 1 else 0 end) as judged_count, sum(case when is_judged and legal_status = 'lapsed' then 1 else 0 end) as lapsed_count,
    sum(case when is_judged and legal_status in ('lapsed', 'expired', 'revoked') then 1 else 0 end) as ended_count,
    sum(case when office = 'CN' and legal_status = 'in_force' then 1 else 0 end) as china_count,
    sum(case when office = 'CN' and legal_status = 'in_force' and patent_type in ('utility_model', 'design') then 1 else 0 end) as unexamined_count,
    count(remaining_years) as term_count, sum(case when remaining_years <= 3 then 1 else 0 end) as expiring_count,
    sum(case when is_family_known then 1 else 0 end) as family_count, sum(case when is_family_known and office_count = 1 then 1 else 0 end) as domestic_count,
    count(application_year) as dated_count, max(application_year) as last_year
  from member group by party_id
), ranked as (
  select a.party_id, count(*) as n, avg(q.quality4_percentile) as mean
  from base.patent_party as a join measure.patent_quality as q on q.patent_id = a.patent_id
  where a.role = 'applicant' and q.quality4_percentile is not null group by a.party_id
), work as (
  select m.party_id, i.party_id as inventor_id, count(*) as n
  from member as m join base.patent_party as i on i.patent_id = m.patent_id and i.role = 'inventor' group by m.party_id, i.party_id
), named as (
  select m.party_id, count(*) as n from member as m join (select distinct patent_id from base.patent_party where role = 'inventor') as i on i.patent_id = m.patent_id group by m.party_id
), top as (
  select party_id, max(n) as n from work group by party_id
), limited as (
  select party_id, count(distinct family_id) as n from measure.blocking_citation where is_in_force group by party_id
), long as (
  select party_id, 'joint_rights' as review_rule, joint_count as hit_count, listed_count as base_count, cast(null as double) as own_value,
    case when live_count = 0 then 'no_rights' when listed_count = 0 then 'one_applicant' end as reason from counted
  union all select party_id, 'transferred', moved_count, told_count, null, case when live_count = 0 then 'no_rights' when told_count = 0 then 'no_events' end from counted
  union all select party_id, 'pledged', pledged_count, told_count, null, case when live_count = 0 then 'no_rights' when told_count = 0 then 'no_events' end from counted
  union all select party_id, 'disputed', disputed_count, event_count, null, case when event_count = 0 then 'no_events' end from counted
  union all select party_id, 'lapsed', lapsed_count, judged_count, null, case when judged_count = 0 then 'right_unknown' end from counted
  union all select party_id, 'ended', ended_count, judged_count, null, case when judged_count = 0 then 'right_unknown' end from counted
  union all select party_id, 'unexamined', unexamined_count, china_count, null, case when judged_count = 0 then 'right_unknown' end from counted
  union all select party_id, 'expiring', expiring_count, term_count, null, case when judged_count = 0 then 'right_unknown' end from counted
  union all select party_id, 'domestic_only', domestic_count, family_count, null, case when family_count = 0 then 'no_family_size' end from counted
  union all select c.party_id, 'idle', null, c.dated_count, case when c.last_year >= y.last_complete_year then 0 else y.last_complete_year - c.last_year end, case when y.last_complete_year is null then 'no_cut_off' when not y.is_complete then 'population_not_complete' end
    from counted as c cross join last_year as y
  union all select c.party_id, 'quality', null, coalesce(r.n, 0), r.mean, case when r.n is null then 'no_index' end from counted as c left join ranked as r on r.party_id = c.party_id
  union all select c.party_id, 'key_person', t.n, coalesce(d.n, 0), null, case when d.n is null then 'no_inventors' end
    from counted as c left join named as d on d.party_id = c.party_id left join top as t on t.party_id = c.party_id
  union all select c.party_id, 'blocked', coalesce(l.n, 0), v.categorised_count, case when v.reason is null and v.party_id is not null then coalesce(l.n, 0) end, case when v.party_id is null then 'not_compared' else v.reason end
    from counted as c left join measure.blocking_coverage as v on v.party_id = c.party_id left join limited as l on l.party_id = c.party_id
), judged as (
  select l.party_id, l.review_rule, r.direction, r.medium, r.high,
    case when l.reason is not null or l.base_count < r.minimum then null when l.review_rule in ('idle', 'quality', 'blocked') then l.own_value
      when l.base_count > 0 then cast(l.hit_count as double) / cast(l.base_count as double) end as risk_value,
    l.hit_count, l.base_count, case when l.reason is not null then l.reason when l.base_count < r.minimum then 'too_few_patents' end as reason
  from long as l join base.review_rule as r on r.review_rule = l.review_rule
)
select party_id, review_rule, risk_value, cast(case when base_count > 0 then hit_count end as bigint) as hit_count, cast(base_count as bigint) as base_count, reason,
  case when risk_value is null then 'unknown' when direction = 'up' and risk_value >= high or direction = 'down' and risk_value <= high then 'high'
    when direction = 'up' and risk_value >= medium or direction = 'down' and risk_value <= medium then 'medium' else 'low' end as risk_level
from judged
