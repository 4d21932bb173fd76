-- title: {zh: 名称归一, en: Folded names}
-- about:
--   zh: 申请人、发明人与企业名称的归一键：大小写、全半角、括号、空格与标点、法定形式后缀的不同写法得到同一个键；地名、字号、行业都保留，不因字号相同而合并。
--   en: The key under which spellings of one name meet. Case, width, brackets, blanks, marks and written forms of the legal form are folded; place, trade name and industry stay.
-- grain: [name]
-- kernel: {name: name_key}
-- columns:
--   name_key: {zh: 归一名称, en: folded name, unit: code}
-- method: docs/methods/applicants.md
select name from raw.patent_party where name is not null and role <> 'agent' and role <> 'examiner'
union
select name from base.party_link
union
select name from base.firm where name is not null
union
select former_name as name from base.firm where former_name is not null
