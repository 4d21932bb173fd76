-- title: {zh: 名称到主体, en: Names of parties}
-- about:
--   zh: 专利中的每个归一名称归于哪一主体（法律主体）和哪一集团，由名称消歧（base.party_match）给出；人工归并与拆分优先。个人按姓名归并，同名者不能分开。
--   en: The party (legal entity) and group of each folded name in patents, by name resolution (base.party_match); merges and splits by people go first. Persons of one name cannot be told apart.
-- grain: [name_key]
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
--   group_id: {zh: 集团标识, en: group, unit: code}
-- method: docs/methods/name-resolution.md
with single as (
  select name_key, min(uscc) as uscc from base.party_code group by name_key having count(*) = 1
)
select s.name_key, m.party_id, m.group_id, s.name, c.uscc, s.party_type, s.country, s.record_count
from base.party_spelling as s
join base.party_match as m on m.name_key = s.name_key and m.decision in ('stands', 'merged')
left join single as c on c.name_key = s.name_key
where s.record_count > 0
