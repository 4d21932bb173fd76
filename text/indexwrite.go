package text

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

// indexWriter writes an index file from front to back; terms come in order of their keys.
type indexWriter struct {
	to      io.Writer
	err     error
	lengths [][]uint16
	tokens  []uint64
	norms   []normer

	at      uint64 // bytes written
	sum     uint32 // of the open block of sumBlock bytes
	sums    []byte
	dict    []byte
	offsets []byte
	terms   int
	before  []byte
	listAt  uint64
}

func newIndexWriter(to io.Writer, lengths [][]uint16, tokens []uint64) *indexWriter {
	w := &indexWriter{to: to, lengths: lengths, tokens: tokens}
	docs := 0
	if len(lengths) > 0 {
		docs = len(lengths[0])
	}
	for _, t := range tokens {
		w.norms = append(w.norms, newNormer(t, docs))
	}
	w.write([]byte(indexMagic))
	return w
}

// write keeps the sums of what it writes.
func (w *indexWriter) write(b []byte) {
	for len(b) > 0 && w.err == nil {
		n := min(len(b), sumBlock-int(w.at%sumBlock))
		w.sum = crc32.Update(w.sum, castagnoli, b[:n])
		_, w.err = w.to.Write(b[:n])
		w.at += uint64(n)
		if w.at%sumBlock == 0 {
			w.closeSum()
		}
		b = b[n:]
	}
}

func (w *indexWriter) closeSum() {
	w.sums = binary.LittleEndian.AppendUint32(w.sums, w.sum)
	w.sum = 0
}

// indexList is a list being written for one field of an index.
type indexList struct {
	listWriter
	w *indexWriter
}

func (w *indexWriter) newList() *indexList { return &indexList{w: w} }

// field begins a list of a field.
func (l *indexList) field(f int) {
	l.reset()
	l.lengths, l.norm = l.w.lengths[f], l.w.norms[f]
}

// put writes a term's list and notes it in the dictionary.
func (w *indexWriter) put(key []byte, docs int, total uint64, list []byte) {
	w.listAt = w.at
	w.write(list)
	w.note(key, docs, total, uint64(len(list)))
}

func (w *indexWriter) note(key []byte, docs int, total, size uint64) {
	first, shared := w.terms%dictBlock == 0, 0
	if first {
		w.offsets = binary.LittleEndian.AppendUint64(w.offsets, uint64(len(w.dict)))
	} else {
		shared = sharedPrefix(w.before, key)
	}
	w.dict = binary.AppendUvarint(w.dict, uint64(shared))
	w.dict = binary.AppendUvarint(w.dict, uint64(len(key)-shared))
	w.dict = append(w.dict, key[shared:]...)
	w.dict = binary.AppendUvarint(w.dict, uint64(docs))
	w.dict = binary.AppendUvarint(w.dict, total)
	w.dict = binary.AppendUvarint(w.dict, size)
	if first {
		w.dict = binary.AppendUvarint(w.dict, w.listAt)
	}
	w.before = append(w.before[:0], key...)
	w.terms++
}

func sharedPrefix(a, b []byte) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func (w *indexWriter) finish() error {
	dict := w.at
	w.write(w.dict)
	offsets := w.at
	w.write(w.offsets)
	lengths := w.at
	docs := 0
	for _, l := range w.lengths {
		docs = len(l)
		w.write(appendInts16(nil, l))
	}
	if w.at%sumBlock != 0 {
		w.closeSum()
	}
	if w.err != nil {
		return w.err
	}
	_, w.err = w.to.Write(w.footer(docs, dict, offsets, lengths))
	return w.err
}

func appendInts16(b []byte, values []uint16) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return b
}

func (w *indexWriter) footer(docs int, dict, offsets, lengths uint64) []byte {
	var f []byte
	for _, v := range []int{docs, len(w.tokens), w.terms} {
		f = binary.LittleEndian.AppendUint32(f, uint32(v))
	}
	for _, t := range w.tokens {
		f = binary.LittleEndian.AppendUint64(f, t)
	}
	for _, v := range []uint64{dict, offsets, lengths} {
		f = binary.LittleEndian.AppendUint64(f, v)
	}
	f = append(f, w.sums...)
	f = binary.LittleEndian.AppendUint32(f, crc32.Checksum(f, castagnoli))
	f = binary.LittleEndian.AppendUint32(f, uint32(len(f)+4+len(indexMagic)))
	return append(f, indexMagic...)
}
