-- title: {zh: 技术融合, en: Convergence of technologies}
-- about:
--   zh: 两个 IPC 小类的共现：最近 5 个完整年与此前 5 年的件数、Jaccard 系数、提升度（共现件数与独立时期望件数之比）。is_new 为此前 5 年没有共现。各专利类型分开；只列最近共现 3 件以上者，同一大组内的相邻小类共现多属分类习惯。
--   en: Pairs of IPC subclasses on one patent, in the last five complete years and the five before, with Jaccard and lift (against independence). is_new where they did not meet in the five before. Types apart; pairs of at least three recent patents.
-- grain: [patent_type, class_a, class_b]
-- count: patent
-- columns:
--   class_a: {zh: 小类甲, en: subclass A, unit: code}
--   class_b: {zh: 小类乙, en: subclass B, unit: code}
--   recent_count: {zh: 最近 5 年共现, en: together in the last 5 years, unit: count}
--   former_count: {zh: 此前 5 年共现, en: together in the 5 years before, unit: count}
--   jaccard: {zh: 最近 Jaccard 系数, en: recent Jaccard, unit: share}
--   former_jaccard: {zh: 此前 Jaccard 系数, en: former Jaccard, unit: share}
--   lift: {zh: 提升度, en: lift, unit: ratio}
--   is_new: {zh: 是否新出现, en: is new, unit: flag}
-- method: docs/methods/diversity.md
with whole as (
  select patent_type, min(first_truncated_year) as first_truncated_year from base.coverage_year where date_basis = 'application' group by patent_type
), span as (
  select c.patent_type, max(c.year) as last_year from measure.co_class as c join whole as w on w.patent_type = c.patent_type where c.year < w.first_truncated_year group by c.patent_type
), summed as (
  select c.patent_type, c.class_a, c.class_b, sum(case when c.year > s.last_year - 5 then c.patent_count else 0 end) as recent_count,
    sum(case when c.year <= s.last_year - 5 then c.patent_count else 0 end) as former_count
  from measure.co_class as c join span as s on s.patent_type = c.patent_type where c.year between s.last_year - 9 and s.last_year group by c.patent_type, c.class_a, c.class_b
), filed as (
  select p.patent_type, count(*) as n from base.patent as p join span as s on s.patent_type = p.patent_type where p.application_year between s.last_year - 4 and s.last_year group by p.patent_type
)
select m.patent_type, m.class_a, m.class_b, cast(m.recent_count as bigint) as recent_count, cast(m.former_count as bigint) as former_count,
  cast(m.recent_count as double) / cast(a.recent_count + b.recent_count - m.recent_count as double) as jaccard,
  case when a.former_count + b.former_count - m.former_count > 0 then cast(m.former_count as double) / cast(a.former_count + b.former_count - m.former_count as double) end as former_jaccard,
  cast(m.recent_count as double) * cast(f.n as double) / (cast(a.recent_count as double) * cast(b.recent_count as double)) as lift, m.former_count = 0 as is_new
from summed as m
join summed as a on a.patent_type = m.patent_type and a.class_a = m.class_a and a.class_b = m.class_a
join summed as b on b.patent_type = m.patent_type and b.class_a = m.class_b and b.class_b = m.class_b
join filed as f on f.patent_type = m.patent_type
where m.class_a <> m.class_b and m.recent_count >= 3
