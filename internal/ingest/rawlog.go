package ingest

// The raw tables that tell about imports themselves. They carry no provenance columns of their own.
var (
	rawBatch = bareTable("raw.batch", texts("batch", "created", "actor", "settings", "complete", "synthetic", "importer"))

	rawFile = bareTable("raw.file", join(texts("batch", "file", "hash", "name", "format", "encoding"),
		[]column{{"bytes", kindWhole}, {"records", kindWhole}, {"accepted", kindWhole}, {"skipped", kindWhole},
			{"rejected", kindWhole}, {"findings", kindWhole}}, texts("asserted_region")))

	rawFinding = bareTable("raw.finding", join(texts("batch", "file", "sheet"),
		[]column{{"line", kindWhole}, {"record", kindWhole}}, texts("field", "severity", "code", "value", "args")))

	rawRejected = bareTable("raw.rejected", join(texts("batch", "file", "sheet"),
		[]column{{"line", kindWhole}, {"record", kindWhole}}, texts("header", "cells", "reason_code", "reason_field", "reason_value")))
)
