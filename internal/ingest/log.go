package ingest

import (
	"sort"
	"unicode/utf8"

	"asterism/internal/finding"
)

// Counts tells what became of a file's records: Records = Accepted + Skipped + Rejected.
type Counts struct {
	Records  int64 `json:"records"`
	Accepted int64 `json:"accepted"`
	Skipped  int64 `json:"skipped"`
	Rejected int64 `json:"rejected"`
	Findings int64 `json:"findings"`
}

func (c *Counts) plus(d Counts) {
	c.Records += d.Records
	c.Accepted += d.Accepted
	c.Skipped += d.Skipped
	c.Rejected += d.Rejected
	c.Findings += d.Findings
}

// log gathers the counts and findings of one file. Every finding is counted; of one cause at most keep are held
// word for word, so that a file with a million faults stays readable and importable.
type log struct {
	counts  Counts
	keep    int
	groups  map[cause]*finding.Group
	kept    []finding.Finding
	skipped map[string]int64
	asserts map[string]int64 // values filled by the importer's constants, by field
}

type cause struct {
	severity    finding.Severity
	code, field string
}

func newLog(keep int) log {
	return log{keep: keep, groups: map[cause]*finding.Group{}, skipped: map[string]int64{}}
}

func (l *log) add(f finding.Finding) {
	l.counts.Findings++
	g := l.group(f)
	g.Count++
	if len(g.Examples) < finding.MaxExamples {
		g.Examples = append(g.Examples, f)
	}
	if g.Count <= int64(l.keep) {
		l.kept = append(l.kept, f)
	}
}

func (l *log) group(f finding.Finding) *finding.Group {
	key := cause{f.Severity, f.Code, f.Field}
	g := l.groups[key]
	if g == nil {
		g = &finding.Group{Code: f.Code, Field: f.Field, Severity: f.Severity}
		l.groups[key] = g
	}
	return g
}

// take adds another log's content after this one's.
func (l *log) take(o *log) {
	beyond := map[cause]int64{}
	for key, g := range o.groups {
		beyond[key] = g.Count
	}
	for _, f := range o.kept {
		l.add(f)
		beyond[cause{f.Severity, f.Code, f.Field}]--
		l.counts.Findings--
	}
	for key, n := range beyond {
		l.group(finding.Finding{Severity: key.severity, Code: key.code, Field: key.field}).Count += n
	}
	for reason, n := range o.skipped {
		l.skipped[reason] += n
	}
	for field, n := range o.asserts {
		l.asserted(field)
		l.asserts[field] += n - 1
	}
	l.counts.plus(o.counts)
}

// summary orders the groups: errors first, then the most frequent, then by name.
func summary(groups map[cause]*finding.Group) []finding.Group {
	out := make([]finding.Group, 0, len(groups))
	for _, g := range groups {
		out = append(out, *g)
	}
	sort.Slice(out, func(i, j int) bool { return graver(out[i], out[j]) })
	return out
}

var gravity = map[finding.Severity]int{finding.Error: 0, finding.Warning: 1, finding.Info: 2}

func graver(a, b finding.Group) bool {
	if gravity[a.Severity] != gravity[b.Severity] {
		return gravity[a.Severity] < gravity[b.Severity]
	}
	if a.Count != b.Count {
		return a.Count > b.Count
	}
	return a.Code+a.Field < b.Code+b.Field
}

// shorten cuts a value for a finding at 200 bytes, never inside a character.
func shorten(v string) string {
	const most = 200
	if len(v) <= most {
		return v
	}
	n := most
	for n > 0 && !utf8.RuneStart(v[n]) {
		n--
	}
	return v[:n] + "…"
}

// asserted counts a value that the importer's constants filled in.
func (l *log) asserted(field string) {
	if l.asserts == nil {
		l.asserts = map[string]int64{}
	}
	l.asserts[field]++
}
