package text

import (
	"encoding/binary"
	"math"
)

// blockDocs is how many documents a block of postings holds. Blocks are decoded whole and skipped whole.
const blockDocs = 128

// skipBytes is an entry of a list's skip table: last document, greatest score part, end of the block in the payload.
const skipBytes = 12

// A posting list in bytes: for lists of more than one block, skipBytes a block; then the blocks. A block is
//
//	widths byte   2 bits each: document, frequency, position (0: nothing, all frequencies are 1; else 1, 2, 4 bytes)
//	documents     difference from the document before, across blocks; the first from 0
//	frequencies
//	positions     for each document its own: difference from the one before, the first from 0

// width is the code of the narrowest integers that hold v.
func width(v uint32) byte {
	switch {
	case v < 1<<8:
		return 1
	case v < 1<<16:
		return 2
	}
	return 3
}

var widthBytes = [4]int{0, 1, 2, 4}

func appendInts(b []byte, w byte, values []uint32) []byte {
	switch w {
	case 1:
		for _, v := range values {
			b = append(b, byte(v))
		}
	case 2:
		for _, v := range values {
			b = append(b, byte(v), byte(v>>8))
		}
	case 3:
		for _, v := range values {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
	}
	return b
}

// readInts decodes len(into) integers from the front of b and returns the rest.
func readInts(b []byte, w byte, into []uint32) []byte {
	n := len(into)
	switch w {
	case 0:
		for i := range into {
			into[i] = 1
		}
	case 1:
		b := b[:n]
		for i, v := range b {
			into[i] = uint32(v)
		}
	case 2:
		b := b[:2*n]
		for i := range into {
			into[i] = uint32(b[2*i]) | uint32(b[2*i+1])<<8
		}
	default:
		b := b[:4*n]
		for i := range into {
			into[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
	}
	return b[n*widthBytes[w]:]
}

// listWriter encodes one posting list, document by document.
type listWriter struct {
	lengths []uint16 // of the documents in the list's field
	norm    normer

	skips, payload  []byte
	count, total    int // documents, occurrences
	last            uint32
	docs, freqs     []uint32
	positions       []uint32
	maxDoc, maxFreq uint32
	maxPosition     uint32
	best            float32
}

func (l *listWriter) reset() {
	l.skips, l.payload = l.skips[:0], l.payload[:0]
	l.count, l.total, l.last = 0, 0, 0
	l.clear()
}

func (l *listWriter) clear() {
	l.docs, l.freqs, l.positions = l.docs[:0], l.freqs[:0], l.positions[:0]
	l.maxDoc, l.maxFreq, l.maxPosition, l.best = 0, 0, 0, 0
}

// add puts a document with the differences of its positions, freq of them.
func (l *listWriter) add(doc uint32, deltas []uint32) {
	freq := uint32(len(deltas))
	d := doc - l.last
	l.last = doc
	l.docs, l.freqs, l.positions = append(l.docs, d), append(l.freqs, freq), append(l.positions, deltas...)
	l.maxDoc, l.maxFreq = max(l.maxDoc, d), max(l.maxFreq, freq)
	for _, p := range deltas {
		l.maxPosition = max(l.maxPosition, p)
	}
	l.best = max(l.best, l.norm.part(freq, l.lengths[doc]))
	l.count, l.total = l.count+1, l.total+len(deltas)
	if len(l.docs) == blockDocs {
		l.flush()
	}
}

func (l *listWriter) flush() {
	if len(l.docs) == 0 {
		return
	}
	dw, fw, pw := width(l.maxDoc), width(l.maxFreq), width(l.maxPosition)
	if l.maxFreq == 1 {
		fw = 0
	}
	l.payload = append(l.payload, dw|fw<<2|pw<<4)
	l.payload = appendInts(l.payload, dw, l.docs)
	l.payload = appendInts(l.payload, fw, l.freqs)
	l.payload = appendInts(l.payload, pw, l.positions)
	l.skips = binary.LittleEndian.AppendUint32(l.skips, l.last)
	l.skips = binary.LittleEndian.AppendUint32(l.skips, math.Float32bits(l.best))
	l.skips = binary.LittleEndian.AppendUint32(l.skips, uint32(len(l.payload)))
	l.clear()
}

// appendTo ends the list and appends its bytes.
func (l *listWriter) appendTo(b []byte) []byte {
	l.flush()
	if l.count > blockDocs {
		b = append(b, l.skips...)
	}
	return append(b, l.payload...)
}

// BM25 with the usual constants (Robertson and Zaragoza 2009, doi:10.1561/1500000019):
// idf · f·(k1+1) / (f + k1·(1-b+b·length/mean length)), idf = ln(1 + (N-n+½)/(n+½)), never negative.
const (
	bm25K = 1.2
	bm25B = 0.75
)

// normer is the part of BM25 that depends on a document's length in a field.
type normer struct{ base, slope float32 }

func newNormer(tokens uint64, docs int) normer {
	mean := 1.0
	if docs > 0 && tokens > 0 {
		mean = float64(tokens) / float64(docs)
	}
	return normer{base: bm25K * (1 - bm25B), slope: float32(bm25K * bm25B / mean)}
}

// part is the score without idf.
func (n normer) part(freq uint32, length uint16) float32 {
	f := float32(freq)
	return f * (bm25K + 1) / (f + n.base + n.slope*float32(length))
}

func idf(docs, with int) float32 {
	return float32(math.Log(1 + (float64(docs-with)+0.5)/(float64(with)+0.5)))
}
