package ingest

import (
	"strings"

	"asterism/patent"
)

// parsePriority reads "CN 201210000000.1 20120102", "US 61324990 A 19901106", "2012.01.02 CN 201210000000.1",
// "200402236U 2004-10-01T23:59:59.000Z ES": the parts may come in any order.
func parsePriority(cell string) PatentPriority {
	var p PatentPriority
	var number []string
	for _, w := range strings.Fields(cell) {
		if len(w) > 10 && w[10] == 'T' { // a time of day
			w = w[:10]
		}
		switch {
		case p.Country == "" && isCountry(w):
			p.Country = w
		case p.At == "" && looksDate(w):
			p.At = w
		case p.Kind == "" && len(number) > 0 && len(w) <= 2 && w[0] >= 'A' && w[0] <= 'Z':
			p.Kind = w
		default:
			number = append(number, w)
		}
	}
	p.Number = strings.Join(number, "")
	return p
}

func isCountry(w string) bool {
	return len(w) == 2 && w[0] >= 'A' && w[0] <= 'Z' && w[1] >= 'A' && w[1] <= 'Z'
}

func looksDate(w string) bool {
	if len(w) < 8 || len(w) > 10 {
		return false
	}
	d, ok := patent.ParseDate(w)
	return ok && d.Precision == patent.Day && d.Year > 1850 && d.Year < 2100
}

// addPriorityDate states the earliest priority date of a source that lists no priorities.
func addPriorityDate(r *PatentRecord, at string) {
	if len(r.Priorities) == 0 {
		r.Priorities = append(r.Priorities, PatentPriority{At: at})
	}
}

// parseEvent reads "20150102 授权", "授权 2015-01-02", "2015.01.02:授权": a date anywhere, the rest is the event.
func parseEvent(cell string) PatentEvent {
	var e PatentEvent
	var words []string
	for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return r == ' ' || r == ':' || r == '：' || r == '\t' }) {
		if e.At == "" && looksDate(w) {
			e.At = w
			continue
		}
		words = append(words, w)
	}
	e.Text = strings.Join(words, " ")
	return e
}

// firmTails are the words that follow a comma inside the name of a firm, in lower case without points.
var firmTails = map[string]bool{"ltd": true, "inc": true, "llc": true, "co": true, "co ltd": true, "corp": true, "lp": true, "llp": true, "plc": true, "limited": true,
	"incorporated": true, "corporation": true, "company": true, "gmbh": true, "ag": true, "kg": true, "sa": true, "sas": true, "bv": true, "nv": true, "spa": true, "srl": true,
	"kk": true, "ab": true, "oy": true, "as": true, "pte ltd": true, "pty ltd": true, "na": true, "jr": true, "sr": true, "iii": true}

// splitCommas parts names at commas, but for the one before the legal form of a firm: "Sample Co., Ltd., Ann Doe".
func splitCommas(cell string, each func(string)) {
	name := ""
	for _, part := range strings.Split(cell, ", ") {
		if name != "" && firmTails[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(part)), ".", "")] {
			name += ", " + part
			continue
		}
		if name != "" {
			each(name)
		}
		name = cleanCell(part)
	}
	if name != "" && !missing(name) {
		each(name)
	}
}
