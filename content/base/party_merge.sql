-- title: {zh: 归并依据, en: Evidence of merges}
-- about:
--   zh: 每个并入他名的归一名称一行：因哪条规则、与哪个名称合并、分值、共有合作人数与共有小类数。规则见方法页；人工决定的规则为 decided。
--   en: One row for each folded name that joined another, with the rule, the name it joined, the score, and the people and subclasses both have. Rules are on the method page; decided means decided by a person.
-- grain: [name_key]
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
--   joined_key: {zh: 并入的归一名称, en: folded name it joined, unit: code}
--   joined_name: {zh: 并入的名称, en: name it joined, unit: text}
--   rule: {zh: 规则, en: rule, unit: code}
--   score: {zh: 分值, en: score, unit: ratio}
--   shared_people: {zh: 共有合作人, en: people in common, unit: count}
--   shared_class_count: {zh: 共有小类, en: subclasses in common, unit: count}
-- method: docs/methods/name-resolution.md
select m.name_key, s.name, m.party_id, m.other_key as joined_key, o.name as joined_name, m.rule, m.score, m.shared_people, m.shared_class_count
from base.party_match as m
join base.party_spelling as s on s.name_key = m.name_key
join base.party_spelling as o on o.name_key = m.other_key
where m.decision = 'merged'
