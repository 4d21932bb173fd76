package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// unit is a run of files staged together: many small files, or one large one. Units follow the order of the files'
// hashes, so that the same files always make the same parts, whoever reads which and when.
type unit struct {
	key   string
	files []*subject
}

// unitBytes closes a unit; a file beyond it is a unit of its own.
const unitBytes = 64 << 20

func unitsOf(files []*subject) []*unit {
	sort.SliceStable(files, func(i, j int) bool { return files[i].hash < files[j].hash })
	var out []*unit
	var open *unit
	size := int64(0)
	for _, f := range files {
		if open == nil || size+f.size > unitBytes {
			open, size = &unit{}, 0
			out = append(out, open)
		}
		open.files = append(open.files, f)
		size += f.size
	}
	for _, u := range out {
		u.key = u.fingerprint()
	}
	return out
}

func (u *unit) fingerprint() string {
	h := sha256.New()
	for _, f := range u.files {
		fmt.Fprintf(h, "%s %s %s\n", f.hash, f.format.Name, f.name)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// staged is a finished unit as its manifest holds it: an import that was stopped takes it up again.
type staged struct {
	Parts []stagedPart `json:"parts"`
	Files []fileLog    `json:"files"`
}

type stagedPart struct {
	Table string `json:"table"`
	File  string `json:"file"`
	Rows  int64  `json:"rows"`
	Bytes int64  `json:"bytes"`
}

// fileLog is what the import of one file told.
type fileLog struct {
	Name     string            `json:"name"`
	Hash     string            `json:"hash"`
	Format   string            `json:"format"`
	Encoding string            `json:"encoding"`
	Size     int64             `json:"size"`
	Counts   Counts            `json:"counts"`
	Groups   []finding.Group   `json:"groups"`
	Kept     []finding.Finding `json:"kept"`
	Set      map[string]string `json:"set,omitempty"` // constants of saved mappings
}

func sortParts(p []stagedPart) {
	sort.SliceStable(p, func(i, j int) bool { return p[i].Table < p[j].Table })
}

const manifestName = "unit.json"

// findStaged returns a unit staged by an earlier run, if its files are all there and whole.
func findStaged(dir string) (*staged, bool) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, false
	}
	s := &staged{}
	if json.Unmarshal(data, s) != nil {
		return nil, false
	}
	for _, p := range s.Parts {
		if !wholeParquet(filepath.Join(dir, p.File), p.Bytes) {
			return nil, false
		}
	}
	return s, true
}

// wholeParquet checks size and the marks at both ends of a Parquet file.
func wholeParquet(path string, size int64) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() != size || size < 12 {
		return false
	}
	var first, last [4]byte
	_, err1 := f.ReadAt(first[:], 0)
	_, err2 := f.ReadAt(last[:], size-4)
	return err1 == nil && err2 == nil && string(first[:])+string(last[:]) == "PAR1PAR1"
}

// keep writes the manifest last and whole: only with it does the unit count as staged.
func (s *staged) keep(dir string) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	tmp := filepath.Join(dir, manifestName+".tmp")
	if err := os.WriteFile(tmp, data, 0o644); err != nil {
		return fail.As(fail.Unavailable, err, "stage")
	}
	return fail.As(fail.Unavailable, os.Rename(tmp, filepath.Join(dir, manifestName)), "stage")
}

// stagedFor is how long the work of a stopped import is kept.
const stagedFor = 7 * 24 * time.Hour

// sweep removes the work of imports nobody came back to.
func sweep(dir string, now time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > stagedFor {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
