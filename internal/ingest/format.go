// Package ingest reads files of many formats into the lake's raw tables. A format maps what stands in a file to
// records; the sink normalises and writes them; the engine (Run) detects, limits, parallelises, stages and
// commits. What is wrong in a user's data becomes a finding, never an error.
package ingest

import (
	"bytes"
	"context"
	"strings"
)

// A Format reads one kind of file. The list formats in formats.go holds each of them once.
type Format struct {
	Name string // us-grant, cnipa, docdb, lens-jsonl, incopat, patsnap, table …
	// Detect says how sure the format is that a file is its own: 0 no … 100 certain.
	Detect func(h Head) int
	// Read maps the whole file. An error means "cannot go on"; everything about the data is a finding.
	Read func(ctx context.Context, in *Source, out *Sink) error
}

// Head is what detection sees: the file's name (without folder and without .gz, .zst), its first 64 KiB as UTF-8
// without byte order mark (raw bytes for binary files), and, where these are a table, its first rows.
type Head struct {
	Name   string
	Bytes  []byte
	Sheets []SheetHead // one for delimited text, one per sheet of a workbook, none otherwise
}

// SheetHead is the top of one table: at most 30 rows that are not blank.
type SheetHead struct {
	Name string
	Rows [][]string
}

// Ext is the lower-case extension of the name, with its dot.
func (h Head) Ext() string {
	i := strings.LastIndexByte(h.Name, '.')
	if i < 0 {
		return ""
	}
	return strings.ToLower(h.Name[i:])
}

// Has tells whether every mark stands in the head's bytes.
func (h Head) Has(marks ...string) bool {
	for _, m := range marks {
		if !bytes.Contains(h.Bytes, []byte(m)) {
			return false
		}
	}
	return true
}

// detect returns the format surest of a head; ties go to the earlier name, so that the answer never depends on
// the list's order.
func detect(h Head) (Format, int) {
	var best Format
	sure := 0
	for _, f := range formats {
		if n := f.Detect(h); n > sure || n == sure && n > 0 && f.Name < best.Name {
			best, sure = f, n
		}
	}
	return best, sure
}

// formatNamed finds a format of the list.
func formatNamed(name string) (Format, bool) {
	for _, f := range formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Formats lists the names of all formats, sorted as in the list.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}
