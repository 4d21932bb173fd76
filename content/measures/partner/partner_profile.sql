-- title: {zh: 主体的技术向量, en: Technological profiles of parties}
-- about:
--   zh: 参与合作分析的主体在各 IPC 小类的专利数（整体计数，一件在一个小类只计一次；一件有多个小类则各计一次），各年合并。
--   en: Patents of the parties compared by IPC subclass (whole counting; a patent counts once in each of its subclasses), all years together.
-- grain: [party_id, subclass]
-- count: patent
-- method: docs/methods/partners.md
select a.party_id, c.subclass, count(*) as patent_count
from measure.partner_party as f
join base.patent_party as a on a.party_id = f.party_id and a.role = 'applicant'
join base.patent_class as c on c.patent_id = a.patent_id and c.scheme = 'ipc' and c.opens_subclass
group by a.party_id, c.subclass
