package ingest

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings of text files. utf-8-damaged is UTF-8 with bytes that are none.
const (
	encUTF8    = "utf-8"
	encDamaged = "utf-8-damaged"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	encGB      = "gb18030"
	encLatin   = "iso-8859-1"
	encBinary  = "binary"
)

// sniffer tells a file's encoding from all of its bytes: a file may be ASCII for its first megabyte.
type sniffer struct {
	head    []byte // first 64 KiB
	tail    []byte // start of a character cut by the end of the last write
	sample  []byte // stretches that are not UTF-8
	good    int64  // whole multi-byte characters seen in such stretches
	bad     int64  // bytes there that are no UTF-8
	skipped bool
}

const (
	headBytes   = 64 << 10
	sampleBytes = 1 << 20
)

func (s *sniffer) Write(p []byte) (int, error) {
	if room := headBytes - len(s.head); room > 0 {
		s.head = append(s.head, p[:min(room, len(p))]...)
	}
	if s.skipped {
		return len(p), nil
	}
	n := len(p)
	if len(s.tail) > 0 {
		p = append(s.tail, p...)
		s.tail = nil
	}
	cut := len(p) - partial(p)
	s.tail = append(s.tail, p[cut:]...)
	s.look(p[:cut])
	return n, nil
}

// partial counts the bytes at the end that may be the start of a character.
func partial(p []byte) int {
	for i := 1; i <= 3 && i <= len(p); i++ {
		b := p[len(p)-i]
		if utf8.RuneStart(b) {
			if b >= 0xC0 && !utf8.FullRune(p[len(p)-i:]) {
				return i
			}
			return 0
		}
	}
	return 0
}

func (s *sniffer) look(p []byte) {
	if utf8.Valid(p) {
		return
	}
	for rest := p; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			s.bad++
		} else if size > 1 {
			s.good++
		}
		rest = rest[size:]
	}
	s.sample = append(s.sample, p...)
	s.skipped = len(s.sample) > sampleBytes
}

// encoding names the encoding and how many bytes of byte order mark to leave out.
func (s *sniffer) encoding() (string, int) {
	switch {
	case bytes.HasPrefix(s.head, []byte("\xef\xbb\xbf")):
		return s.utf8(), 3
	case bytes.HasPrefix(s.head, []byte("\xff\xfe")):
		return encUTF16LE, 2
	case bytes.HasPrefix(s.head, []byte("\xfe\xff")):
		return encUTF16BE, 2
	}
	if isBinary(s.head) {
		return encBinary, 0
	}
	if enc := bareUTF16(s.head); enc != "" {
		return enc, 0
	}
	return s.utf8(), 0
}

func (s *sniffer) utf8() string {
	switch bad := s.bad + int64(len(s.tail)); {
	case bad == 0:
		return encUTF8
	case s.bad == 0:
		return encDamaged
	case looksGB(s.sample):
		return encGB
	case s.good > 5*s.bad:
		return encDamaged
	}
	return encLatin
}

func isBinary(head []byte) bool {
	for _, magic := range []string{"PK\x03\x04", "PAR1", "\xd0\xcf\x11\xe0", "%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "II*\x00", "MM\x00*", "Rar!", "7z\xbc\xaf"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return bytes.IndexByte(head, 0) >= 0 && bareUTF16(head) == ""
}

// bareUTF16 recognises UTF-16 without mark by its zero bytes: all on one side, and many.
func bareUTF16(head []byte) string {
	var zero [2]int
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	many := len(head) / 10
	switch {
	case zero[1] > many && zero[0] == 0:
		return encUTF16LE
	case zero[0] > many && zero[1] == 0:
		return encUTF16BE
	}
	return ""
}

// looksGB counts pairs of GB 2312 hanzi and marks: in Chinese text nearly all bytes above 127 are part of one, in
// Latin-1 text nearly none.
func looksGB(sample []byte) bool {
	pairs, high := 0, 0
	for i := 0; i < len(sample); i++ {
		if sample[i] < 0x80 {
			continue
		}
		high++
		if i+1 < len(sample) && sample[i] >= 0xA1 && sample[i] <= 0xF7 && sample[i+1] >= 0xA1 {
			pairs++
			i++
		} else if i+1 < len(sample) && sample[i] >= 0x81 && sample[i+1] >= 0x40 && sample[i+1] != 0x7f {
			i++
		}
	}
	return high > 0 && pairs*10 >= high*8
}

func decoderOf(enc string) encoding.Encoding {
	switch enc {
	case encUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case encUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case encGB:
		return simplifiedchinese.GB18030
	case encLatin:
		return charmap.Windows1252
	case encDamaged:
		return unicode.UTF8
	}
	return nil
}

// decoded reads a stream as UTF-8 without its byte order mark.
func decoded(r io.Reader, enc string, mark int) (io.Reader, error) {
	if _, err := io.CopyN(io.Discard, r, int64(mark)); err != nil && err != io.EOF {
		return nil, err
	}
	if e := decoderOf(enc); e != nil {
		return e.NewDecoder().Reader(r), nil
	}
	return r, nil
}
