package xmlscan

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Decode gives r as UTF-8 without byte order mark: UTF-16 by its mark or its shape, anything else by the encoding its
// first XML declaration names (UTF-8, GB18030 with GBK and GB2312, ISO-8859-1, windows-1252). name is the encoding used;
// ok is false where the declaration names another one, and r is then passed on as UTF-8.
func Decode(r io.Reader) (out io.Reader, name string, ok bool) {
	b := bufio.NewReaderSize(r, 4096)
	head, _ := b.Peek(256)
	name = byMark(head)
	if name == "" {
		name = Declared(head)
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		_, _ = b.Discard(len(byteOrderMark))
		name = "utf-8"
	}
	enc, known := encodings[name]
	if enc == nil {
		return b, name, known
	}
	return transform.NewReader(b, enc.NewDecoder()), name, true
}

var encodings = map[string]encoding.Encoding{
	"utf-8": nil, "us-ascii": nil, "ascii": nil,
	"gb18030": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GB18030, "gb2312": simplifiedchinese.GB18030,
	"iso-8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "windows-1252": charmap.Windows1252,
	"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// byMark knows UTF-16 by its byte order mark or by the zero bytes around the first "<".
func byMark(head []byte) string {
	for name, marks := range map[string][2]string{
		"utf-16le": {"\xff\xfe", "<\x00"},
		"utf-16be": {"\xfe\xff", "\x00<"},
	} {
		if bytes.HasPrefix(head, []byte(marks[0])) || bytes.HasPrefix(head, []byte(marks[1])) {
			return name
		}
	}
	return ""
}

// Declared is the encoding named by the XML declaration at the start of head, in lower case; utf-8 without one.
func Declared(head []byte) string {
	var s Scanner
	s.Reset(bytes.TrimPrefix(head, byteOrderMark), 1)
	if s.Next() != Inst || string(s.Name()) != "xml" {
		return "utf-8"
	}
	if name := s.Attr("encoding"); len(name) > 0 {
		return strings.ToLower(string(name))
	}
	return "utf-8"
}
