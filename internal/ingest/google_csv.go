package ingest

// googleCSV is the download of a search in Google Patents, at most a thousand rows, the search's address above the
// header. Names are joined by commas, which names of firms hold as well.
var googleCSV = &profile{
	name:   "google-csv",
	enough: 2,
	signs:  []string{"inventor/author", "filing/creation date", "result link", "representative figure link"},
	fields: map[string]string{
		"id": "publication_number", "title": "title", "assignee": "applicant", "inventor/author": "inventor", "priority date": "earliest_priority_date",
		"filing/creation date": "application_date", "publication date": "publication_date", "grant date": "grant_date", "result link": "", "representative figure link": "",
	},
	commas: true,
}
