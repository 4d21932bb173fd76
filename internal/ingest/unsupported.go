package ingest

import (
	"bytes"
	"strings"

	"asterism/internal/finding"
)

// Files of kinds that are known but not read: each is told with what to do instead. docs/formats/unsupported.md.
var knownKinds = []struct {
	code     string
	severity finding.Severity
	is       func(Head) bool
}{
	{"unsupported.picture", finding.Info, begins("II*\x00", "MM\x00*", "\x89PNG", "\xff\xd8\xff", "GIF8", "%PDF")},
	{"unsupported.entities", finding.Info, func(h Head) bool { return h.Ext() == ".dtd" || h.Ext() == ".ent" }},
	{"unsupported.web_page", finding.Error, func(h Head) bool {
		return bytes.Contains(bytes.ToLower(h.Bytes[:min(len(h.Bytes), 512)]), []byte("<html"))
	}},
	{"unsupported.assignments", finding.Error, func(h Head) bool { return h.Has("patAssignorName") }},
	{"unsupported.json", finding.Error, func(h Head) bool {
		return markup(h.Bytes) && !strings.HasPrefix(string(bytes.TrimSpace(h.Bytes)), "<")
	}},
}

func begins(marks ...string) func(Head) bool {
	return func(h Head) bool {
		for _, m := range marks {
			if bytes.HasPrefix(h.Bytes, []byte(m)) {
				return true
			}
		}
		return false
	}
}

// unsupported tells a file that no format reads.
func unsupported(name string, h Head) finding.Finding {
	for _, k := range knownKinds {
		if k.is(h) {
			return finding.Finding{File: name, Severity: k.severity, Code: k.code}
		}
	}
	return finding.Finding{File: name, Severity: finding.Error, Code: "unsupported_format"}
}
