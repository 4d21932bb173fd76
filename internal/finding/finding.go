// Package finding is the vocabulary of located remarks about a user's data: which file, line and field, what is
// wrong, why, and what to do. A finding is not an error; the import goes on. Wording is content
// (content/i18n/finding.yaml, by code and language), so that a remark reads the same on every surface.
package finding

import "sort"

// Severity orders findings: an Error cost a record, a Warning may cost a value, Info tells what was assumed.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one remark. Line counts from 1 in the file as a text editor shows it (a row number in a sheet);
// Record counts records of the format from 1; 0 means not known.
type Finding struct {
	File     string            `json:"file,omitempty"`
	Sheet    string            `json:"sheet,omitempty"`
	Line     int64             `json:"line,omitempty"`
	Record   int64             `json:"record,omitempty"`
	Field    string            `json:"field,omitempty"`
	Severity Severity          `json:"severity"`
	Code     string            `json:"code"`            // stable cause, e.g. "number.check_digit"
	Value    string            `json:"value,omitempty"` // what stood there, shortened
	Args     map[string]string `json:"args,omitempty"`  // fills {name} in the wording
}

// Group is one cause with its count and first places, for a summary a person can read.
type Group struct {
	Code     string    `json:"code"`
	Field    string    `json:"field,omitempty"`
	Severity Severity  `json:"severity"`
	Count    int64     `json:"count"`
	Examples []Finding `json:"examples"`
}

// MaxExamples bounds the places a group keeps.
const MaxExamples = 5

// Summary groups findings by severity, code and field: errors first, then the most frequent.
func Summary(all []Finding) []Group {
	byCause := map[[3]string]*Group{}
	for _, f := range all {
		key := [3]string{string(f.Severity), f.Code, f.Field}
		g := byCause[key]
		if g == nil {
			g = &Group{Code: f.Code, Field: f.Field, Severity: f.Severity}
			byCause[key] = g
		}
		g.Count++
		if len(g.Examples) < MaxExamples {
			g.Examples = append(g.Examples, f)
		}
	}
	return sorted(byCause)
}

func sorted(byCause map[[3]string]*Group) []Group {
	groups := make([]Group, 0, len(byCause))
	for _, g := range byCause {
		groups = append(groups, *g)
	}
	sort.Slice(groups, func(i, j int) bool { return before(groups[i], groups[j]) })
	return groups
}

var rank = map[Severity]int{Error: 0, Warning: 1, Info: 2}

func before(a, b Group) bool {
	if rank[a.Severity] != rank[b.Severity] {
		return rank[a.Severity] < rank[b.Severity]
	}
	if a.Count != b.Count {
		return a.Count > b.Count
	}
	return a.Code+a.Field < b.Code+b.Field
}
