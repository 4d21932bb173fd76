package ingest

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// xlsPages are the code pages of BIFF5 texts.
var xlsPages = map[uint16]encoding.Encoding{932: japanese.ShiftJIS, 936: simplifiedchinese.GB18030, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252}

// runs is the bytes of a record and of those that continue it.
type runs struct {
	parts [][]byte
	at    int // in the first part
}

// take cuts n bytes; at the end it gives what is left.
func (r *runs) take(n int) []byte {
	var out []byte
	for n > 0 && !r.ended() {
		m := min(n, len(r.parts[0])-r.at)
		here := r.parts[0][r.at : r.at+m : r.at+m]
		if out == nil && m == n {
			out = here
		} else {
			out = append(out, here...)
		}
		n -= m
		r.at += m
	}
	return out
}

// drop passes over n bytes.
func (r *runs) drop(n int) {
	for n > 0 && !r.ended() {
		m := min(n, len(r.parts[0])-r.at)
		n -= m
		r.at += m
	}
}

// ended goes on to the next part where the present one is used up, and tells when there is none.
func (r *runs) ended() bool {
	for len(r.parts) > 0 && r.at >= len(r.parts[0]) {
		r.parts, r.at = r.parts[1:], 0
	}
	return len(r.parts) == 0
}

func (r *runs) number(size int) (n int) {
	for i, b := range r.take(size) {
		n |= int(b) << (8 * i)
	}
	return n
}

// unicode reads n characters; where a record ends before the last of them the next begins with their width again.
func (r *runs) unicode(n int, wide bool) string {
	var units []uint16
	for n > 0 && len(r.parts) > 0 {
		size := 1
		if wide {
			size = 2
		}
		here := r.parts[0][r.at:]
		m := min(n, len(here)/size)
		units = appendUnits(units, here[:m*size], size)
		r.at += m * size
		if n -= m; n > 0 {
			r.parts, r.at = r.parts[1:], 0
			wide = r.number(1)&1 != 0
		}
	}
	return string(utf16.Decode(units))
}

func appendUnits(dst []uint16, raw []byte, size int) []uint16 {
	for i := 0; i < len(raw); i += size {
		u := uint16(raw[i])
		if size == 2 {
			u |= uint16(raw[i+1]) << 8
		}
		dst = append(dst, u)
	}
	return dst
}

// rich reads a string with its length in size bytes, and passes over what describes its look ([MS-XLS] 2.5.293).
func (r *runs) rich(size int) string {
	n, flags := r.number(size), r.number(1)
	looks, extra := 0, 0
	if flags&8 != 0 {
		looks = r.number(2)
	}
	if flags&4 != 0 {
		extra = r.number(4)
	}
	s := r.unicode(n, flags&1 != 0)
	r.drop(4*looks + extra)
	return s
}

// gather copies the present record and those that continue it.
func (b *xlsBook) gather() (*runs, error) {
	r := &runs{}
	for {
		if len(b.body) > 0 {
			r.parts = append(r.parts, append([]byte(nil), b.body...))
		}
		if !b.continues() {
			return r, nil
		}
		if _, err := b.record(); err != nil {
			return r, err
		}
	}
}

// sharedStrings reads the table of strings that cells point into. Its count is not trusted.
func (b *xlsBook) sharedStrings() error {
	r, err := b.gather()
	r.drop(8)
	for !r.ended() {
		s := r.rich(2)
		b.strings = append(b.strings, s)
		if b.left -= int64(len(s)) + 16; b.left < 0 {
			return &broken{"file.too_large", nil}
		}
	}
	return err
}

// longText is a text with a length of two bytes that may go on in further records.
func (b *xlsBook) longText(at int) string {
	row := append([]byte(nil), b.body[:min(at, len(b.body))]...)
	r, _ := b.gather()
	b.body = append(b.body[:0], row...) // the cell's place is still wanted
	r.drop(at)
	if b.biff5 {
		return b.decode(r.take(r.number(2)))
	}
	return r.rich(2)
}

// textAt is a short text of the present record, its length in one byte or two.
func (b *xlsBook) textAt(at int, long bool) string {
	r := &runs{parts: [][]byte{b.body}}
	r.drop(at)
	size := 1
	if long {
		size = 2
	}
	if b.biff5 {
		return b.decode(r.take(r.number(size)))
	}
	return r.rich(size)
}

func (b *xlsBook) decode(raw []byte) string {
	s, err := b.page.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "�")
	}
	return string(s)
}
