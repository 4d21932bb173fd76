package ingest

import (
	"bytes"

	"asterism/internal/ingest/xmlscan"
)

// flow reads the current element as running text: paragraphs, headings, claim parts, list items and table rows on
// lines of their own, table cells apart by tabs, markup dropped, runs of white space around line breaks as one space.
func (r *xmlReader) flow() string {
	r.buf = r.buf[:0]
	for depth := r.Depth(); ; {
		switch r.Next() {
		case xmlscan.Text:
			r.buf = appendFlow(r.buf, r.Text())
		case xmlscan.Start:
			r.openFlow()
		case xmlscan.End:
			if r.Depth() < depth {
				return string(bytes.TrimSpace(r.buf))
			}
			r.buf = breakFlow(r.buf, r.flowBreak())
		case xmlscan.EOF:
			return ""
		}
	}
}

// openFlow begins an element. Formulas that CNIPA repeats as escaped markup, the paragraph numbers of US applications, and
// page headers and claim labels of XML4IP are passed over.
func (r *xmlReader) openFlow() {
	switch string(r.Local()) {
	case "MathText", "number", "BoundaryData", "ClaimLabelText":
		r.Skip()
		return
	case "dependent-claim-reference": // holds a claim-text that is no part of the claim tree
		r.buf = append(r.buf, r.Content()...)
		return
	case "br":
		if r.wrapped {
			r.buf = append(r.buf, lineEnd...)
			return
		}
	}
	r.buf = breakFlow(r.buf, r.flowBreak())
}

// flowBreak is the separator around the current element: none inside a line. Names of US, EP, CN and ST.96 documents.
func (r *xmlReader) flowBreak() byte {
	switch string(r.Local()) {
	case "br":
		if r.wrapped {
			return 0
		}
		return '\n'
	case "p", "heading", "claim-text", "paragraph", "PARA", "CLMSTEP", "H", "li", "row", "tr", "dd", "dt", "title", "ol", "ul", "dl", "table", "tgroup", "figure",
		"Paragraphs", "ClaimText", "InventionTitle", "Heading", "P", "LI", "Row", "ROW":
		return '\n'
	case "entry", "ENTRY", "td", "th", "Entry":
		return '\t'
	}
	return 0
}

// breakFlow ends a line or cell; a line break replaces blanks and tabs before it.
func breakFlow(dst []byte, sep byte) []byte {
	if sep == 0 {
		return dst
	}
	n := len(dst)
	for n > 0 && (dst[n-1] == ' ' || dst[n-1] == '\t' && sep == '\n') {
		n--
	}
	if n == 0 || dst[n-1] == '\n' || dst[n-1] == sep {
		return dst[:n]
	}
	return append(dst[:n], sep)
}

// appendFlow adds text of one line, or squeezes its line breaks.
func appendFlow(dst, b []byte) []byte {
	if n := len(dst); n == 0 || dst[n-1] == '\n' || dst[n-1] == '\t' {
		b = pastBlanks(b)
	}
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, bytes.TrimRight(b[:i], " \t")...)
		if n := len(dst); n > 0 && dst[n-1] != '\n' && dst[n-1] != ' ' && dst[n-1] != '\t' {
			dst = append(dst, ' ')
		}
		b = pastBlanks(b[i:])
	}
}

func pastBlanks(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\n' || b[0] == '\t') {
		b = b[1:]
	}
	return b
}

// attr is an attribute of the current start tag as a string.
func (r *xmlReader) attr(name string) string { return string(r.Attr(name)) }

// docID is what a document-id holds, whichever office wrote it.
type docID struct{ country, number, kind, date, name string }

// docID reads the current element, be it a document-id or one that holds it; the last of several wins where it has
// the value.
func (r *xmlReader) docID() (d docID) {
	r.intoDocID(&d)
	return d
}

func (r *xmlReader) intoDocID(d *docID) {
	for name := range r.Children {
		switch string(name) {
		case "document-id", "DocumentID", "DOC":
			r.intoDocID(d)
		case "country", "country-code", "WIPOST3Code", "CTRY":
			d.country = r.Content()
		case "doc-number", "DocNumber", "DNUM":
			d.number = r.Content()
		case "kind", "kind-code", "Kind", "KIND":
			d.kind = r.Content()
		case "date", "document-date", "Date", "DATE":
			d.date = r.Content()
		case "name":
			d.name = r.Content()
		}
	}
}

// full is the number as one word: country, number, kind.
func (d docID) full() string { return d.country + d.number + d.kind }
