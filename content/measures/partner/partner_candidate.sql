-- title: {zh: 合作候选, en: Partner candidates}
-- about:
--   zh: 每个主体在每种目的下的候选对方，附依据。competitor 竞争者：非院校、邻近度至少 0.1（base.parameter 的 partner_proximity_minimum）；complement 互补者：非院校、互补名次在前；joint_rd 联合研发：院校 ↔ 其他主体，邻近或互补；alliance 技术联盟：都是非院校、邻近度够、且已共同申请、有共同合作者或同设区市；technology_import 技术引进：对方国别不同、邻近度够或本方引用其有效专利；licence_in 许可引进：本方专利引用对方有效专利；licence_out 许可输出：对方专利引用本方有效专利。每种目的每个主体取前 10（found_count 为符合条件者总数）。依据为事实，不是评价；是否合作由人判断。
--   en: For each party and purpose the candidates, with evidence. competitor, no academy, proximity of 0.1 at least (partner_proximity_minimum of base.parameter); complement, no academy, foremost in complementarity; joint_rd, an academy and another, near or complementary; alliance, neither an academy, near, and with joint filings, common partners or the same prefecture; technology_import, of another country, near or its patents in force are cited; licence_in, the party cites the other's patents in force; licence_out, the other cites the party's. The first 10 for each purpose (found_count tells of how many). Evidence is fact, not judgement.
-- grain: [party_id, purpose, other_id]
-- order: [party_id, purpose, rank, other_id]
-- count: patent
-- columns:
--   purpose: {zh: 合作目的, en: purpose, unit: code}
--   rank: {zh: 名次, en: rank, unit: rank}
--   found_count: {zh: 符合条件者总数, en: candidates in all, unit: count}
--   other_id: {zh: 对方, en: the other, unit: code}
--   other_name: {zh: 对方名称, en: name of the other, unit: text}
--   other_type: {zh: 对方类型, en: type of the other, unit: code}
--   other_country: {zh: 对方国别, en: country of the other, unit: code}
--   other_patent_count: {zh: 对方专利数, en: patents of the other, unit: count}
--   other_in_force_count: {zh: 对方有效专利数, en: patents of the other in force, unit: count}
--   jaffe: {zh: Jaffe 邻近度, en: proximity (Jaffe), unit: ratio}
--   complement: {zh: 互补度, en: complementarity, unit: ratio}
--   shared_class_count: {zh: 共有小类, en: subclasses in common, unit: count}
--   main_subclass: {zh: 共有的主要小类, en: main subclass in common, unit: code}
--   joint_count: {zh: 共同申请, en: joint filings, unit: count}
--   common_partner_count: {zh: 共同合作者, en: common partners, unit: count}
--   cites_count: {zh: 本方引用对方的专利, en: patents citing the other, unit: count}
--   cites_in_force_count: {zh: 被引的对方有效专利, en: patents of the other cited and in force, unit: count}
--   cited_by_count: {zh: 对方引用本方的专利, en: patents of the other citing, unit: count}
--   cited_in_force_count: {zh: 被引的本方有效专利, en: own patents cited and in force, unit: count}
--   is_same_prefecture: {zh: 同一设区市, en: same prefecture, unit: flag}
-- method: docs/methods/partners.md
with joint as (
  select party_a as party_id, party_b as other_id, patent_count from measure.co_applicants
  union all
  select party_b as party_id, party_a as other_id, patent_count from measure.co_applicants
), compared as (
  select f.rank as party_rank, j.other_id from joint as j join measure.partner_party as f on f.party_id = j.party_id
), pair as (
  select party_id, other_id from measure.partner_proximity
  union
  select party_id, cited_party_id as other_id from measure.partner_citation where cited_in_force_count > 0
  union
  select cited_party_id as party_id, party_id as other_id from measure.partner_citation where cited_in_force_count > 0
), ranked_pair as (
  select p.party_id, p.other_id, f.rank as party_rank, o.rank as other_rank from pair as p join measure.partner_party as f on f.party_id = p.party_id join measure.partner_party as o on o.party_id = p.other_id
), via as (
  select p.party_rank, p.other_rank, count(*) as common_partner_count
  from ranked_pair as p join compared as a on a.party_rank = p.party_rank join compared as b on b.party_rank = p.other_rank and b.other_id = a.other_id group by p.party_rank, p.other_rank
), known as (
  select p.party_id, p.other_id, p.party_rank, f.party_type, f.country, o.name as other_name, o.party_type as other_type, o.country as other_country, o.patent_count as other_patent_count,
    o.in_force_count as other_in_force_count, n.jaffe, n.complement, n.shared_class_count, n.main_class, n.competitor_rank, n.complement_rank,
    coalesce(j.patent_count, 0) as joint_count, coalesce(v.common_partner_count, 0) as common_partner_count,
    coalesce(c.citing_patent_count, 0) as cites_count, coalesce(c.cited_in_force_count, 0) as cites_in_force_count,
    coalesce(d.citing_patent_count, 0) as cited_by_count, coalesce(d.cited_in_force_count, 0) as cited_in_force_count,
    coalesce(f.prefecture_code = o.prefecture_code, false) as is_same_prefecture,
    f.party_type in ('university', 'institute') as is_academy, o.party_type in ('university', 'institute') as is_other_academy, coalesce(n.jaffe, 0) >= coalesce(m.value, 0.1) as is_near
  from ranked_pair as p join measure.partner_party as f on f.rank = p.party_rank join measure.partner_party as o on o.rank = p.other_rank
  left join measure.partner_proximity as n on n.party_id = p.party_id and n.other_id = p.other_id
  left join joint as j on j.party_id = p.party_id and j.other_id = p.other_id
  left join via as v on v.party_rank = p.party_rank and v.other_rank = p.other_rank
  left join measure.partner_citation as c on c.party_id = p.party_id and c.cited_party_id = p.other_id
  left join measure.partner_citation as d on d.party_id = p.other_id and d.cited_party_id = p.party_id
  left join base.parameter as m on m.parameter = 'partner_proximity_minimum'
), fitting as (
  select 'competitor' as purpose, jaffe as weight, party_rank, party_id, other_id, jaffe from known where competitor_rank is not null and not is_other_academy and is_near
  union all
  select 'complement' as purpose, complement as weight, party_rank, party_id, other_id, jaffe from known where complement_rank is not null and not is_other_academy
  union all
  select 'joint_rd' as purpose, coalesce(jaffe, 0) + coalesce(complement, 0) as weight, party_rank, party_id, other_id, jaffe from known where is_academy <> is_other_academy and jaffe is not null
  union all
  select 'alliance' as purpose, jaffe as weight, party_rank, party_id, other_id, jaffe from known where not is_academy and not is_other_academy and is_near and (joint_count > 0 or common_partner_count > 0 or is_same_prefecture)
  union all
  select 'technology_import' as purpose, cast(cites_in_force_count as double) + coalesce(jaffe, 0) as weight, party_rank, party_id, other_id, jaffe from known where country <> other_country and (is_near or cites_in_force_count > 0)
  union all
  select 'licence_in' as purpose, cast(cites_in_force_count as double) as weight, party_rank, party_id, other_id, jaffe from known where cites_in_force_count > 0
  union all
  select 'licence_out' as purpose, cast(cited_in_force_count as double) as weight, party_rank, party_id, other_id, jaffe from known where cited_in_force_count > 0
), ranked as (
  select f.*, row_number() over (partition by party_rank, purpose order by weight desc nulls last, other_id nulls last) as rank, count(*) over (partition by party_rank, purpose) as found_count from fitting as f
), kept as (
  select * from ranked where rank <= 10
), cited_only as (
  select k.party_id, k.other_id, a.subclass, max(a.patent_count) as patent_count
  from (select distinct party_id, other_id from kept where jaffe is null) as k join measure.partner_profile as a on a.party_id = k.party_id group by k.party_id, k.other_id, a.subclass
), shared as (
  select k.party_id, k.other_id, max(lpad(cast(case when k.patent_count < b.patent_count then k.patent_count else b.patent_count end as varchar), 9, '0') || k.subclass) as strongest
  from cited_only as k join measure.partner_profile as b on b.party_id = k.other_id and b.subclass = k.subclass group by k.party_id, k.other_id
)
select r.party_id, r.purpose, r.rank, r.found_count, r.other_id, k.other_name, k.other_type, k.other_country, k.other_patent_count, k.other_in_force_count, k.jaffe, k.complement, k.shared_class_count,
  coalesce(k.main_class, substr(s.strongest, 10)) as main_subclass, k.joint_count, k.common_partner_count, k.cites_count, k.cites_in_force_count, k.cited_by_count, k.cited_in_force_count, k.is_same_prefecture
from kept as r join known as k on k.party_id = r.party_id and k.other_id = r.other_id
left join shared as s on s.party_id = r.party_id and s.other_id = r.other_id
