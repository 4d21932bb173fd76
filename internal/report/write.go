package report

import (
	"context"
	"io"

	"asterism/internal/fail"
)

// Formats are the outputs a document has, by file extension.
var Formats = []string{"html", "pdf", "docx", "xlsx", "csv"}

// Write writes the document in a format of Formats. pdf needs Chromium and is fail.Unavailable without; csv is a
// zip of one file a table when there are several.
func (d *Document) Write(ctx context.Context, format string, w io.Writer) error {
	switch format {
	case "html":
		return d.HTML(ctx, w)
	case "pdf":
		return d.PDF(ctx, w)
	case "docx":
		return d.DOCX(ctx, w)
	case "xlsx":
		return d.XLSX(ctx, w)
	case "csv", "zip":
		return d.CSV(ctx, w)
	}
	return fail.New(fail.Invalid, "no output %q; there are html, pdf, docx, xlsx and csv", format)
}
