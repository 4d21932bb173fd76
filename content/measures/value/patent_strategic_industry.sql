-- title: {zh: 专利的战略性新兴产业, en: Strategic industries of patents}
-- about:
--   zh: 按导入的对照表（base.class_concordance，目标体系名含“战略性新兴产业”或以 SEI 开头）由 IPC 对应的产业；对照表的分类号为小类、大组或小组均可，取其最细者。没有导入对照表就没有行：官方参照关系表（2021）未随产品提供，不自行编造。
--   en: Industries that an imported concordance (target scheme 战略性新兴产业 or SEI…) gives a patent's IPC symbols, at the finest level the concordance has. Without an imported concordance there are no rows; the official table (2021) does not come with the product, and none is made up.
-- grain: [patent_id, target_code]
-- count: patent
-- columns:
--   target_code: {zh: 产业代码, en: industry, unit: code}
--   target_name: {zh: 产业名称, en: name of the industry, unit: text}
-- method: docs/methods/strategic-industries.md
with concordance as (
  select symbol, target_code, max(target_name) as target_name from base.class_concordance
  where scheme = 'ipc' and (target_scheme like '%战略性新兴产业%' or upper(target_scheme) like 'SEI%') group by symbol, target_code
), used as (
  select distinct symbol, main_group, subclass from base.patent_class where scheme = 'ipc' and exists (select 1 from concordance)
), placed as (
  select u.symbol, c.target_code, c.target_name, 3 as fine from used as u join concordance as c on c.symbol = u.symbol
  union all
  select u.symbol, c.target_code, c.target_name, 2 as fine from used as u join concordance as c on c.symbol = u.main_group where u.main_group is not null and u.main_group <> u.symbol
  union all
  select u.symbol, c.target_code, c.target_name, 1 as fine from used as u join concordance as c on c.symbol = u.subclass where u.subclass is not null and u.subclass <> u.symbol
), finest as (
  select symbol, target_code, target_name, fine, max(fine) over (partition by symbol) as finest from placed
)
select c.patent_id, f.target_code, max(f.target_name) as target_name
from base.patent_class as c join finest as f on f.symbol = c.symbol and f.fine = f.finest
where c.scheme = 'ipc' group by c.patent_id, f.target_code
