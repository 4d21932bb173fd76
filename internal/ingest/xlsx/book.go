// Package xlsx reads the cells of XLSX workbooks as texts, fast and within bounds: it streams, holds one block of rows
// and a bounded part of the shared strings in memory, and takes whatever Excel, WPS, LibreOffice and the writers of
// databases make of the format (prefixed and strict namespaces, absolute or odd part names, missing references).
package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"

	"asterism/internal/ingest/xmlscan"
)

// Options bound what a workbook may cost. The zero value of a field means its default.
type Options struct {
	// Part opens one part of the workbook under the caller's limits of size and ratio; default: without limits.
	Part       func(*zip.File) (io.ReadCloser, error)
	FieldBytes int                      // of one cell's text, default 1 MiB
	RowBytes   int                      // of one row's texts, default 16 MiB
	Columns    int                      // default 16,384, the format's own limit
	Cells      int64                    // of a sheet, the blank ones before a row's last among them, default 2^28
	TextBytes  int64                    // of all texts of a sheet, default 4 GiB: one shared string may stand in every cell
	HeldBytes  int64                    // shared strings held in memory, default 64 MiB; more go to a file
	Spill      func() (*os.File, error) // makes that file, default in the system's temporary folder; it is removed at the end
}

func (o Options) orDefault() Options {
	if o.Part == nil {
		o.Part = func(f *zip.File) (io.ReadCloser, error) { return f.Open() }
	}
	if o.Spill == nil {
		o.Spill = func() (*os.File, error) { return os.CreateTemp("", "strings-*") }
	}
	if o.Columns <= 0 || o.Columns > maxColumns {
		o.Columns = maxColumns
	}
	o.FieldBytes = int(orDefault(int64(o.FieldBytes), 1<<20))
	o.RowBytes = int(orDefault(int64(o.RowBytes), 16<<20))
	o.Cells = orDefault(o.Cells, 1<<28)
	o.TextBytes = orDefault(o.TextBytes, 4<<30)
	o.HeldBytes = orDefault(o.HeldBytes, 64<<20)
	return o
}

func orDefault(v, d int64) int64 {
	if v <= 0 {
		return d
	}
	return v
}

const (
	maxColumns = 16384   // XFD
	maxRows    = 1 << 20 // of a sheet
	maxSheets  = 10_000
)

// The ways in which a file is no workbook that can be read; what is wrong inside a part comes as the error of its
// reader or as an *xmlscan.Error.
var (
	ErrNotWorkbook = errors.New("no workbook in this file")
	ErrBinary      = errors.New("a binary workbook (.xlsb)")
	ErrTooLarge    = errors.New("more text than the limit")
	ErrPanic       = errors.New("decompressor failed")
	ErrSpill       = errors.New("the file for shared strings failed") // not the workbook's fault
)

// Book is an open workbook. It is not safe for concurrent use.
type Book struct {
	Sheets []Sheet // worksheets in the workbook's order; charts and dialogs are none

	o        Options
	parts    map[string]*zip.File // by lower-case name with slashes
	texts    *texts
	formats  []format // by a cell's style
	base1904 bool
}

// Sheet is one worksheet.
type Sheet struct {
	Name   string
	Hidden bool
	part   *zip.File
}

// Open reads the workbook's directory, its styles, and nothing of its cells.
func Open(z *zip.Reader, o Options) (*Book, error) {
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	b := &Book{o: o.orDefault(), parts: map[string]*zip.File{}}
	for _, f := range z.File {
		if name := partName("", f.Name); b.parts[name] == nil {
			b.parts[name] = f
		}
	}
	name, err := b.workbook()
	if err != nil {
		return nil, err
	}
	if err := b.open(name); err != nil {
		return nil, err
	}
	return b, nil
}

// Close removes what was spilled.
func (b *Book) Close() {
	if b.texts != nil {
		b.texts.close()
	}
}

// partName is the key of a part: a target relative to a folder, or absolute, with slashes, in lower case.
func partName(folder, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = folder + "/" + target
	}
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+target), "/"))
}

// relation is one target of a part; kind is the last word of its type, which transitional and strict files share.
type relation struct{ id, kind, name string }

// relations reads the relationships of a part; a part without any has none.
func (b *Book) relations(part string) (out []relation, err error) {
	folder, base := path.Split(part)
	f := b.parts[folder+"_rels/"+base+".rels"]
	if f == nil {
		return nil, nil
	}
	err = b.read(f, func(s *xmlscan.Scanner) {
		if string(s.Local()) != "Relationship" || len(out) >= maxSheets {
			return
		}
		kind := name(s.Attr("Type"))
		out = append(out, relation{name(s.Attr("Id")), kind[strings.LastIndexByte(kind, '/')+1:], partName(folder, name(s.Attr("Target")))})
	})
	return out, err
}

// name keeps a name, an address or an id, as far as any of them is long.
func name(b []byte) string { return string(bytes.ToValidUTF8(cut(b, 1024), []byte{'?'})) }

// workbook finds the main part: by the package's relationships, else where it always stands.
func (b *Book) workbook() (string, error) {
	rels, err := b.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		switch {
		case r.kind != "officeDocument" || b.parts[r.name] == nil:
		case strings.HasSuffix(r.name, ".bin"):
			return "", ErrBinary
		default:
			return r.name, nil
		}
	}
	if b.parts["xl/workbook.xml"] == nil {
		return "", ErrNotWorkbook
	}
	return "xl/workbook.xml", nil
}

func (b *Book) open(name string) error {
	rels, err := b.relations(name)
	if err != nil {
		return err
	}
	folder := path.Dir(name)
	if err := b.readFormats(b.named(rels, "styles", folder+"/styles.xml")); err != nil {
		return err
	}
	b.texts = &texts{book: b, part: b.named(rels, "sharedStrings", folder+"/sharedstrings.xml")}
	root := ""
	err = b.read(b.parts[name], func(s *xmlscan.Scanner) {
		switch string(s.Local()) {
		case "workbookPr":
			b.base1904 = isTrue(s.Attr("date1904"))
		case "sheet":
			b.sheet(s, rels)
		}
		if root == "" {
			root = string(s.Local())
		}
	})
	if err == nil && root != "workbook" {
		return ErrNotWorkbook
	}
	return err
}

// named is the part of a kind, by its relation or its customary name; nil when there is none.
func (b *Book) named(rels []relation, kind, name string) *zip.File {
	for _, r := range rels {
		if r.kind == kind && b.parts[r.name] != nil {
			return b.parts[r.name]
		}
	}
	return b.parts[name]
}

// sheet takes one entry of the workbook's list. Its part is named by the relation whose id has some prefix.
func (b *Book) sheet(s *xmlscan.Scanner, rels []relation) {
	sheet, id := Sheet{Name: name(s.Attr("name"))}, ""
	for key, value := range s.Attrs {
		if strings.HasSuffix(string(key), ":id") {
			id = name(value)
		}
	}
	state := string(s.Attr("state"))
	sheet.Hidden = state == "hidden" || state == "veryHidden"
	for _, r := range rels {
		if r.id == id && r.kind == "worksheet" {
			sheet.part = b.parts[r.name]
		}
	}
	if sheet.part != nil && len(b.Sheets) < maxSheets {
		b.Sheets = append(b.Sheets, sheet)
	}
}

func isTrue(v []byte) bool { return string(v) == "1" || string(v) == "true" || string(v) == "on" }
