package report

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"asterism/internal/fail"
)

// DOCX writes an Office Open XML document (ISO/IEC 29500): A4 by GB/T 9704's margins, 仿宋 and 黑体 with names of
// the same faces elsewhere as fallback, real headings, tables and lists. Charts are SVG with a PNG beside it for
// programs that draw no SVG; without Chromium the PNG is empty and such programs show a blank.
func (d *Document) DOCX(ctx context.Context, w io.Writer) (err error) {
	defer fail.Wrap(&err, "report %s as DOCX", d.Name)
	drawn, err := d.pictures(ctx)
	if err != nil {
		return err
	}
	bitmaps, err := d.bitmaps(ctx, drawn)
	if err != nil {
		return err
	}
	body := &wordBody{words: d.words, lang: d.Lang}
	body.document(d)
	z := zip.NewWriter(w)
	for _, f := range d.wordFiles(body, drawn, bitmaps) {
		if err := d.zipped(z, f.name, func(w io.Writer) error { _, err := w.Write(f.data); return err }); err != nil {
			return err
		}
	}
	return z.Close()
}

type file struct {
	name string
	data []byte
}

func (d *Document) wordFiles(body *wordBody, drawn, bitmaps map[string][]byte) []file {
	var relations strings.Builder
	files := []file{
		{"[Content_Types].xml", []byte(wordTypes)},
		{"_rels/.rels", []byte(wordRoot)},
		{"word/document.xml", []byte(wordHead + body.String() + wordTail)},
		{"word/styles.xml", []byte(wordStyles)},
		{"word/fontTable.xml", []byte(wordFonts)},
		{"word/numbering.xml", []byte(wordNumbering)},
		{"word/settings.xml", []byte(wordSettings)},
		{"word/footer1.xml", []byte(wordFooter)},
		{"docProps/core.xml", fmt.Appendf(nil, wordCore, escape(d.Title), d.Created.UTC().Format("2006-01-02T15:04:05Z"))},
	}
	for i, name := range body.charts {
		fmt.Fprintf(&relations, `<Relationship Id="png%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/%s.png"/>`, i+1, name)
		fmt.Fprintf(&relations, `<Relationship Id="svg%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/%s.svg"/>`, i+1, name)
		files = append(files, file{"word/media/" + name + ".png", bitmaps[name]}, file{"word/media/" + name + ".svg", drawn[name]})
	}
	return append(files, file{"word/_rels/document.xml.rels", fmt.Appendf(nil, wordRelations, relations.String())})
}

// blank is a transparent PNG of one pixel.
const blank = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

// bitmaps draws each picture at twice its size by Chromium; without one they are blank.
func (d *Document) bitmaps(ctx context.Context, drawn map[string][]byte) (map[string][]byte, error) {
	out := map[string][]byte{}
	if _, err := Chromium(); err != nil {
		empty, err := base64.StdEncoding.DecodeString(blank)
		for name := range drawn {
			out[name] = empty
		}
		return out, err
	}
	if len(drawn) == 0 {
		return out, nil
	}
	var page bytes.Buffer
	page.WriteString(`<!doctype html><meta charset="utf-8"><body style="margin:0;background:#fff">`)
	names := keys(drawn)
	selectors := make([]string, len(names))
	for i, name := range names {
		fmt.Fprintf(&page, `<div id="shot%d" style="width:680px;padding:2px">%s</div>`, i, drawn[name])
		selectors[i] = fmt.Sprintf("#shot%d", i)
	}
	taken, err := browse(ctx, page.Bytes(), 720, shots(selectors))
	for i := range taken {
		out[names[i]] = taken[i]
	}
	return out, err
}
