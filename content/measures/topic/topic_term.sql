-- title: {zh: 主题特征词, en: Terms of topics}
-- about:
--   zh: 每个主题最有区分度的词（c-TF-IDF，题名中的词加权，较长的词优先；中文词由语料统计得出），及该主题中含此词的专利数。
--   en: The terms that set each topic apart (class-based TF-IDF, words of titles weighing more, longer terms preferred; Chinese words are found by counting), with the patents of the topic that have them.
-- grain: [topic, seq]
-- count: patent
-- columns:
--   topic: {zh: 主题, en: topic, unit: code}
--   term: {zh: 特征词, en: term, unit: text}
--   score: {zh: c-TF-IDF 得分, en: c-TF-IDF score, unit: ratio}
-- kernel: {name: topic_terms}
-- method: docs/methods/topic-map.md
select t.topic, coalesce(max(case when x.part = 'title' then x.body end), '') as title, coalesce(max(case when x.part = 'abstract' then x.body end), '') as text
from measure.topic_patent as t join base.patent_text as x on x.patent_id = t.patent_id and x.language = t.language
where x.part in ('title', 'abstract') group by t.topic, t.patent_id
