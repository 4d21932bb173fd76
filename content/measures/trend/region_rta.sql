-- title: {zh: 地区技术优势（各总体）, en: Technology advantage by population}
-- about:
--   zh: 在声明完整的总体内，各设区市在各 WIPO 主领域的显性技术优势（series = 总体|专利类型，unit 地区，class 领域）。没有声明完整的总体就没有行：未知样本的 RTA 是未知。
--   en: Revealed technology advantage of prefectures in WIPO fields, within populations stated complete (series = population|type, unit region, class field). Without such a population there are no rows, for the RTA of an unknown sample is unknown.
-- grain: [series, unit, class]
-- count: patent
-- columns:
--   series: {zh: 序列, en: series, unit: code}
--   unit: {zh: 地区代码, en: region, unit: code}
--   class: {zh: 领域, en: field, unit: code}
--   unit_count: {zh: 该地区全部件数, en: patents of the region, unit: count}
--   class_count: {zh: 该领域全部件数, en: patents of the field, unit: count}
--   rta: {zh: 技术优势 RTA, en: technology advantage (RTA), unit: ratio}
--   rta_low: {zh: RTA 下限（95%）, en: RTA lower bound (95 %), unit: ratio}
--   rta_high: {zh: RTA 上限（95%）, en: RTA upper bound (95 %), unit: ratio}
--   rpa: {zh: RPA（−100–100）, en: RPA (−100–100), unit: ratio}
--   rsi: {zh: RSI（−1–1）, en: RSI (−1–1), unit: ratio}
--   is_uncommon: {zh: 期望不足 5 件, en: fewer than five expected, unit: flag}
-- kernel: {name: rta}
-- method: docs/methods/advantage.md
select m.population || '|' || p.patent_type as series, g.prefecture_code as unit, f.field_number as class, cast(count(*) as double) as patent_count
from base.population_patent as m join base.patent as p on p.patent_id = m.patent_id join base.patent_region as g on g.patent_id = m.patent_id
join base.patent_field as f on f.patent_id = m.patent_id and f.is_main
where g.prefecture_code is not null
group by m.population || '|' || p.patent_type, g.prefecture_code, f.field_number
