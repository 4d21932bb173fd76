package ingest

import (
	"strings"

	"asterism/internal/fail"
)

// completeKeys are what a batch may say it is complete for.
var completeKeys = map[string]bool{"source": true, "query": true, "place": true, "technology": true, "office": true, "type": true,
	"from": true, "to": true, "cutoff": true}

// completeness checks a statement and writes it in its one form: period=2010..2015 becomes from and to, cut_off becomes
// cutoff. Values are the importer's assertion and are not checked against the data.
func completeness(stated map[string]string) (map[string]string, error) {
	out := map[string]string{}
	for key, value := range stated {
		switch key {
		case "cut_off":
			out["cutoff"] = value
		case "period":
			from, to, ok := strings.Cut(strings.NewReplacer("..", "/", "–", "/", "至", "/").Replace(value), "/")
			if !ok {
				to = from
			}
			out["from"], out["to"] = strings.TrimSpace(from), strings.TrimSpace(to)
		default:
			if !completeKeys[key] {
				return nil, fail.New(fail.Invalid, "--complete %s: a batch can state source, query, place, technology, office, type, period (from, to) and cutoff", key)
			}
			out[key] = value
		}
	}
	return out, nil
}
