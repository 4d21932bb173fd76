package xmlscan

import (
	"bytes"
	"io"
)

// Limits of a stream cut into blocks. One record and its parse fit into 64 MB with them.
const (
	blockSize = 1 << 20
	maxRecord = 24 << 20 // bytes of one document or record; a longer one is passed over
)

// Block is a part of a stream that begins and ends between two records.
type Block struct {
	Bytes  []byte
	Offset int64 // of its first byte in the stream
	Line   int64 // of its first byte, from 1
	TooBig bool  // the end of the record at its end was not found within the limit: what stands here is its beginning
}

// Blocks cuts a stream at places where no record is open: before an XML declaration, or after the end tag of a root.
type Blocks struct {
	src    io.Reader
	marks  [][]byte // end tags of the roots
	rest   []byte   // read but not yet given out
	offset int64
	line   int64
	limit  int
	ended  bool
}

// NewBlocks reads r (UTF-8); roots are the names of the record elements as written.
func NewBlocks(r io.Reader, roots ...string) *Blocks {
	b := &Blocks{src: r, limit: maxRecord, line: 1}
	for _, root := range roots {
		b.marks = append(b.marks, []byte("</"+root+">"))
	}
	return b
}

// Next fills buf (its memory is used where it suffices) and returns the next block, io.EOF after the last one.
func (b *Blocks) Next(buf []byte) (Block, error) {
	buf = append(buf[:0], b.rest...)
	b.rest = b.rest[:0]
	for want := blockSize; ; want *= 2 {
		var err error
		if buf, err = b.fill(buf, want); err != nil {
			return Block{}, err
		}
		if len(buf) == 0 {
			return Block{}, io.EOF
		}
		if n := b.whole(buf); n > 0 || len(buf) > b.limit {
			return b.cut(buf, n)
		}
	}
}

// fill reads until buf holds want bytes or the stream ends.
func (b *Blocks) fill(buf []byte, want int) ([]byte, error) {
	if cap(buf) < want {
		buf = append(make([]byte, 0, want+want/8), buf...)
	}
	if b.ended || len(buf) >= want {
		return buf, nil
	}
	n, err := io.ReadFull(b.src, buf[len(buf):want])
	buf = buf[:len(buf)+n]
	b.ended = err != nil
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return buf, err
}

// whole is how many bytes of buf hold only whole records: all of them at the end of the stream.
func (b *Blocks) whole(buf []byte) int {
	if b.ended {
		return len(buf)
	}
	for i := bytes.LastIndexByte(buf, '<'); i >= 0; i = bytes.LastIndexByte(buf[:i], '<') {
		if n := b.boundary(buf[i:]); n >= 0 {
			return i + n
		}
	}
	return 0
}

// boundary is how far after the "<" at the start of b no record is open, -1 where that is not known.
func (b *Blocks) boundary(at []byte) int {
	if bytes.HasPrefix(at, prolog) {
		return 0
	}
	for _, m := range b.marks {
		if bytes.HasPrefix(at, m) {
			return len(m)
		}
	}
	return -1
}

func (b *Blocks) cut(buf []byte, n int) (Block, error) {
	if n > 0 {
		b.rest = append(b.rest, buf[n:]...)
		buf = buf[:n]
	}
	out := Block{Bytes: buf, Offset: b.offset, Line: b.line, TooBig: n <= 0}
	b.gone(buf)
	if n > 0 {
		return out, nil
	}
	return out, b.passOver()
}

func (b *Blocks) gone(buf []byte) {
	b.offset += int64(len(buf))
	b.line += int64(bytes.Count(buf, lineFeed))
}

// passOver drops the stream up to the next place where no record is open.
func (b *Blocks) passOver() error {
	buf := make([]byte, 0, blockSize)
	for !b.ended {
		var err error
		if buf, err = b.fill(buf, blockSize); err != nil {
			return err
		}
		n := b.first(buf)
		b.gone(buf[:n])
		buf = append(buf[:0], buf[n:]...)
		if n < blockSize-maxName {
			break
		}
	}
	b.rest = append(b.rest[:0], buf...)
	return nil
}

// first is where the first whole record of buf can begin; without one, all but what a mark may still need.
func (b *Blocks) first(buf []byte) int {
	at := len(buf) - maxName
	if b.ended {
		at = len(buf)
	}
	if i := bytes.Index(buf, prolog); i >= 0 {
		at = i
	}
	for _, m := range b.marks {
		if i := bytes.Index(buf, m); i >= 0 && i+len(m) < at {
			at = i + len(m)
		}
	}
	return max(at, 0)
}
