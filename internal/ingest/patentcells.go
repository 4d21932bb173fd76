package ingest

import (
	"strings"

	"asterism/patent"
)

// parsePriority reads "CN 201210000000.1 20120102", "US 61324990 A 19901106", "2012.01.02 CN 201210000000.1": the
// parts may come in any order.
func parsePriority(cell string) PatentPriority {
	var p PatentPriority
	var number []string
	for _, w := range strings.Fields(cell) {
		switch {
		case p.Country == "" && len(number) == 0 && isCountry(w):
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
