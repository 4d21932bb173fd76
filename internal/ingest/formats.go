package ingest

// formats is the one list of formats, sorted by name. Adding a format is one line here, one file beside this one,
// its samples in testdata/<name>/ and its page docs/formats/<name>.md (the contract suite asks for all of them).
var formats = []Format{
	classTable,
	cnipaParts,
	cnipaXML,
	cnipaXMLOld,
	cnipaTable.format(),
	cpcScheme,
	docdb,
	epFulltext,
	geojson,
	incopat.format(),
	lensCSV.format(),
	lensJSONL,
	ops,
	patsnap.format(),
	tableFormat,
	usAPS,
	usApplication,
	usCPCMaster,
	usGrant,
	usPAP,
	usPATDOC,
	usXML4IP,
}
