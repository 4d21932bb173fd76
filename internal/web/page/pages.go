package page

// pages is every page that is read with GET, by path. A new page is a trio of files and a line here.
var pages = []Page{
	{"overview", "/{$}", loadOverview},
	{"about", "/about", loadAbout},
	{"chains", "/chains", loadChains},
	{"chain", "/chains/{chain}", loadChain},
	{"chainnode", "/chains/{chain}/{node}", loadChainNode},
	{"chainedit", "/chains/new", loadChainNew},
	{"chainedit", "/chains/{chain}/edit", loadChainEdit},
	{"chainversions", "/chains/{chain}/versions", loadChainVersions},
	{"chainsheet", "/chainsheets/{upload}", loadChainSheet},
	{"clusters", "/clusters", loadClusters},
	{"cluster", "/clusters/{id}", loadCluster},
	{"data", "/data", loadData},
	{"batch", "/data/batches/{batch}", loadBatch},
	{"corrections", "/data/corrections", loadCorrections},
	{"correction", "/data/corrections/{upload}", loadCorrection},
	{"import", "/data/import/{upload}", loadImport},
	{"snapshots", "/data/snapshots", loadSnapshots},
	{"tables", "/data/tables", loadTables},
	{"table_one", "/data/tables/{table}", loadTable},
	{"words", "/docs", loadWords},
	{"doc", "/docs/{doc...}", loadDoc},
	{"firms", "/firms", loadFirms},
	{"firm", "/firms/{id}", loadFirm},
	{"job", "/jobs/{id}", loadJob},
	{"mainpath", "/mainpath", loadMainPath},
	{"network", "/network", loadNetwork},
	{"parties", "/parties", loadParties},
	{"partypair", "/parties/pair", loadPartypair},
	{"party", "/parties/{id}", loadParty},
	{"partners", "/partners", loadPartners},
	{"partner", "/partners/{party...}", loadPartner},
	{"patents", "/patents", loadPatents},
	{"patent", "/patents/{id}", loadPatent},
	{"plan", "/plan", loadPlan},
	{"query", "/query", loadQuery},
	{"regions", "/regions", loadRegions},
	{"region", "/regions/{code}", loadRegion},
	{"reports", "/reports", loadReports},
	{"report", "/reports/{report}", loadReport},
	{"reporttext", "/reports/{report}/text/{block}", loadReportText},
	{"search", "/search", loadSearch},
	{"tagging", "/tagging", loadTagging},
	{"tagset", "/tagging/sets/{set...}", loadTagSet},
	{"tags", "/tagging/uploads/{upload}", loadTags},
	{"topics", "/topics", loadTopics},
	{"topic", "/topics/{topic}", loadTopic},
	{"trace", "/trace", loadTrace},
	{"watch", "/watch", loadWatch},
	{"watched", "/watch/{party...}", loadWatched},
}

// actions change something.
var actions = []Action{
	{"/chains/{chain}/restore", restoreChain},
	{"/chainsheets", receiveChainSheet},
	{"/chainsheets/{upload}", applyChainSheet},
	{"/data/batches/{batch}/complete", saveComplete},
	{"/data/batches/{batch}/undo", undoBatch},
	{"/data/build", startBuild},
	{"/data/corrections/upload", receiveCorrections},
	{"/data/corrections/{id}/undo", undoCorrection},
	{"/data/corrections/{upload}", applyCorrections},
	{"/data/import/{upload}", startImport},
	{"/data/import/{upload}/mapping", saveMapping},
	{"/data/upload", receiveUpload},
	{"/jobs/{id}/cancel", cancelJob},
	{"/parties/decide", decideParties},
	{"/parties/decisions/{id}/undo", undoDecision},
	{"/parties/{id}/split", splitParty},
	{"/parties/{id}/unrank", leaveUnranked},
	{"/reports/{report}", freezeReport},
	{"/reports/{report}/text/{block}", saveReportText},
	{"/search/sample", receiveSample},
	{"/search/save", saveQuery},
	{"/tagging/sets", makeTagSet},
	{"/tagging/upload", receiveTags},
	{"/tagging/uploads/{upload}", applyTags},
}

// answers are what the scripts of pages ask for.
var answers = []Answer{
	{"/chains/count", countChain},
	{"/chains/new", saveChain},
	{"/chains/{chain}", saveChain},
}

// downloads send files.
var downloads = []Download{
	{"/chains/{chain}/file.xlsx", sendChainSheet},
	{"/chains/{chain}/file.yaml", sendChain},
	{"/data/batches/{batch}/rejected", sendRejected},
	{"/data/tables/{table}/{format}", sendTable},
	{"/data/templates/{table}", sendTemplate},
	{"/data/workbooks/{table}", sendCorrections},
	{"/jobs/{id}/events", sendEvents},
	{"/mainpath/{format}", sendMainPath},
	{"/network/data", sendNetworkData},
	{"/network/{format}", sendNetwork},
	{"/patents/list/{format}", sendPatents},
	{"/query/{format}", sendQuery},
	{"/reports/{report}/editions/{number}", sendEdition},
	{"/reports/{report}/trace/{id}", sendReportTrace},
	{"/reports/{report}/{format}", sendReport},
	{"/search/sample/sheet", sendSample},
	{"/search/set/{format}", sendSearch},
	{"/tagging/sheet", sendTagSheet},
	{"/topics/data", sendTopicData},
	{"/topics/find", sendTopicFound},
}

// menu is the navigation.
var menu = []struct {
	name  string
	items []struct{ name, path string }
}{
	{"see", []struct{ name, path string }{{"overview", "/"}, {"plan", "/plan"}, {"clusters", "/clusters"}, {"regions", "/regions"}, {"chains", "/chains"}, {"patents", "/patents"}, {"search", "/search"}, {"network", "/network"}, {"topics", "/topics"}, {"mainpath", "/mainpath"}, {"partners", "/partners"}, {"watch", "/watch"}, {"firms", "/firms"}, {"reports", "/reports"}}},
	{"work", []struct{ name, path string }{{"data", "/data"}, {"corrections", "/data/corrections"}, {"parties", "/parties"}, {"tagging", "/tagging"}, {"tables", "/data/tables"}, {"snapshots", "/data/snapshots"}, {"query", "/query"}}},
	{"know", []struct{ name, path string }{{"words", "/docs"}, {"about", "/about"}}},
}

// owners are the navigation entries of pages that have none of their own.
var owners = map[string]string{"cluster": "clusters", "region": "regions", "chain": "chains", "chainnode": "chains", "chainedit": "chains", "chainsheet": "chains", "chainversions": "chains", "patent": "patents", "firm": "firms", "report": "reports", "reporttext": "reports", "batch": "data", "import": "data",
	"job": "data", "correction": "corrections", "party": "parties", "partypair": "parties", "table_one": "tables", "doc": "words", "trace": "",
	"partner": "partners", "watched": "watch", "tagset": "tagging", "tags": "tagging", "topic": "topics"}
