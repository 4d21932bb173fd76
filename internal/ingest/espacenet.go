package ingest

// espacenet is the result list of the EPO's Espacenet: the XLS or CSV of the classic site (until 2020), one
// publication a row, and the CSV or XLSX of the present one, one simple family a row. Values are lines of a cell.
var espacenet = &profile{
	name:   "espacenet",
	enough: 3,
	signs: []string{"International classification", "Cooperative Patent Classification", "Date of application", "Patents cited in the search report",
		"Literature cited in the search report", "Other patent citations", "International search citation", "Earliest priority", "Earliest publication", "Family number"},
	fields: map[string]string{
		"No": "", "Title": "title", "Publication number": "publication_number", "Publication date": "publication_date", "Inventor(s)": "inventor", "Inventors": "inventor",
		"Applicant(s)": "applicant", "Applicants": "applicant", "International classification": "ipc", "IPC": "ipc", "Cooperative Patent Classification": "cpc", "CPC": "cpc",
		"Application number": "application_number", "Date of application": "application_date", "Priority number(s)": "priority", "Earliest priority": "earliest_priority_date",
		"Earliest publication": "", "Family number": "family_id", "Patents cited in the search report": "cites_search", "Literature cited in the search report": "npl_search",
		"Patents cited during examination": "cites_examination", "Literature cited during examination": "npl_examination", "Other patent citations": "cites",
		"Other literature citations": "npl", "Patents used in opposition": "cites_opposition", "Literature used in opposition": "npl_opposition",
		"Patents cited by the applicant": "cites_applicant", "Literature cited by the applicant": "npl_applicant", "International search citation": "cites_search",
		"International search NPL citation": "npl_search", "Supplementary international search citation": "cites_search", "Supplementary international search NPL citation": "npl_search",
	},
	separators: []string{"\n"},
}
