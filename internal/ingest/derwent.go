package ingest

// derwent is the export of Derwent Innovation (before: Thomson Innovation): fields of the offices beside those that
// DWPI's editors wrote, which stand in where the office gives none. Values are joined by " | ".
var derwent = &profile{
	name:   "derwent",
	enough: 1,
	signs: []string{"DWPI Accession Number", "Title - DWPI", "Abstract - DWPI", "Assignee - DWPI", "Assignee Code - DWPI", "DWPI Class", "DWPI Manual Codes", "DWPI Family Members",
		"Inventor - DWPI", "IPC - Current - DWPI", "CPC - Current - DWPI", "Priority Number - DWPI", "Assignee - Standardized", "Assignee - Original", "Optimized Assignee",
		"Cited Refs - Patent", "Count of Citing Patents", "Count of Cited Refs - Patent"},
	fields: map[string]string{
		"Publication Number": "publication_number", "Publication Date": "publication_date", "Publication Country Code": "office", "Publication Kind Code": "publication_kind",
		"Publication Year": "", "Application Number": "application_number", "Application Date": "application_date", "Application Country": "", "Application Year": "",
		"Title": "title", "Title (English)": "title_en", "Title - DWPI": "?title", "Abstract": "abstract", "Abstract (English)": "abstract_en", "Abstract - DWPI": "?abstract",
		"Claims": "claims", "Claims (English)": "?claims", "First Claim": "first_claim", "Claims Count": "claim_count", "Count of Claims": "claim_count",
		"Assignee/Applicant": "applicant_with_address", "Assignee - Original w/address": "?applicant_with_address", "Assignee - Original": "?applicant_with_address",
		"Assignee - DWPI": "", "Assignee Code - DWPI": "", "Assignee - Standardized": "", "Assignee - Current US": "owner", "Assignee - Current": "owner", "Optimized Assignee": "", "Ultimate Parent": "",
		"Inventor": "inventor", "Inventor - Original": "?inventor", "Inventor - DWPI": "", "Inventor - w/address": "", "Attorney/Agent": "agency", "Agent": "agency", "Examiner": "examiner",
		"IPC - Current": "ipc", "IPC Class": "?ipc", "IPC - Original": "", "IPC - Current - DWPI": "", "IPC Class Group": "", "CPC - Current": "cpc", "CPC - Current - DWPI": "", "CPC - Original": "",
		"US Class": "uspc", "US Class - Main": "?uspc", "Locarno Class": "locarno", "ECLA": "ecla", "JP F Terms": "fterm", "JP FI Codes": "fi", "DWPI Class": "", "DWPI Manual Codes": "",
		"DWPI Accession Number": "", "Priority Number": "priority", "Priority Date": "priority_dates", "Priority Country": "", "Priority Number - DWPI": "", "Priority Date - Earliest": "",
		"PCT App Number": "pct_number", "PCT Pub Number": "", "INPADOC Family Members": "extended_family", "DWPI Family Members": "?extended_family", "INPADOC Family ID": "extended_family_id",
		"Cited Refs - Patent": "cites", "Citing Patents": "cited_by", "Cited Refs - Non-patent": "npl", "Count of Cited Refs - Patent": "citation_count", "Count of Citing Patents": "cited_by_count",
		"Count of Cited Refs - Non-patent": "", "Dead/Alive": "legal_status", "INPADOC Legal Status": "", "Legal Status": "event", "Expiration Date": "expiry_date",
		"Estimated Expiration Date": "?expiry_date", "Language of Publication": "language", "Front Page Drawing": "", "Front Page Image": "", "Designated States": "",
	},
	separators: []string{" | ", "|"},
}
