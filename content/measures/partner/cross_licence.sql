-- title: {zh: 交叉许可候选, en: Cross-licence pairs}
-- about:
--   zh: 互相阻挡的两个主体：双方都有申请（按同族计）被对方现行有效专利以 X、Y、I 类引证限制。mutual_count 是两个方向中较小者，balance 是较小与较大之比，越接近 1 越对等。reason 不空表示某一方的类别覆盖率低等，件数只是下限；没有列出的对不等于没有互相阻挡，先看 measure.blocking_coverage。
--   en: Two parties that block each other, each with filings (by family) limited by X, Y or I citations of the other's patents in force. mutual_count is the smaller direction, balance the smaller over the larger. Where reason is not empty the categories of one of them are too few, and counts are a lower bound. A pair not listed may still block each other; see measure.blocking_coverage first.
-- grain: [party_a, party_b]
-- order: [mutual_count desc, balance desc, party_a, party_b]
-- count: family
-- columns:
--   party_a: {zh: 主体甲, en: party A, unit: code}
--   party_b: {zh: 主体乙, en: party B, unit: code}
--   name_a: {zh: 甲名称, en: name of A, unit: text}
--   name_b: {zh: 乙名称, en: name of B, unit: text}
--   a_limited_count: {zh: 甲受乙限制的申请（族）, en: filings of A limited by B (families), unit: count}
--   b_limited_count: {zh: 乙受甲限制的申请（族）, en: filings of B limited by A (families), unit: count}
--   a_blocking_count: {zh: 甲的阻挡专利, en: blocking patents of A, unit: count}
--   b_blocking_count: {zh: 乙的阻挡专利, en: blocking patents of B, unit: count}
--   mutual_count: {zh: 互相阻挡（较小方向）, en: mutual (smaller direction), unit: count}
--   balance: {zh: 对等度, en: balance, unit: ratio}
-- method: docs/methods/partners.md
with limited as (
  select party_id, blocker_id, count(distinct family_id) as limited_count, count(distinct cited_patent_id) as blocking_count
  from measure.blocking_citation where is_in_force group by party_id, blocker_id
), paired as (
  select a.party_id as party_a, a.blocker_id as party_b, a.limited_count as a_limited_count, b.limited_count as b_limited_count, b.blocking_count as a_blocking_count, a.blocking_count as b_blocking_count,
    case when a.limited_count < b.limited_count then a.limited_count else b.limited_count end as mutual_count,
    case when a.limited_count < b.limited_count then b.limited_count else a.limited_count end as larger_count
  from limited as a join limited as b on b.party_id = a.blocker_id and b.blocker_id = a.party_id and a.party_id < b.party_id
)
select p.party_a, x.name as name_a, p.party_b, y.name as name_b, p.a_limited_count, p.b_limited_count, p.a_blocking_count, p.b_blocking_count, p.mutual_count,
  cast(p.mutual_count as double) / cast(p.larger_count as double) as balance, coalesce(v.reason, w.reason) as reason
from paired as p left join base.party as x on x.party_id = p.party_a left join base.party as y on y.party_id = p.party_b
left join measure.blocking_coverage as v on v.party_id = p.party_a
left join measure.blocking_coverage as w on w.party_id = p.party_b
