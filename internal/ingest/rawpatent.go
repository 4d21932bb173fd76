package ingest

// The raw patent tables. Every patent format fills the same ones; content/tables documents each column, and a
// test keeps the two alike. Rows hang on a document by (file, record) and on a patent by patent_id.
var (
	rawPatent = newRawTable("raw.patent", join(
		texts("patent_id", "id_kind", "office", "application_raw", "application_number", "application_reason"),
		[]column{{"application_date", kindDate}},
		texts("publication_raw", "publication_number", "publication_kind", "publication_reason"),
		[]column{{"publication_date", kindDate}},
		texts("grant_raw", "grant_number"),
		[]column{{"grant_date", kindDate}},
		texts("date_precision", "patent_type", "pct_number", "title", "title_language", "abstract_language",
			"legal_status_raw", "legal_status"),
		[]column{{"status_date", kindDate}, {"claim_count", kindSmall}, {"independent_claim_count", kindSmall},
			{"page_count", kindSmall}, {"citation_count", kindSmall}, {"cited_by_count", kindSmall}, {"family_size", kindSmall}},
		texts("family_id", "extended_family_id", "applicant_region", "applicant_country"),
		[]column{{"earliest_priority_date", kindDate}, {"expiry_date", kindDate}},
		texts("language")))

	rawText = newRawTable("raw.patent_text", join(texts("patent_id", "language", "part"),
		[]column{{"seq", kindSmall}}, texts("body")))

	rawClaim = newRawTable("raw.patent_claim", join(texts("patent_id"),
		[]column{{"claim_number", kindSmall}, {"independent", kindFlag}}, texts("depends_on", "body")))

	rawParty = newRawTable("raw.patent_party", join(texts("patent_id"), []column{{"seq", kindSmall}},
		texts("role", "name_raw", "name", "country", "region_code", "address", "postcode", "party_type", "uscc")))

	rawClass = newRawTable("raw.patent_class", join(texts("patent_id"), []column{{"seq", kindSmall}},
		texts("scheme", "symbol_raw", "symbol"), []column{{"is_first", kindFlag}, {"is_inventive", kindFlag}},
		texts("version", "section", "class3", "subclass", "main_group")))

	rawPriority = newRawTable("raw.patent_priority", join(texts("patent_id"), []column{{"seq", kindSmall}},
		texts("country", "number_raw", "number"), []column{{"date", kindDate}}, texts("kind")))

	rawCitation = newRawTable("raw.patent_citation", join(texts("patent_id"), []column{{"seq", kindSmall}},
		texts("direction", "cited_raw", "cited_number", "cited_country", "cited_kind"), []column{{"cited_date", kindDate}},
		texts("cited_name", "category", "origin", "phase", "npl_text")))

	rawFamily = newRawTable("raw.patent_family", join(texts("patent_id"), []column{{"seq", kindSmall}},
		texts("family_kind", "member_raw", "member_number")))

	rawEvent = newRawTable("raw.patent_event", join(texts("patent_id"), []column{{"seq", kindSmall}, {"event_date", kindDate}},
		texts("event_code", "event_class", "event_text", "country", "party_from", "party_to")))
)

// patentTables lists them in the order of their names.
var patentTables = []*rawTable{rawCites, rawLinked, rawPatent, rawAlias, rawCitation, rawClaim, rawClass, rawEvent, rawFamily, rawPart, rawParty, rawPriority, rawText,
	rawPrior, rawEntry}
