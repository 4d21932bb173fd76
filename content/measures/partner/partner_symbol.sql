-- title: {zh: 主体的主要分类号, en: Main symbols of parties}
-- about:
--   zh: 参与合作分析的主体专利最多的 10 个完整 IPC 分类号，监测清单以此判断“在其旁边”。
--   en: The 10 full IPC symbols in which each party compared has most patents; the watch list takes what is filed in them as near.
-- grain: [party_id, symbol]
-- count: patent
-- method: docs/methods/partners.md
with counted as (
  select a.party_id, c.symbol, count(*) as patent_count
  from measure.partner_party as f
  join base.patent_party as a on a.party_id = f.party_id and a.role = 'applicant'
  join base.patent_class as c on c.patent_id = a.patent_id and c.scheme = 'ipc'
  group by a.party_id, c.symbol
), ranked as (
  select party_id, symbol, patent_count, row_number() over (partition by party_id order by patent_count desc nulls last, symbol nulls last) as rank from counted
)
select party_id, symbol, patent_count, rank from ranked where rank <= 10
