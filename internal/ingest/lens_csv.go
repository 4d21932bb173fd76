package ingest

// lensCSV is the CSV export of lens.org in all its header variants since 2015. Values are joined by ";;", or by "; "
// between names in some years; owners carry a date in brackets.
var lensCSV = &profile{
	name:   "lens-csv",
	enough: 3,
	signs: []string{"Lens ID", "Display Key", "Jurisdiction", "Simple Family Size", "Extended Family Size", "IPCR Classifications", "Cited Count",
		"Cited by Patent Count", "Cites Patent Count", "Has Full Text", "Sequence Count", "NPL Resolved Lens ID(s)", "NPL Citation Id(s)", "Document Type"},
	fields: map[string]string{
		"#": "", "Jurisdiction": "office", "Kind": "publication_kind", "Publication Number": "publication_number", "Display Key": "publication_number", "Lens ID": "",
		"Publication Date": "publication_date", "Publication Year": "", "Application Number": "application_number", "Application Date": "application_date",
		"Priority Numbers": "priority", "Earliest Priority Date": "earliest_priority_date", "Title": "title", "Abstract": "abstract", "Applicants": "applicant",
		"Inventors": "inventor", "Owners": "owner", "Owners (US)": "owner", "URL": "", "Type": "", "Document Type": "", "Full Text": "", "Has Full Text": "",
		"Cited Count": "cited_by_count", "Cited by Patent Count": "cited_by_count", "Cites Patent Count": "citation_count", "Simple Family Size": "family_size",
		"Extended Family Size": "", "Simple Family Members": "simple_family", "Extended Family Members": "extended_family", "Sequence Count": "",
		"CPC Classifications": "cpc", "CPC Classification": "cpc", "IPCR Classifications": "ipc", "IPCR Classification": "ipc", "US Classifications": "uspc",
		"US Classification": "uspc", "NPL Citations": "npl", "Non-Patent Citations": "npl", "Legal Status": "legal_status", "Cited Patents": "cites", "Cited By Patents": "cited_by",
		"PubMed Id(s)": "", "DOI(s)": "", "NPL Citation Id(s)": "", "Claims": "claims", "Agents and Attorneys": "agency",
	},
	separators: []string{";;"},
	continues:  lensContinues,
}

// lensContinues tells a line that is no record of its own but the rest of one whose text held an unescaped break:
// every record begins with its running number and a jurisdiction of two letters.
func lensContinues(header, cells []string) bool {
	if len(header) < 2 || header[0] != "#" {
		return false
	}
	return len(cells) < 2 || !digits(cleanCell(cells[0])) || !isCountry(cleanCell(cells[1]))
}
