-- title: {zh: 引证类别, en: Categories of citations}
-- about:
--   zh: 引证类别逐字母拆开；一条引证可有多个字母（如 XP）。
--   en: Category letters one by one; a citation may have several (XP).
-- grain: [citing_publication, seq, letter]
-- columns:
--   citing_publication: {zh: 施引文献, en: citing publication, unit: code}
--   letter: {zh: 类别字母, en: category letter, unit: code}
-- method: docs/methods/citations.md
with letters as (
  select letter from (values ('A'), ('D'), ('E'), ('I'), ('L'), ('O'), ('P'), ('R'), ('T'), ('X'), ('Y')) as l (letter)
)
select c.citing_publication, c.seq, l.letter
from base.citation as c join letters as l on position(l.letter in upper(c.category)) > 0
where c.category is not null
