package report

import (
	"bytes"
	"context"
	"html"
	"io"
	"regexp"

	"asterism/internal/fail"
)

const marginStyle = `font-size:10px;width:100%;padding:0 26mm;color:#5d6873;font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif`

// PDF prints the HTML document by Chromium: A4, page numbers, bookmarks. Without Chromium it is fail.Unavailable.
func (d *Document) PDF(ctx context.Context, w io.Writer) (err error) {
	defer fail.Wrap(&err, "report %s as PDF", d.Name)
	var source bytes.Buffer
	if err := d.HTML(ctx, &source); err != nil {
		return err
	}
	header := `<div style="` + marginStyle + `;text-align:right">` + html.EscapeString(d.running()) + `</div>`
	footer := `<div style="` + marginStyle + `;text-align:center">— <span class="pageNumber"></span> / <span class="totalPages"></span> —</div>`
	out, err := browse(ctx, source.Bytes(), 794, printed(header, footer))
	if err != nil {
		return err
	}
	_, err = w.Write(d.dated(out))
	return err
}

// running is the line on top of each page.
func (d *Document) running() string {
	s := d.Title
	if d.Subtitle != "" {
		s += " · " + d.Subtitle
	}
	if d.Synthetic {
		s += " · " + d.words.Text("synthetic_short")
	}
	return s
}

var pdfDate = regexp.MustCompile(`(/(?:CreationDate|ModDate) \(D:)\d{14}`)

// dated puts the snapshot's time for the printer's, so that one snapshot gives one file. Lengths do not change.
func (d *Document) dated(pdf []byte) []byte {
	return pdfDate.ReplaceAll(pdf, []byte("${1}"+d.Created.UTC().Format("20060102150405")))
}
