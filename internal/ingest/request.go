package ingest

import (
	"io"
	"io/fs"

	"asterism/internal/finding"
)

// Request says what to import and how.
type Request struct {
	Paths  []string  // files, folders, archives
	Stdin  io.Reader // read when Paths holds "-"
	Format string    // a format's name; empty = recognise each file
	Set    map[string]string
	Map    string // path of a mapping for tables in no known format
	// Lookup finds the mapping saved for a header (its cells without blanks); nil, or a nil answer, is none. The table
	// format asks it before guessing, unless Map is given. Its constants (Set) fill what the file lacks;
	// those of the request win.
	Lookup    func(header []string) *Mapping
	DryRun    bool // map and check everything, write nothing, show the first rows
	Actor     string
	Complete  map[string]string // what the batch is complete for: source, query, place, technology, office, type, period (or from and to), cutoff
	Jobs      int               // 0 = the cores
	Progress  func(Progress)
	Content   fs.FS
	Limits    Limits
	Synthetic bool
}

// Progress tells how far an import is. Phase is inspect, read or commit.
type Progress struct {
	Phase       string `json:"phase"`
	Bytes       int64  `json:"bytes"` // decompressed bytes done in this phase
	Total       int64  `json:"total"` // 0 while unknown
	Files       int    `json:"files"` // files finished
	OfFiles     int    `json:"of_files"`
	CurrentFile string `json:"file,omitempty"`
}

// Result is what an import did. Batch is empty when nothing new was kept, or on a dry run.
type Result struct {
	Batch    string          `json:"batch"`
	Files    []FileResult    `json:"files"`
	Findings []finding.Group `json:"findings,omitempty"`
	Preview  *Preview        `json:"preview,omitempty"`
	Seconds  float64         `json:"seconds"`
	Snapshot int64           `json:"snapshot,omitempty"`
}

// FileResult is what became of one file or archive entry. Records = Accepted + Skipped + Rejected.
type FileResult struct {
	File     string `json:"file"`
	Format   string `json:"format"`
	Encoding string `json:"encoding,omitempty"`
	Counts
	DuplicateOf string `json:"duplicate_of,omitempty"` // the batch, or the file of this import, with the same bytes
}
