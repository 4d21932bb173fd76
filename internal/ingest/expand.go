package ingest

import (
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// expansion is what the request's paths come to: items, and findings on what cannot be opened.
type expansion struct {
	ctx     context.Context
	work    *workshop
	items   []*item
	failed  []failedFile
	entries int // of the archives in the file at hand
}

// failedFile is a file that never became an item.
type failedFile struct {
	name string
	f    finding.Finding
}

// expand lists the files behind the paths: folders in depth, archives entry by entry. Symbolic links inside folders
// are not followed.
func (e *expansion) expand(paths []string) error {
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return fail.As(fail.NotFound, err, "import")
		}
		if !info.IsDir() {
			e.add(plainItem(filepath.Base(p), p, e.work), 0)
			continue
		}
		if err := e.folder(p); err != nil {
			return err
		}
	}
	return nil
}

func (e *expansion) folder(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := shownName(root, path)
		switch {
		case e.ctx.Err() != nil:
			return e.ctx.Err()
		case err != nil:
			e.refuse(name, "file.unreadable", err.Error())
		case d.IsDir() && path != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.Type()&fs.ModeSymlink != 0:
			e.refuse(name, "file.symlink", "")
		case d.Type().IsRegular() && !strings.HasPrefix(d.Name(), "."):
			e.add(plainItem(name, path, e.work), 0)
		}
		return nil
	})
}

func (e *expansion) refuse(name, code, value string) {
	e.failed = append(e.failed, failedFile{name, finding.Finding{File: name, Severity: finding.Error, Code: code, Value: shorten(value)}})
}

// add looks at the first bytes: compressed streams are unwrapped, archives opened, all else is an item.
func (e *expansion) add(it *item, depth int) {
	if depth == 0 {
		e.entries = 0
	}
	if depth > e.work.limits.Nesting {
		e.refuse(it.name, "archive.nested", "")
		return
	}
	magic, err := firstBytes(it)
	if err != nil {
		e.refuse(it.name, codeOf(err), err.Error())
		return
	}
	switch {
	case strings.HasPrefix(magic, "\x1f\x8b"):
		e.add(e.unwrap(it, ".gz", gunzip), depth+1)
	case strings.HasPrefix(magic, "\x28\xb5\x2f\xfd"):
		e.add(e.unwrap(it, ".zst", unzstd), depth+1)
	case strings.HasPrefix(magic, "PK\x03\x04") || strings.HasPrefix(magic, "PK\x05\x06"):
		e.archive(it, depth)
	default:
		e.items = append(e.items, it)
	}
}

func codeOf(err error) string {
	if b, ok := err.(*broken); ok {
		return b.code
	}
	return "file.unreadable"
}

func firstBytes(it *item) (string, error) {
	r, err := it.open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	var b [8]byte
	n, err := io.ReadFull(r, b[:])
	if n > 0 || err == io.EOF || err == io.ErrUnexpectedEOF {
		return string(b[:n]), nil
	}
	return "", err
}

type decompressor func(io.Reader) (io.Reader, func(), error)

func gunzip(r io.Reader) (io.Reader, func(), error) {
	z, err := gzip.NewReader(r)
	return z, func() {}, err
}

func unzstd(r io.Reader) (io.Reader, func(), error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

// unwrap is the item inside a compressed one. The size limit is that of plain files; the ratio is asked as well.
func (e *expansion) unwrap(it *item, ext string, open decompressor) *item {
	limits := e.work.limits
	return &item{name: trimExt(it.name, ext), work: e.work, open: func() (io.ReadCloser, error) {
		r, err := it.open()
		if err != nil {
			return nil, err
		}
		packed := &counter{r: r}
		z, done, err := open(packed)
		if err != nil {
			r.Close()
			return nil, asBroken(err)
		}
		return guard(z, closers{done, r}, func() int64 { return packed.n }, limits.PlainBytes, limits.Ratio), nil
	}}
}

func trimExt(name, ext string) string {
	if strings.HasSuffix(strings.ToLower(name), ext) {
		return name[:len(name)-len(ext)]
	}
	return name
}

type closers struct {
	done func()
	c    io.Closer
}

func (c closers) Close() error {
	c.done()
	return c.c.Close()
}
