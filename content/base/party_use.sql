-- title: {zh: 名称的使用期, en: When names were used}
-- about:
--   zh: 每个主体的每种名称写法、每种角色：专利件数，以及以该名称申请的最早与最晚申请日——名称有效期的实际证据。没有申请日的专利计入件数，不影响日期。
--   en: For each party, spelling and role, the patents and the first and last filing date under that name, which is what the data tell of its validity. Patents without a filing date count, but give no date.
-- grain: [party_id, name, role]
-- count: patent
-- method: docs/methods/name-resolution.md
select a.party_id, a.name, a.role, count(*) as patent_count, min(p.application_date) as valid_from, max(p.application_date) as valid_to
from base.patent_party as a join base.patent as p on p.patent_id = a.patent_id
where a.role in ('applicant', 'inventor')
group by a.party_id, a.name, a.role
