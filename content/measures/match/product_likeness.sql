-- title: {zh: 产品名称的相似度, en: Likeness of product names}
-- about:
--   zh: 供应关系和企业主营产品中出现的产品名称两两的相似度（汉字二元组与英文词的 TF-IDF 余弦），不低于 0.3，每个名称最多 20 个。相同的名称不列（相似度为 1）。名称相似不等于产品可替代。
--   en: Likeness of the names of products that stand in supply links and as main products of firms (cosine of TF-IDF over pairs of Chinese characters and words), 0.3 at least, 20 for each name at most. Equal names are not listed (their likeness is 1). Alike names do not mean that products can replace one another.
-- grain: [text, other]
-- count: pair
-- columns:
--   text: {zh: 产品, en: product, unit: text}
--   other: {zh: 另一产品, en: other product, unit: text}
--   likeness: {zh: 名称相似度, en: likeness of names, unit: ratio}
-- kernel: {name: text-likeness, options: {least: "0.3", nearest: "20"}}
-- method: docs/methods/matching.md
select product as text from base.supply where product is not null
union
select main_product as text from base.firm where main_product is not null
