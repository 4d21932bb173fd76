-- title: {zh: 法律状态, en: Patents by legal status}
-- about:
--   zh: 来源报告的最新法律状态；来源没有状态的记为 unknown，不推断。
--   en: The latest status the sources report; without one it is unknown, never inferred.
-- grain: [office, patent_type, legal_status]
-- count: patent
-- columns:
--   latest_status_date: {zh: 最晚状态日期, en: latest date of a status, unit: date}
-- method: docs/methods/patent-counts.md
select office, patent_type, legal_status, count(*) as patent_count, sum(case when is_granted then 1 else 0 end) as grant_count, max(status_date) as latest_status_date
from base.patent group by office, patent_type, legal_status
