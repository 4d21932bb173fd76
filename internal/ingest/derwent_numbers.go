package ingest

import (
	"regexp"
	"strings"
)

// derwentNumbers is a list of numbers made from Derwent Innovation: application, priorities, citations both ways, DWPI and
// INPADOC families, with headers in lower case as analysts' scripts write them; values apart by ";", missing ones "NA".
var derwentNumbers = &profile{
	name:   "derwent-numbers",
	enough: 3,
	signs: []string{"basic_patent_number", "dwpi_family_numbers", "dwpi_family_kind", "dwpi_family_members_count", "inpadoc_family_members", "inpadoc_first_family_member",
		"cited_patents", "citing_patents"},
	fields: map[string]string{
		"application_number": "derwent_application", "publication_number": "publication_number", "publication_year": "publication_year", "priority_number": "derwent_priority",
		"cited_patents": "cites", "citing_patents": "cited_by", "dwpi_family_numbers": "dwpi_family", "inpadoc_family_members": "extended_family",
		"inpadoc_first_family_member": "extended_family_id", "basic_patent_number": "", "basic_patent_date": "", "dwpi_family_dates": "", "dwpi_family_kind": "",
		"dwpi_family_members_count": "", "related_application_numbers": "",
	},
	separators: []string{";"},
}

// A number in Derwent's form: country, year of filing, for PCT applications the receiving office, serial without leading
// zeros, kind letter: EP200613167A, WO2017US28920A, US2016578323F.
var derwentForm = regexp.MustCompile(`^([A-Z]{2})((?:19|20)[0-9]{2})([A-Z]{2})?([0-9]{1,6})([A-Z])$`)

// A US number that kept its series code: US15360203A is 15/360,203.
var derwentSeries = regexp.MustCompile(`^US([0-9]{2})([0-9]{6})[A-Z]$`)

// undated is the date Derwent puts where it knows none; the number beside it is made of the publication's.
const undated = "0001-01-01"

// setDerwentApplication takes a number with the date of filing behind it: "US15360203A 2016-11-23".
func setDerwentApplication(r *PatentRecord, v string) {
	if number, date := derwentParts(v); number != "" {
		r.Application, r.ApplicationAt = number, orElse(r.ApplicationAt, date)
	}
}

func setDerwentPriority(r *PatentRecord, v string) {
	if number, date := derwentParts(v); number != "" {
		r.Priorities = append(r.Priorities, PatentPriority{Number: number, At: date})
	}
}

// derwentParts splits number and date, and writes the number as the office does. US numbers lost the series code, which
// only designs (series 29 in these years) tell: others stay as written. Nothing is left of a number without true date.
func derwentParts(v string) (number, date string) {
	number, date, _ = strings.Cut(strings.ReplaceAll(v, ",", " "), " ")
	date = strings.TrimSpace(date)
	if date == undated {
		return "", ""
	}
	m := derwentForm.FindStringSubmatch(number)
	if m == nil || !strings.HasPrefix(date, m[2]) {
		if us := derwentSeries.FindStringSubmatch(number); us != nil && date != "" {
			number = "US" + us[1] + "/" + us[2]
		}
		return number, date
	}
	country, year, office, serial, kind := m[1], m[2], m[3], m[4], m[5]
	six := strings.Repeat("0", 6-len(serial)) + serial
	switch {
	case country == "WO" && office != "":
		number = "PCT/" + office + year + "/" + six
	case office != "":
	case country == "EP":
		number = "EP" + year[2:] + six
	case country == "JP":
		number = "JP" + year + six
	case country == "US" && kind == "F" && year >= "1993" && year <= "2020":
		number = "US29/" + six
	}
	return number, date
}
