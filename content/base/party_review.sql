-- title: {zh: 待核对的名称, en: Names for review}
-- about:
--   zh: 接近而未合并的两个主体，每两个主体只列最可能的一对名称：refused 为满足规则但被约束拒绝（代码不同、法律不同等），near 为接近规则而证据不足。按可能性排列；人工判为不同者不再列出。
--   en: Two parties that come near a merge, each two by their likeliest pair of names. refused met a rule but a constraint forbids it (codes or laws differ); near falls short of a rule. The likeliest first; what a person held apart is not asked again.
-- grain: [name_key, other_key]
-- order: [rank, name_key, other_key]
-- columns:
--   name_key: {zh: 归一名称甲, en: folded name A, unit: code}
--   name_a: {zh: 名称甲, en: name A, unit: text}
--   party_a: {zh: 主体甲, en: party A, unit: code}
--   type_a: {zh: 甲类型, en: type of A, unit: code}
--   record_count_a: {zh: 甲记录数, en: records of A, unit: count}
--   other_key: {zh: 归一名称乙, en: folded name B, unit: code}
--   name_b: {zh: 名称乙, en: name B, unit: text}
--   party_b: {zh: 主体乙, en: party B, unit: code}
--   type_b: {zh: 乙类型, en: type of B, unit: code}
--   record_count_b: {zh: 乙记录数, en: records of B, unit: count}
--   decision: {zh: 缘由, en: why it is here, unit: code}
--   rule: {zh: 规则, en: rule, unit: code}
--   score: {zh: 分值, en: score, unit: ratio}
--   shared_people: {zh: 共有合作人, en: people in common, unit: count}
--   shared_class_count: {zh: 共有小类, en: subclasses in common, unit: count}
-- method: docs/methods/name-resolution.md
with paired as (
  select m.name_key, a.name as name_a, x.party_id as party_a, a.party_type as type_a, a.record_count as record_count_a,
    m.other_key, b.name as name_b, y.party_id as party_b, b.party_type as type_b, b.record_count as record_count_b,
    m.decision, m.rule, m.score, m.shared_people, m.shared_class_count
  from base.party_match as m
  join base.party_spelling as a on a.name_key = m.name_key
  join base.party_spelling as b on b.name_key = m.other_key
  join base.party_match as x on x.name_key = m.name_key and x.decision in ('stands', 'merged')
  join base.party_match as y on y.name_key = m.other_key and y.decision in ('stands', 'merged')
  where m.decision in ('refused', 'near') and a.record_count + b.record_count > 0
)
select rank() over (order by score desc nulls last, record_count_a + record_count_b desc nulls last, name_key nulls last, other_key nulls last) as rank,
  name_key, name_a, party_a, type_a, record_count_a, other_key, name_b, party_b, type_b, record_count_b, decision, rule, score, shared_people, shared_class_count
from paired
