package web

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// scenario is one request and what has to come back. has and hasNot are "selector" or "selector = text", where the
// text has to stand in one of the elements found.
type scenario struct {
	name, method, path, body string
	empty                    bool // asks the empty workspace
	status                   int
	kind                     string // content type it begins with
	has, hasNot              []string
	holds                    []string // in the body as it is
}

var scenarios = []scenario{
	{name: "the overview shows key numbers that open", path: "/", has: []string{"h1 = 总览", "ul.figures a[title]", ".banner = 合成数据", ".map a", "[data-chart]", "article .tag"}},
	{name: "an empty workspace says what to import", path: "/", empty: true, has: []string{".empty = 导入数据", "article h3 = T1"}, hasNot: []string{".banner", "ul.figures"}},
	{name: "English is complete", path: "/en", has: []string{"html[lang=en]", "h1 = at a glance", "link[hreflang=zh-CN]", ".tools a[lang=zh-CN]"}, hasNot: []string{"nav.side = 总览"}},
	{name: "the plan shows targets, clusters and clauses", path: "/plan", has: []string{"#T1", "#T2", "#T3", "#c-2-3-d .no = 二(三)", ".tag.met", "article = 半导体发光"}},
	{name: "the plan can be asked for a year", path: "/plan?year=2015", has: []string{"[aria-current=true] = 2015"}},
	{name: "the plan looks ahead from an earlier year", path: "/plan?year=2014", has: []string{"#outlook", "#outlook-T1", "#outlook-T3", "th = 半导体发光"}},
	{name: "all targets due: an earlier year is offered", path: "/plan", has: []string{"#outlook .note = 所选年份没有可预测的未到期目标。请在页首选择较早的年份，看当年的达标前景。"}},
	{name: "what if one cluster grew", path: "/plan?year=2014&target=T1&cluster=ecological_agriculture&growth=30", has: []string{"#outlook caption = 高效生态农业：2014 年以后每年增长 30%"}},
	{name: "a growth has to be a number", path: "/plan?year=2014&target=T1&cluster=ecological_agriculture&growth=x", status: 400},
	{name: "changed weights become a scheme of their own", path: "/evaluation/benchmark_2015/yaml?w.results=3", holds: []string{"id: benchmark_2015_reweighted", "weight: 3", "# 由评价方案 benchmark_2015 改权重而来"}},
	{name: "regions by how special they are", path: "/regions?by=krugman", has: []string{"#h-ranking", "th a = 潍坊市", "th[aria-sort] = Krugman"}},
	{name: "a region's industries", path: "/regions/370700", has: []string{"#portfolio", "#chances", "h1 = 潍坊市", "#portfolio .tag = 强集群"}},
	{name: "a region without firms", path: "/regions/110000", status: 404},
	{name: "backbone firms by the four criteria", path: "/backbone?cluster=copper", has: []string{"#backbone", "h1 = 骨干企业", "a.chip[aria-current=true] = 铜冶炼"}},
	{name: "backbone firms of nobody", path: "/backbone", empty: true, has: []string{".empty = 集群成员名单"}},
	{name: "backbone firms of no cluster", path: "/backbone?cluster=none", status: 404},
	{name: "evidence of no member", path: "/backbone?firm=none", status: 404},
	{name: "spatial autocorrelation of an indicator", path: "/regions/autocorrelation", has: []string{"h1 = 空间自相关", "#units tbody tr", "#indicators tbody a", "figure.map rect", "[data-chart]", "p.note = 最近的 4 个地区", "#units thead = 象限"}},
	{name: "spatial autocorrelation without data", path: "/regions/autocorrelation", empty: true, has: []string{".empty = 空间自相关"}},
	{name: "spatial autocorrelation of no indicator", path: "/regions/autocorrelation?of=x", status: 404},
	{name: "linkages of sectors", path: "/linkages?table=370000|2012&by=ghosh", has: []string{"#sectors", "#links tbody tr", "#links thead = 容许度", "#sectors thead = 后向抽取损失", "#sectors thead = 前向抽取损失", "#sectors thead = 全部抽取损失", "#sectors thead = 上游度", "#sectors thead = 感应度系数（Ghosh 行和）", "[data-chart]", "a.chip[aria-current=true] = 山东省 2012"}},
	{name: "linkages without a table", path: "/linkages", empty: true, has: []string{".empty = 投入产出表"}},
	{name: "linkages of no table", path: "/linkages?table=none", status: 404},
	{name: "linkages by no coefficient", path: "/linkages?by=x", status: 400},
	{name: "supply risk of firms and products", path: "/risk", has: []string{"#firms", "#products", "h1 = 断供风险", "#firms .tag = 独家供应"}},
	{name: "supply risk of a cluster", path: "/risk?cluster=copper", has: []string{"a.chip[aria-current=true] = 铜冶炼"}},
	{name: "supply risk without links", path: "/risk", empty: true, has: []string{".empty = 供应关系"}},
	{name: "nobody stops who has no links", path: "/risk?firm=none", status: 404},
	{name: "supply risk of no cluster", path: "/risk?cluster=none", status: 404},
	{name: "backbone firms by a parameter there is not", path: "/backbone?sort=x", status: 400},
	{name: "a year has to be one", path: "/plan?year=x", status: 400, has: []string{"h1 = 请求有误"}},
	{name: "clusters show reported beside sums", path: "/clusters", has: []string{"thead = 上报产值", "thead = 成员企业合计", "tbody a = 铜冶炼"}},
	{name: "one cluster has members and a trace a number", path: "/clusters/copper", has: []string{"h1 = 铜冶炼", "#members tbody tr", "ul.figures a", "[data-chart]"}},
	{name: "a cluster of the policy has a page without data", path: "/clusters/copper", empty: true, has: []string{".empty = 还没有数据"}},
	{name: "an unknown cluster is not found", path: "/clusters/nowhere", status: 404, has: []string{"h1 = 没有找到"}},
	{name: "chains lead to their maps", path: "/chains", has: []string{"h1 = 产业链", "tbody a = 高端聚氨酯"}},
	{name: "chains wait for a build", path: "/chains", empty: true, has: []string{".empty = 尚未生成"}},
	{name: "a chain's map shows nodes by stage with advice and evidence", path: "/chains/polyurethane?place=370000", has: []string{".chainmap h3 = 上游", ".chainnode a = 异氰酸酯", ".chainlegend = 补链", "#chain_evidence tbody tr"}, hasNot: []string{".top .place = 370000"}},
	{name: "a node shows evidence, years and holders", path: "/chains/polyurethane/isocyanate?place=370000", has: []string{"h1 = 异氰酸酯", "ul.figures = 对外依赖度", "[data-chart]", "#chain_holders tbody tr", "#chain_patents tbody a", "code = 二异氰酸酯"}},
	{name: "a chain can be edited where scripts run, and taken as a table where they do not", path: "/chains/polyurethane/edit", has: []string{"h1 = 修改产业链", "[data-chainedit]", "noscript = Excel", "form[data-save]"}},
	{name: "a new chain begins with nothing or with another's nodes", path: "/en/chains/new", has: []string{"h1 = New chain", "select[name=from] option = polyurethane", "[data-of-chain=id]"}},
	{name: "no chain begins with one that is none", path: "/chains/new?from=nothing", status: 404},
	{name: "a chain never changed has no versions", path: "/chains/copper/versions", status: 404},
	{name: "the versions of a chain of the product", path: "/chains/lithium_batteries/versions", has: []string{"h1 = 产业链版本", ".lede = 产品自带", "p.empty = 没有改过"}, hasNot: []string{"form[method=post]"}},
	{name: "a version that is none is refused", path: "/chains/polyurethane/versions?from=0&to=x", status: 400},
	{name: "a chain is counted as it is written", method: "POST", path: "/chains/count", body: `{"chain": {"id": "x", "title": {"zh": "甲", "en": ""}, "nodes": [{"id": "", "title": {"zh": "电", "en": ""}, "query": "电 OR ("}]}}`,
		kind: "application/json", holds: []string{`"reason":"第 7 个字符`, `"wrong":""`, `"faults":[]`}},
	{name: "what no desk sends is refused", method: "POST", path: "/en/chains/count", body: `{"chain": {"frob": 1}}`, status: 400, kind: "application/json", holds: []string{`unknown field`}},
	{name: "a chain with faults is not saved", method: "POST", path: "/chains/new", body: `{"chain": {"id": "x", "title": {"zh": "甲", "en": ""}, "nodes": []}, "state": "", "note": ""}`, status: 400, kind: "application/json", holds: []string{"产业链有 1 处错误"}},
	{name: "an unknown chain is not found", path: "/chains/nowhere", status: 404, has: []string{"h1 = 没有找到"}},
	{name: "an unknown node is not found", path: "/chains/polyurethane/nothing", status: 404, has: []string{"h1 = 没有找到"}},
	{name: "patents have facets and downloads", path: "/patents", has: []string{".facet", "#table tbody tr", ".downloads a = XLSX", "a[download] = Parquet"}},
	{name: "a facet narrows the list", path: "/patents?type=design", has: []string{".facet a[aria-current=true] = 外观设计", "tbody = 外观设计"}, hasNot: []string{"tbody = 实用新型"}},
	{name: "text finds patents", path: "/patents?q=%E7%94%B5", has: []string{"#table tbody tr", "input[name=q]"}},
	{name: "no hit is told, not shown as an empty page", path: "/patents?q=zzzzzz", has: []string{"p.empty = 没有符合条件的行"}},
	{name: "the network of citations has a picture, a table and downloads", path: "/network?application_year__lte=2016&class=", has: []string{"[data-network]", "h2 = 引证网络", "section tbody tr", "a[download] = VOSviewer", ".chip[aria-current=true] = 按关系", "input[name=application_year__lte]"}},
	{name: "the network of partners has one too", path: "/en/network?kind=partners", has: []string{"[data-network]", "h2 = Co-application network", "section tbody tr", "a[download] = Pajek"}, hasNot: []string{".chip = By time"}},
	{name: "what was chosen of partners does not disturb the citations", path: "/network?joint_count__gte=2&q=", has: []string{"[data-network]"}},
	{name: "an unknown network is refused", path: "/network?kind=frob", status: 400, has: []string{"h1 = 请求有误"}},
	{name: "a network without nodes says so", path: "/network?class=zzzz", has: []string{"p = 没有符合条件的结点"}, hasNot: []string{"[data-network]"}},
	{name: "no network in an empty workspace", path: "/network", empty: true, has: []string{".empty = 还没有网络"}},
	{name: "the main path is drawn on time and listed", path: "/mainpath", has: []string{".path svg a circle", ".path .years text", "th = 施引专利", "a[download] = GEXF", ".chip[aria-current=true] = 全局", "ul.figures = 主路径上的专利"}},
	{name: "its variants are chosen", path: "/mainpath?search=key-route&k=3&weight=spnp&cycles=cut", has: []string{"input[name=k]", ".chip[aria-current=true] = 关键路径", ".chip[aria-current=true] = SPNP", ".chip[aria-current=true] = 截断逆向弧"}},
	{name: "a variant that is none is refused", path: "/mainpath?weight=frob", status: 400},
	{name: "patents that do not cite each other have no main path", path: "/mainpath?class=zzzz", has: []string{"p.note = 没有主路径"}, hasNot: []string{".path svg"}},
	{name: "the main path leaves for Pajek", path: "/mainpath/pajek", kind: "text/plain", holds: []string{"*Vertices ", "*Arcs"}},
	{name: "the topic map has a picture, a way without a mouse and a table", path: "/topics?sort=-patent_count", has: []string{"[data-map]", "h2 = 主题地图", "fieldset input[name=topic]", "#table tbody tr", "a[download] = XLSX", "nav a[aria-current=page] = 主题地图"}},
	{name: "a topic has its terms, years, applicants and central patents", path: "/en/topics/0", has: []string{"h2 = Terms", "h2 = Leading applicants", "h2 = Most central patents", "figure", "a.button = Its patents"}},
	{name: "topics chosen by boxes list their patents", path: "/patents?topic=0&topic=1", has: []string{"a.chip = 主题 0、1 ×", "#table tbody tr"}},
	{name: "an area of the map lists its patents", path: "/patents?area=zh:-600,-600,600,-600,600,600,-600,600", has: []string{"a.chip = 主题地图上圈选的一片 ×", "#table tbody tr"}},
	{name: "an area without a way round is refused", path: "/patents?area=zh:1,2,3", status: 400, has: []string{"h1 = 请求有误"}},
	{name: "a topic that is no number is refused", path: "/topics/led", status: 400},
	{name: "an unknown topic is not found", path: "/topics/99999", status: 404},
	{name: "a map of a language that has none is not found", path: "/topics?language=fr", status: 404},
	{name: "no topic map in an empty workspace", path: "/topics", empty: true, has: []string{".empty = 还没有主题地图"}},
	{name: "an unknown form of a network is not found", path: "/network/pdf", status: 404},
	{name: "the search console shows how each language is written", path: "/search", has: []string{"h1 = 检索台", "textarea[name=query]", "#h-help", "table a = TA:"}, hasNot: []string{"#results"}},
	{name: "a query has hits, counts, facets, highlights and downloads", path: "/search?query=tiab%3D%E7%94%B5+not+ti%3D%E7%81%AF&dialect=incopat", has: []string{"ol.hits li h3 a", "ol.hits mark = 电", ".querypart = ti=灯", ".facet a", ".downloads a = XLSX", "ol.hits a = 相近专利"}},
	{name: "a facet narrows a query in its own language", path: "/search?query=TA%3A%E7%94%B5&dialect=patsnap&type=invention", has: []string{".querypart = PATENT_TYPE:invention", ".facet a[aria-current=true] = 发明"}},
	{name: "a query is translated, with what is lost", path: "/search?query=ti%3D%28%E7%94%B5+%282f%29%29&dialect=incopat&to=us", has: []string{"#h-written = 美国专利商标局", "ul.warn li = 没有词频算符"}},
	{name: "a bad query shows the place and the reason", path: "/search?query=ti%3D%28%E7%94%B5+or&dialect=incopat", status: 400, has: []string{"p[role=alert] = 第 9 个字符", "p[role=alert] = 检索式不完整", "mark.wrong", "textarea[aria-invalid=true]"}, hasNot: []string{"#results"}},
	{name: "in English too", path: "/en/search?query=xyz%3D1&dialect=incopat", status: 400, has: []string{"p[role=alert] = there is no field"}},
	{name: "a query without hits says so", path: "/search?query=zzzzzz", has: []string{"p.empty = 没有命中"}},
	{name: "the patents found leave as a file", path: "/search/set/csv?query=%E7%94%B5", kind: "text/csv", holds: []string{"CN"}},
	{name: "a bad query leaves as none", path: "/search/set/csv?query=%28", status: 400},
	{name: "no search in an empty workspace", path: "/search", empty: true, has: []string{".empty"}},
	{name: "quotes in a search are text", path: "/patents?q=%27%22%3B--%25_", status: 200, has: []string{"p.empty"}},
	{name: "a column filter is read as its type", path: "/patents?application_date__gte=2015-01-01&sort=-application_date", has: []string{"ul.chips a = 2015-01-01", "th[aria-sort=descending]"}},
	{name: "a day that is none is refused", path: "/patents?application_date__gte=tomorrow", status: 400},
	{name: "an unknown column is refused", path: "/patents?colour=red", status: 400, has: []string{"code = colour"}},
	{name: "an unknown patent is not found", path: "/patents/CN000", status: 404},
	{name: "a patent has its indicators with their place in the cohort", path: "/patents/CN200519000004", has: []string{"#quality h2 = 质量指标", "#quality td = 通用性", "#quality th = 同组百分位", "p.soft = 同组（受理局"}},
	{name: "the quality report keeps utility models apart", path: "/reports/quality", has: []string{"td = 实用新型与外观设计不以引证评价", "h2 = 数据能支持什么"}},
	{name: "growth is told with curves and bands", path: "/reports/lifecycle", has: []string{"h2 = 申请趋势", "h2 = 成熟度", "th = 年均增长"}},
	{name: "without effect tags there is no matrix, and the page says so", path: "/reports/whitespace", has: []string{"strong = 没有功效标引"}, hasNot: []string{"th = 调整残差"}},
	{name: "inventors have bands for namesakes", path: "/reports/talent", has: []string{"th = 同一申请人名下（下限）", "h3 = 创新能力"}},
	{name: "talent is selected for a node, with fit and risks", path: "/reports/talent?node=semiconductor_lighting.epitaxy&region=370000", has: []string{"h3 = 名单", "th = 专注度", "th = 职务发明线索"}},
	{name: "an industry is navigated by direction, position, path", path: "/reports/industry?chain=semiconductor_lighting&region=370000", has: []string{"h2 = 产业发展方向", "h2 = 区域产业发展定位", "h2 = 区域产业发展路径", "h2 = 风险预警", "h3 = 强链、补链、延链"}},
	{name: "a region stands among its peers", path: "/en/reports/region?region=370500", has: []string{"h2 = Competitiveness", "h2 = Match", "td = Jinan"}},
	{name: "a valuation shows all 27 indicators and its weights", path: "/en/reports/valuation", has: []string{"td = market share", "h3 = Weights", "strong = The rest is for people to judge"}},
	{name: "firms can be filtered by name", path: "/firms?name__contains=%E5%90%88%E6%88%90", has: []string{"tbody a", "th a[title]"}},
	{name: "no firms: a template is offered", path: "/firms", empty: true, has: []string{"a[download] = 企业"}},
	{name: "the data page takes files and shows what is missing", path: "/data", has: []string{"form[data-drop] input[type=file]", ".status-grid td", "a[download] = 下载模板"}},
	{name: "tables are listed in the direction of data", path: "/data/tables", has: []string{"h2 = 指标", "h2 = 实体", "h2 = 导入原样"}},
	{name: "a table explains its columns and its origin", path: "/data/tables/base.firm", has: []string{"#h-cols", ".lineage a", "pre"}},
	{name: "a table that is none is not found", path: "/data/tables/base.nothing", status: 404},
	{name: "a name that is SQL is no table", path: "/data/tables/base.firm%3Bdrop", status: 404},
	{name: "old snapshots open and say so", path: "/patents?at=1", has: []string{".banner.old"}},
	{name: "a snapshot that is none is not found", path: "/?at=99", status: 404},
	{name: "snapshots can be compared", path: "/data/snapshots?from=1&to=2", has: []string{"#diff tbody tr"}},
	{name: "a query runs", path: "/query?sql=select+count(*)+as+n+from+base.firm", has: []string{"#result tbody td.num"}},
	{name: "what the gate refuses is told on the page", path: "/query?sql=drop+table+base.firm", status: 403, has: []string{"[role=alert]"}},
	{name: "files cannot be read by a query", path: "/query?sql=select+*+from+read_csv('/etc/passwd')", status: 403, has: []string{"[role=alert]"}, hasNot: []string{"#result"}},
	{name: "a trace leads to batches and findings", path: "/trace?sql=select+count(*)+as+n+from+base.patent", has: []string{".lineage a = 专利", "#h-batches", "#h-findings", ".value"}},
	{name: "a trace of nothing is refused", path: "/trace", status: 400},
	{name: "reports are listed", path: "/reports", has: []string{"article a"}},
	{name: "a report is rendered with its numbers open", path: "/reports/overview", has: []string{"article.report h1", "article.report a"}},
	{name: "a report that is none is not found", path: "/reports/none", status: 404},
	{name: "terms and methods are shown", path: "/docs", has: []string{"h2 = 术语", "h2 = 文件格式"}},
	{name: "a method page is shown", path: "/docs/methods/clusters", has: []string{"article.prose"}},
	{name: "a path outside the docs is not found", path: "/docs/%2e%2e/go.mod", status: 404},
	{name: "limits are told", path: "/en/about", has: []string{"li = legal advice"}},
	{name: "an unknown page is not found in the reader's language", path: "/en/nothing", status: 404, has: []string{"html[lang=en]", "h1 = Not found"}},

	{name: "health", path: "/healthz", kind: "text/plain", holds: []string{"ok"}},
	{name: "assets are typed", path: "/assets/x/app.css", kind: "text/css", holds: []string{"--brand"}},
	{name: "assets outside are not found", path: "/assets/x/../../go.mod", status: 404},
	{name: "a CSV begins with the byte order mark", path: "/data/tables/base.cluster/csv", kind: "text/csv", holds: []string{"\ufeff", "copper"}},
	{name: "a workbook is one", path: "/data/tables/base.cluster/xlsx", kind: "application/vnd.openxml", holds: []string{"PK"}},
	{name: "Parquet is Parquet", path: "/data/tables/base.cluster/parquet", kind: "application/vnd.apache.parquet", holds: []string{"PAR1"}},
	{name: "JSON is JSON", path: "/patents/list/json?type=design", kind: "application/json", holds: []string{`"patent_type":"design"`}},
	{name: "no other format", path: "/data/tables/base.cluster/exe", status: 404},
	{name: "templates download", path: "/data/templates/firm", kind: "application/vnd.openxml", holds: []string{"PK"}},
	{name: "a query downloads", path: "/query/csv?sql=select+1+as+one", kind: "text/csv", holds: []string{"one"}},

	{name: "API: the description", path: "/api/openapi.json", kind: "application/openapi+json", holds: []string{`"openapi":"3.1.0"`, "/api/v1/tables/{table}/rows"}},
	{name: "API: tables", path: "/api/v1/tables", kind: "application/json", holds: []string{`"base.patent"`}},
	{name: "API: rows in pages", path: "/api/v1/tables/base.patent/rows?page_size=2&fields=patent_id,patent_type&patent_type=design", kind: "application/json", holds: []string{`"patent_type":"design"`, "next_page_token"}},
	{name: "API: a count on request", path: "/api/v1/tables/base.cluster/rows?count=exact", kind: "application/json", holds: []string{`"total":`}},
	{name: "API: an unknown column is refused", path: "/api/v1/tables/base.patent/rows?colour=red", status: 400, kind: "application/problem+json", holds: []string{"colour"}},
	{name: "API: an unknown parameter is refused", path: "/api/v1/tables?colour=red", status: 400, kind: "application/problem+json", holds: []string{"colour"}},
	{name: "API: a wrong token is refused", path: "/api/v1/tables/base.patent/rows?page_token=xx", status: 400, kind: "application/problem+json"},
	{name: "API: rows of an old snapshot", path: "/api/v1/tables/raw.firm/rows?at=1&page_size=1", kind: "application/json", holds: []string{`"snapshot":1`}},
	{name: "API: a snapshot that is none", path: "/api/v1/tables/base.patent/rows?at=999", status: 404, kind: "application/problem+json"},
	{name: "API: a plan at a snapshot that is none", path: "/api/v1/plans/shandong-2015-4/status?at=999", status: 404, kind: "application/problem+json"},
	{name: "a report without data says so", path: "/reports/landscape", empty: true, has: []string{"[role=alert] = 还没有数据"}, hasNot: []string{"article.report"}},
	{name: "API: an unknown table", path: "/api/v1/tables/base.none/rows", status: 404, kind: "application/problem+json"},
	{name: "API: an unknown path", path: "/api/v1/none", status: 404, kind: "application/problem+json"},
	{name: "API: a wrong method", method: "DELETE", path: "/api/v1/tables", status: 405, kind: "application/problem+json"},
	{name: "API: a query", method: "POST", path: "/api/v1/query", body: `{"sql":"select firm_id, name from base.firm order by firm_id limit 1"}`, kind: "application/json", holds: []string{`"firm_id":"9`}},
	{name: "API: a search", path: "/api/v1/search?query=tiab%3D%E7%94%B5&dialect=incopat&facets=type,year&limit=2", kind: "application/json", holds: []string{`"dialect":"incopat"`, `"total":`, `"patent_id":"`, `"name":"year"`}},
	{name: "API: a query that ends early", path: "/api/v1/search?query=tiab%3D(LED", status: 400, kind: "application/problem+json", holds: []string{`"pointer":"/query/`}},
	{name: "API: no such facet", path: "/api/v1/search?query=LED&facets=colour", status: 400, kind: "application/problem+json", holds: []string{"colour"}},
	{name: "API: a translation", path: "/api/v1/search/translation?query=tiab%3D(LED%20or%20lamp)&from=incopat&to=patsnap", kind: "application/json", holds: []string{`TA:(LED OR lamp)`}},
	{name: "API: the gate", method: "POST", path: "/api/v1/query", body: `{"sql":"copy base.firm to 'x'"}`, status: 403, kind: "application/problem+json"},
	{name: "API: a body that does not fit", method: "POST", path: "/api/v1/query", body: `{"sequel":1}`, status: 400, kind: "application/problem+json"},
	{name: "API: the plan", path: "/api/v1/plans/shandong-2015-4/status?year=2020", kind: "application/json", holds: []string{`"T1"`, `"一(三)"`}},
	{name: "API: snapshots", path: "/api/v1/snapshots", kind: "application/json"},
	{name: "API: batches", path: "/api/v1/batches", kind: "application/json", holds: []string{`"synthetic":true`}},
	{name: "API: jobs", path: "/api/v1/jobs", kind: "application/json"},
	{name: "API: reports", path: "/api/v1/reports", kind: "application/json", holds: []string{"landscape"}},
}

