package ingest

import (
	"io"
)

// item is one thing to import: a file, an archive entry, or standard input, decompressed when opened.
type item struct {
	name string // as shown
	open func() (io.ReadCloser, error)
	path string // on disk when the bytes lie there plain
	size int64
	copy string // decompressed copy on disk, made when random access was asked for
}

func (it *item) readerAt(Limits) (io.ReaderAt, int64, error) { return nil, 0, nil }
func (it *item) diskPath(Limits) (string, error)             { return it.path, nil }
