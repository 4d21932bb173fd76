package ingest

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/metadata"
	"github.com/klauspost/compress/zstd"
)

// chunk is one column of the row group being written: its finished pages and the open one.
type chunk struct {
	column
	sought bool

	rows  int32 // of the open page
	gaps  []gap
	data  []byte
	codes []uint32
	dict  dictionary
	body  []byte // scratch, before and after compression
	small []byte

	pages  []page
	nulls  int64
	lo, hi []byte
}

// page is a finished page: compressed, with the rows it holds.
type page struct {
	body     []byte
	rows     int32
	size     int32 // before compression
	encoding parquet.Encoding
}

// add copies a batch's column to the open page.
func (c *chunk) add(v *vector, rows int32) {
	switch {
	case !v.coded:
		for _, g := range v.gaps {
			c.miss(c.rows+g.from, c.rows+g.to)
		}
		c.data = append(c.data, v.data...)
	case c.dict.full:
		c.spell(v.words)
	default:
		c.encode(v.words)
	}
	if v.n < rows {
		c.miss(c.rows+v.n, c.rows+rows)
	}
	c.rows += rows
}

func (c *chunk) miss(from, to int32) {
	c.nulls += int64(to - from)
	if k := len(c.gaps) - 1; k >= 0 && c.gaps[k].to == from {
		c.gaps[k].to = to
		return
	}
	c.gaps = append(c.gaps, gap{from, to})
}

// same adds one word for all rows.
func (c *chunk) same(word string, rows int32) {
	code := c.dict.code(word)
	for range rows {
		c.codes = append(c.codes, code)
	}
	c.rows += rows
}

// encode takes words by their places in the dictionary; once that is full, the column goes on in plain text.
func (c *chunk) encode(words []string) {
	for i, w := range words {
		if w == "" {
			c.miss(c.rows+int32(i), c.rows+int32(i)+1)
			continue
		}
		c.codes = append(c.codes, c.dict.code(w))
	}
	if c.dict.grown() {
		c.dict.full = true
		for _, code := range c.codes {
			c.data = appendPlain(c.data, c.dict.words[code])
		}
		c.codes = c.codes[:0]
		if len(c.pages) == 0 {
			c.dict = dictionary{full: true}
		}
	}
}

func (c *chunk) spell(words []string) {
	for i, w := range words {
		if w == "" {
			c.miss(c.rows+int32(i), c.rows+int32(i)+1)
			continue
		}
		c.data = appendPlain(c.data, w)
	}
}

func appendPlain(dst []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(s))), s...)
}

// size is about what the open page will take, uncompressed.
func (c *chunk) size() int { return len(c.data) + 2*len(c.codes) }

// close finishes the open page.
func (c *chunk) close(z *zstd.Encoder) {
	if c.rows == 0 {
		return
	}
	if c.sought {
		c.bound()
	}
	body, encoding := c.values(appendLevels(c.body[:0], c.gaps, c.rows))
	c.small = z.EncodeAll(body, c.small[:0])
	c.pages = append(c.pages, page{bytes.Clone(c.small), c.rows, int32(len(body)), encoding})
	c.body, c.rows, c.gaps, c.data, c.codes = body, 0, c.gaps[:0], c.data[:0], c.codes[:0]
}

func (c *chunk) values(dst []byte) ([]byte, parquet.Encoding) {
	switch {
	case c.coded() && !c.dict.full && len(c.dict.words) > 0: // without a word there is no dictionary to refer to
		return appendCodes(dst, c.codes, codeWidth(len(c.dict.words))), parquet.Encodings.RLEDict
	case c.kind == kindWhole:
		return appendDeltas(dst, c.data, 8), parquet.Encodings.DeltaBinaryPacked
	case c.kind == kindSmall, c.kind == kindDate:
		return appendDeltas(dst, c.data, 4), parquet.Encodings.DeltaBinaryPacked
	case c.kind == kindFlag:
		return appendBits(dst, c.data), parquet.Encodings.Plain
	}
	return append(dst, c.data...), parquet.Encodings.Plain
}

// bound widens the column's least and greatest value by those of the open page.
func (c *chunk) bound() {
	for rest := c.data; len(rest) > 0; {
		n := 4
		if c.kind == kindText {
			n = int(binary.LittleEndian.Uint32(rest))
			rest = rest[4:]
		}
		v := rest[:n]
		if c.lo == nil || c.less(v, c.lo) {
			c.lo = append(c.lo[:0], v...)
		}
		if c.hi == nil || c.less(c.hi, v) {
			c.hi = append(c.hi[:0], v...)
		}
		rest = rest[n:]
	}
}

func (c *chunk) less(a, b []byte) bool {
	if c.kind == kindText {
		return bytes.Compare(a, b) < 0
	}
	return numberAt(a, 0, 4) < numberAt(b, 0, 4)
}

// stats tells least, greatest and missing values of a sought column.
func (c *chunk) stats() (s metadata.EncodedStatistics, ok bool) {
	if !c.sought || c.lo == nil || len(c.lo) > mostStats || len(c.hi) > mostStats {
		return s, false
	}
	s.SetMin(c.lo).SetMax(c.hi).SetNullCount(c.nulls)
	s.Signed = c.kind != kindText
	return s, true
}

// mostStats is the longest text a footer holds as a bound.
const mostStats = 4096

// next makes the chunk ready for the next row group. A dictionary that was full once is not tried again.
func (c *chunk) next() {
	c.pages, c.nulls, c.lo, c.hi = c.pages[:0], 0, nil, nil
	c.dict = dictionary{full: c.dict.full}
}

// dictionary is the different words of a column in the order they came.
type dictionary struct {
	at    map[string]uint32
	words []string
	bytes int
	last  uint32 // place of the word before
	full  bool
}

// A dictionary beyond these costs more than it saves.
const (
	mostWords     = 1 << 15
	mostWordBytes = 1 << 20
)

func (d *dictionary) grown() bool { return len(d.words) > mostWords || d.bytes > mostWordBytes }

func (d *dictionary) code(word string) uint32 {
	if int(d.last) < len(d.words) && d.words[d.last] == word {
		return d.last
	}
	code, ok := d.at[word]
	if !ok {
		code = d.learn(strings.Clone(word))
	}
	d.last = code
	return code
}

func (d *dictionary) learn(word string) uint32 {
	if d.at == nil {
		d.at = map[string]uint32{}
	}
	code := uint32(len(d.words))
	d.at[word], d.words, d.bytes = code, append(d.words, word), d.bytes+len(word)+4
	return code
}

// plain is the dictionary as its page holds it.
func (d *dictionary) plain() []byte {
	out := make([]byte, 0, d.bytes)
	for _, w := range d.words {
		out = appendPlain(out, w)
	}
	return out
}
