package ingest

import (
	"context"
	"errors"
	"io"
	"os"
)

// Source is one file or archive entry as a format reads it: decompressed, within limits, and (through Read) as
// UTF-8 without byte order mark whatever its encoding was. An encoding named inside the file no longer holds.
type Source struct {
	Name     string // as shown to the user: orders.zip!/2015/a.csv
	Hash     string // sha256 of the decompressed bytes, hex
	Size     int64  // decompressed bytes
	Encoding string // utf-8, utf-16le, gb18030, iso-8859-1, binary …
	Limits   Limits
	Mapping  *Mapping // the user's mapping, nil when none was given

	lookup func(header []string) *Mapping // nil where the format does not ask for saved mappings
	ctx    context.Context
	item   *item
	head   Head
	text   io.Reader
	offset int64
	broken error
	done   func(int64) // told bytes read, for progress
}

// Read gives the file as UTF-8. A file that breaks off (truncated, corrupt, over its limit) ends with io.EOF; the
// engine reports the break itself. A cancelled import returns the context's error.
func (s *Source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.text.Read(p)
	s.offset += int64(n)
	if n > 0 && s.done != nil {
		s.done(int64(n))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		s.broken = err
		return n, io.EOF
	}
	return n, err
}

// Offset counts the UTF-8 bytes read so far.
func (s *Source) Offset() int64 { return s.offset }

// File opens the decompressed bytes on disk for random access (workbooks, Parquet); the caller closes it.
func (s *Source) File() (*os.File, int64, error) { return s.item.file() }
