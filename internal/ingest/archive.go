package ingest

import (
	"archive/zip"
	"io"
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// archive opens a zip: a workbook stays one item, every other archive becomes its entries. Entry names are only
// shown, never used as paths on disk; names that try to leave the archive are refused all the same.
func (e *expansion) archive(it *item, depth int) {
	f, size, err := it.file()
	if err != nil {
		e.refuse(it.name, codeOf(err), err.Error())
		return
	}
	z, err := zipIn(f, size)
	f.Close()
	if err != nil {
		e.refuse(it.name, codeOf(err), err.Error())
		return
	}
	if isOffice(z) {
		e.items = append(e.items, it)
		return
	}
	e.entries += len(z.File)
	switch {
	case len(z.File) > e.work.limits.Entries || e.entries > nestedEntries*e.work.limits.Entries:
		e.refuse(it.name, "archive.entries", "")
		return
	case overlap(z, size):
		e.refuse(it.name, "archive.overlap", "")
		return
	}
	for i, entry := range z.File {
		e.entry(it, i, entry, depth)
	}
}

// directoryBytes bounds the list of a zip's entries: some hundred thousand names, which all are held in memory.
const directoryBytes = 32 << 20

// zipIn opens a zip whose list of entries is not hostile.
func zipIn(f io.ReaderAt, size int64) (*zip.Reader, error) {
	r := &measured{r: f, left: directoryBytes}
	z, err := zip.NewReader(r, size)
	switch {
	case r.left < 0:
		return nil, &broken{"archive.entries", err}
	case err != nil:
		return nil, &broken{"archive.corrupt", err}
	}
	r.left = math.MaxInt64 // reading entries is under limits of its own
	return z, nil
}

// measured refuses to read more than left bytes.
type measured struct {
	r    io.ReaderAt
	left int64
}

func (m *measured) ReadAt(p []byte, at int64) (int, error) {
	if m.left < math.MaxInt64 {
		m.left -= int64(len(p))
	}
	if m.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return m.r.ReadAt(p, at)
}

// nestedEntries is how many times the entries of one archive may stand in all those nested in it together.
const nestedEntries = 10

// overlap tells entries that take more room than the file has: they share their bytes, so that a small file unpacks to
// a huge one although each entry is modest.
func overlap(z *zip.Reader, size int64) bool {
	left := uint64(size)
	for _, f := range z.File {
		if f.CompressedSize64 > left {
			return true
		}
		left -= f.CompressedSize64
	}
	return false
}

func isOffice(z *zip.Reader) bool {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, "[Content_Types].xml") {
			return true
		}
	}
	return false
}

func (e *expansion) entry(it *item, i int, f *zip.File, depth int) {
	name := entryName(f)
	shown := it.name + "!/" + name
	switch {
	case strings.HasSuffix(name, "/") || strings.HasPrefix(path.Base(name), "."):
	case !safeName(name):
		e.refuse(shown, "archive.unsafe_name", name)
	case f.Mode()&^0o777 != 0:
		e.refuse(shown, "file.symlink", "")
	case f.Flags&1 != 0:
		e.refuse(shown, "archive.encrypted", "")
	default:
		e.add(e.entryItem(it, i, shown), depth+1)
	}
}

// safeName refuses absolute paths, parent folders, drive letters, backslashes and control characters.
func safeName(name string) bool {
	if name == "" || path.IsAbs(name) || strings.ContainsAny(name, "\\\x00") || len(name) > 1 && name[1] == ':' {
		return false
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// entryName decodes names that old Chinese archivers wrote in GBK.
func entryName(f *zip.File) string {
	if !f.NonUTF8 || utf8.ValidString(f.Name) {
		return f.Name
	}
	if s, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
		return s
	}
	return strings.ToValidUTF8(f.Name, "?")
}

func (e *expansion) entryItem(it *item, i int, shown string) *item {
	limits := e.work.limits
	return &item{name: shown, work: e.work, open: func() (io.ReadCloser, error) {
		f, size, err := it.file()
		if err != nil {
			return nil, err
		}
		z, err := zipIn(f, size)
		if err != nil {
			f.Close()
			return nil, err
		}
		if z.File[i].UncompressedSize64 > uint64(limits.EntryBytes) { // by its own word
			f.Close()
			return nil, &broken{code: "file.too_large"}
		}
		r, err := z.File[i].Open()
		if err != nil {
			f.Close()
			return nil, &broken{"archive.corrupt", err}
		}
		packed := int64(z.File[i].CompressedSize64)
		return guard(r, closers{func() { r.Close() }, f}, func() int64 { return packed }, limits.EntryBytes, limits.Ratio), nil
	}}
}
