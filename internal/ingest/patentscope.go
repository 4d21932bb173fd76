package ingest

// patentscope is the result list of WIPO's PATENTSCOPE as CSV, XLS or XLSX. The workbooks have the query above the
// header; the CSV of older years ends its lines in CR alone.
var patentscope = &profile{
	name:   "patentscope",
	enough: 2,
	signs:  []string{"FP Image", "Application Id", "Priorities Data", "Priority Data", "National Phase Entries"},
	fields: map[string]string{
		"Application Id": "wo_number", "Application Number": "application_number", "Application Date": "application_date", "Country": "office",
		"Publication Number": "publication_number", "Publication Date": "publication_date", "Title": "title", "Abstract": "abstract", "IPC": "ipc", "I P C": "ipc",
		"Applicants": "applicant", "Inventors": "inventor", "Priority Data": "priority", "Priorities Data": "priority", "National Phase Entries": "", "FP Image": "", "Image": "",
	},
	separators: []string{";"},
}
