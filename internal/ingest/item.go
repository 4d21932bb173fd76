package ingest

import (
	"io"
	"os"
	"path/filepath"
	"sync"

	"asterism/internal/fail"
)

// item is one thing to import: a file, an archive entry, or standard input. open gives its decompressed bytes from
// the start, under the limits.
type item struct {
	name string // as shown: folder/a.zip!/b.csv
	open func() (io.ReadCloser, error)
	path string // on disk, when the bytes lie there plain
	work *workshop

	once    sync.Once
	spooled string
	err     error
}

// workshop is the folder for copies that random access needs; it goes when the import ends.
type workshop struct {
	dir    string
	limits Limits
	once   sync.Once
	made   string
	err    error
}

func (w *workshop) folder() (string, error) {
	w.once.Do(func() {
		if w.err = os.MkdirAll(w.dir, 0o755); w.err == nil {
			w.made, w.err = os.MkdirTemp(w.dir, "tmp-")
		}
	})
	return w.made, w.err
}

func (w *workshop) close() {
	if w.made != "" {
		os.RemoveAll(w.made)
	}
}

// temp makes a file in the workshop.
func (w *workshop) temp() (*os.File, error) {
	dir, err := w.folder()
	if err != nil {
		return nil, fail.As(fail.Unavailable, err, "work folder")
	}
	f, err := os.CreateTemp(dir, "copy-*")
	return f, fail.As(fail.Unavailable, err, "work folder")
}

// spool copies a stream to a file of the workshop.
func (w *workshop) spool(r io.Reader) (string, error) {
	f, err := w.temp()
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, r)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return f.Name(), err
}

// diskPath is where the decompressed bytes lie on disk; a copy is made once where they do not yet.
func (it *item) diskPath() (string, error) {
	if it.path != "" {
		return it.path, nil
	}
	it.once.Do(func() {
		var r io.ReadCloser
		if r, it.err = it.open(); it.err != nil {
			return
		}
		defer r.Close()
		it.spooled, it.err = it.work.spool(r)
	})
	return it.spooled, it.err
}

func (it *item) file() (*os.File, int64, error) {
	path, err := it.diskPath()
	if err != nil {
		return nil, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

func plainItem(name, path string, w *workshop) *item {
	return &item{name: name, path: path, work: w, open: func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		return guard(f, f, nil, w.limits.PlainBytes, 0), nil
	}}
}

// shownName is a path as findings show it: relative to the folder that was named, with slashes.
func shownName(root, path string) string {
	rel, err := filepath.Rel(filepath.Dir(root), path)
	if err != nil {
		rel = filepath.Base(path)
	}
	return filepath.ToSlash(rel)
}
