-- title: {zh: 主题地图上的专利, en: Patents on the topic map}
-- about:
--   zh: 每件专利按题名（权重三倍）与摘要的文字得到一个主题和二维坐标；每件只取一种语言，中文优先，其次英文；每种语言一幅地图，主题统一编号，同一幅图内 0 最大。文字太少的、其语言不足 50 件的专利不在图上；超过 10 万件时按专利标识的散列值抽 10 万件。坐标没有单位，宽 1000；相近的专利文字相近，远处的距离没有意义。centrality 为与主题中心的余弦。
--   en: "Topic and place of each patent by the words of its title (thrice the weight) and abstract; one language a patent, Chinese first, then English; a map for each language, topics numbered through, within a map 0 being the largest. Patents with too little text, or of a language with fewer than 50, are on no map; of more than 100,000 patents a sample of 100,000 by the hash of their ids is. Places have no unit, the width is 1,000: near patents read alike, far distances mean nothing. centrality is the cosine with the topic's centre."
-- grain: [patent_id]
-- count: patent
-- columns:
--   language: {zh: 所用语言, en: language used, unit: code}
--   topic: {zh: 主题, en: topic, unit: code}
--   x: {zh: 地图横坐标, en: place on the map (x), unit: ratio}
--   y: {zh: 地图纵坐标, en: place on the map (y), unit: ratio}
--   centrality: {zh: 与主题中心的余弦, en: cosine with the topic's centre, unit: ratio}
-- kernel: {name: topic_patents}
-- method: docs/methods/topic-map.md
with spoken as (
  select patent_id, language, max(case when part = 'title' then body end) as title, max(case when part = 'abstract' then body end) as body
  from base.patent_text where part in ('title', 'abstract') group by patent_id, language
), ranked as (
  select s.*, row_number() over (partition by patent_id order by case language when 'zh' then 0 when 'en' then 1 else 2 end nulls last, language nulls last) as place from spoken as s
)
select patent_id, coalesce(body, '') as text, title, language from ranked where place = 1
