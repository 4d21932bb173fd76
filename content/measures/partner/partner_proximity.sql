-- title: {zh: 技术邻近度, en: Technology proximity}
-- about:
--   zh: 每个主体在每类对方中 Jaffe 邻近度最高的 10 个（competitor_rank）和互补度最高的 10 个（complement_rank）。adjacent = mahalanobis − jaffe，即经由不同但相关小类的部分；complement = adjacent × (1 − jaffe)。小类相关度由全部参与分析的主体得出。没有小类的主体无定义，不列。小类多于 2000 个时只取专利最多的 2000 个。
--   en: For each party and kind of the other, the 10 with the highest proximity of Jaffe (competitor_rank) and the 10 most complementary ones (complement_rank). adjacent = mahalanobis − jaffe is what runs through different but related subclasses; complement = adjacent × (1 − jaffe). How subclasses are related comes from all parties compared. A party without subclasses has no proximity and is not listed. Of more than 2,000 subclasses the 2,000 with most patents count.
-- grain: [party_id, other_id]
-- count: patent
-- columns:
--   other_id: {zh: 对方, en: the other, unit: code}
--   party_type: {zh: 对方类型, en: type of the other, unit: code}
--   jaffe: {zh: Jaffe 邻近度, en: proximity (Jaffe), unit: ratio}
--   mahalanobis: {zh: Mahalanobis 邻近度, en: proximity (Mahalanobis), unit: ratio}
--   adjacent: {zh: 相邻领域部分, en: through adjacent fields, unit: ratio}
--   min_complement: {zh: 份额重叠, en: overlap of shares, unit: ratio}
--   complement: {zh: 互补度, en: complementarity, unit: ratio}
--   shared_class_count: {zh: 共有小类, en: subclasses in common, unit: count}
--   competitor_rank: {zh: 邻近名次, en: rank by proximity, unit: rank}
--   complement_rank: {zh: 互补名次, en: rank by complementarity, unit: rank}
--   main_class: {zh: 共有的主要小类, en: main subclass in common, unit: code}
-- kernel: {name: technology-proximity, options: {nearest: "10"}}
-- method: docs/methods/partners.md
with ranked as (
  select subclass, row_number() over (order by sum(patent_count) desc nulls last, subclass nulls last) as place from measure.partner_profile group by subclass
)
select p.party_id, p.subclass as class, p.patent_count, f.party_type
from measure.partner_profile as p join measure.partner_party as f on f.party_id = p.party_id
join ranked as r on r.subclass = p.subclass and r.place <= 2000