func TestScenarios(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) { s.test(t) })
	}
}

func (s scenario) test(t *testing.T) {
	t.Helper()
	answer, body := s.ask(t)
	if want := max(s.status, 200); s.status == 0 && answer.StatusCode != 200 || s.status != 0 && answer.StatusCode != want {
		t.Fatalf("%s: status %d, want %d\n%.600s", s.path, answer.StatusCode, want, body)
	}
	if kind := answer.Header.Get("Content-Type"); s.kind != "" && !strings.HasPrefix(kind, s.kind) {
		t.Errorf("%s: content type %s, want %s", s.path, kind, s.kind)
	}
	for _, part := range s.holds {
		if !bytes.Contains(body, []byte(part)) {
			t.Errorf("%s lacks %q:\n%.600s", s.path, part, body)
		}
	}
	if len(s.has)+len(s.hasNot) > 0 {
		s.look(t, body)
	}
}

func (s scenario) ask(t *testing.T) (*http.Response, []byte) {
	t.Helper()
	server := fixture.full
	if s.empty {
		server = fixture.empty
	}
	method := s.method
	if method == "" {
		method = http.MethodGet
	}
	request, err := http.NewRequest(method, server.URL+s.path, strings.NewReader(s.body))
	if err != nil {
		t.Fatal(err)
	}
	if s.body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}

func (s scenario) look(t *testing.T, body []byte) {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range s.has {
		if !found(page, want) {
			t.Errorf("%s lacks %s", s.path, want)
		}
	}
	for _, unwanted := range s.hasNot {
		if found(page, unwanted) {
			t.Errorf("%s has %s", s.path, unwanted)
		}
	}
}

// found tells whether "selector" or "selector = text" holds.
func found(page *html.Node, want string) bool {
	selector, text, _ := strings.Cut(want, " = ")
	for _, n := range selects(page, selector) {
		if strings.Contains(textOf(n), text) {
			return true
		}
	}
	return false
}
