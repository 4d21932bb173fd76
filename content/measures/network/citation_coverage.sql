-- title: {zh: 引证度量的覆盖, en: Coverage of the citation measures}
-- about:
--   zh: 按申请年：专利数，其中来源给出引证的、参考文献至少一件在库内的、窗口内被引的、有 CD 值的各多少，参考文献落在库内的比例，CD 与技术循环时间的均值。比例低的年份，CD 和主路径不可信；最近五年窗口未满，被引与 CD 偏低。
--   en: "By filing year: patents, those with citations in the sources, with a reference in the data, cited within the window, with a CD value; the share of references in the data; means of CD and cycle time. Where shares are low CD and main paths cannot be trusted; the window of the last five years is not full."
-- grain: [application_year]
-- count: patent
-- columns:
--   citing_patent_count: {zh: 给出引证的专利数, en: patents with citations, unit: count}
--   referring_patent_count: {zh: 有库内参考文献的专利数, en: patents with references in the data, unit: count}
--   cited_patent_count: {zh: 窗口内被引的专利数, en: patents cited in the window, unit: count}
--   cd_patent_count: {zh: 有 CD 值的专利数, en: patents with CD, unit: count}
--   in_data_share: {zh: 参考文献在库内的比例, en: share of references in the data, unit: share}
--   mean_cd_index: {zh: CD 均值, en: mean CD, unit: ratio}
--   mean_cycle_time: {zh: 技术循环时间均值, en: mean technology cycle time, unit: years}
-- method: docs/methods/disruption.md
with made as (
  select citing_patent_id as patent_id, count(*) as made_count, sum(case when cited_patent_id is not null then 1 else 0 end) as found_count
  from base.citation where citing_patent_id is not null group by citing_patent_id
)
select p.application_year, count(*) as patent_count, count(m.patent_id) as citing_patent_count,
  cast(sum(case when n.reference_count > 0 then 1 else 0 end) as bigint) as referring_patent_count, cast(sum(case when n.window_citing_count > 0 then 1 else 0 end) as bigint) as cited_patent_count,
  count(n.cd_index) as cd_patent_count, cast(sum(m.found_count) as double) / cast(nullif(sum(m.made_count), 0) as double) as in_data_share,
  avg(n.cd_index) as mean_cd_index, avg(n.cycle_time) as mean_cycle_time
from base.patent as p left join made as m on m.patent_id = p.patent_id left join measure.citation_nodes as n on n.patent_id = p.patent_id
where p.application_year is not null group by p.application_year
