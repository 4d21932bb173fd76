package xlsx

import (
	"bytes"

	"asterism/internal/ingest/xmlscan"
)

// cell reads the cell whose start tag is current.
func (r *Rows) cell() {
	r.row.col++
	style, kind := 0, byte(0)
	for name, value := range r.s.Attrs {
		switch string(name) {
		case "r":
			if n := column(value); n > 0 {
				r.row.col = n
			}
		case "s":
			style, _ = natural(value)
		case "t":
			kind = kindOf(value)
		}
	}
	from := len(r.text)
	r.content()
	if r.s.Kind() != xmlscan.EOF {
		r.value(from, style, kind)
	}
}

// The kinds of cells, by their t attribute.
const (
	kindNumber byte = iota
	kindShared
	kindText // str, the text of a formula
	kindInline
	kindBool
	kindError
	kindDate
)

func kindOf(t []byte) byte {
	switch string(t) {
	case "s":
		return kindShared
	case "str":
		return kindText
	case "inlineStr":
		return kindInline
	case "b":
		return kindBool
	case "e":
		return kindError
	case "d":
		return kindDate
	}
	return kindNumber
}

// column is the column that a reference such as AB12 names, from 1; 0 when it names none.
func column(ref []byte) int {
	n := 0
	for _, c := range ref {
		c |= 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if n = n*26 + int(c-'a') + 1; n > maxColumns {
			return maxColumns + 1
		}
	}
	return n
}

// content adds what the cell holds to the block's text, its value or inline string, and keeps its formula aside. It
// ends at the cell's end tag.
func (r *Rows) content() {
	from, depth := len(r.text), r.s.Depth()
	r.formula, r.hasValue = r.formula[:0], false
	for {
		switch r.s.Next() {
		case xmlscan.Start:
			r.part(from)
		case xmlscan.End:
			if r.s.Depth() < depth {
				return
			}
		case xmlscan.EOF:
			r.text = r.text[:from]
			return
		}
	}
}

func (r *Rows) part(from int) {
	switch string(r.s.Local()) {
	case "v":
		r.text, r.hasValue = r.leaf(r.text), true
	case "is":
		r.text = appendRuns(r.text[:from], r.s, r.book.o.FieldBytes)
	case "f":
		r.formula = append(r.leaf(r.formula), '\n') // so that an empty one, part of a shared formula, is one too
	default:
		r.s.Skip()
	}
}

// leaf adds the text of the current element.
func (r *Rows) leaf(dst []byte) []byte {
	for most := len(dst) + r.book.o.FieldBytes; ; {
		switch r.s.Next() {
		case xmlscan.Text:
			if len(dst) < most {
				dst = append(dst, r.s.Text()...)
			}
		case xmlscan.Start:
			r.s.Skip()
		default:
			return cut(dst, most)
		}
	}
}

// value makes of the content, which stands in the block's text from the given place on, what the cell holds.
func (r *Rows) value(from, style int, kind byte) {
	if len(r.formula) > 0 && r.valueless(from, kind) {
		r.ofFormula(from)
		return
	}
	if len(r.text) == from {
		return
	}
	switch kind {
	case kindShared:
		r.shared(from)
		return
	case kindText, kindInline:
		r.text = unescape(r.text, from)
	case kindBool:
		r.text = truth(r.text, from)
	case kindError:
		r.Remarks.Errors.Add(r.line)
	case kindDate:
		r.text = bytes.TrimSuffix(r.text, []byte("T00:00:00"))
	case kindNumber:
		r.digits = append(r.digits[:0], bytes.TrimSpace(r.text[from:])...)
		r.text = r.book.number(r.text[:from], r.digits, style)
	}
	r.own(from)
}

// shared replaces the number of a shared string by the string.
func (r *Rows) shared(from int) {
	i, ok := natural(bytes.TrimSpace(r.text[from:]))
	r.text = r.text[:from]
	if !ok {
		i = -1
	}
	text, ok, err := r.book.texts.text(i)
	switch {
	case err != nil:
		r.end(err)
	case !ok:
		r.Remarks.Lost.Add(r.line)
	default:
		r.share(text)
	}
}

func truth(b []byte, from int) []byte {
	switch string(b[from:]) {
	case "1", "true":
		return append(b[:from], "TRUE"...)
	case "0", "false":
		return append(b[:from], "FALSE"...)
	}
	return b
}

var hyperlink = []byte("HYPERLINK(")

func (r *Rows) isLink() bool {
	return len(r.formula) > len(hyperlink) && bytes.EqualFold(r.formula[:len(hyperlink)], hyperlink)
}

// valueless tells a formula nobody calculated: it has no value, or an empty one that is no text; of a link, writers
// that do not calculate say that it is 0.
func (r *Rows) valueless(from int, kind byte) bool {
	v := string(r.text[from:])
	return v == "" && !(kind == kindText && r.hasValue) || v == "0" && kind == kindNumber && r.isLink()
}

// ofFormula stands in for the missing value: a link shows its text all the same, and the caller gets it as
// =HYPERLINK("address","text"); of other formulas nothing is known.
func (r *Rows) ofFormula(from int) {
	r.text = r.text[:from]
	if !r.isLink() {
		r.Remarks.Uncalculated.Add(r.line)
		return
	}
	r.text = append(append(r.text, '='), bytes.TrimSpace(r.formula)...)
	r.own(from)
}
