package text

import (
	"bytes"
	"slices"
)

// IndexBuilder collects documents into an index in memory. Give it some hundred thousand tokens to some million, write
// that out, and join the parts by MergeIndexes.
type IndexBuilder struct {
	fields  int
	docs    int
	lengths [][]uint16
	tokens  []uint64

	table   []uint64 // open addressing: hash, term number + 1
	ends    []uint32 // of each term's key in arena
	arena   []byte
	counts  []uint32 // occurrences of each term
	log     []uint32 // term numbers in the order they came
	spots   []uint32 // their positions
	bounds  []uint32 // of each document in the log
	scratch []byte
}

// NewIndexBuilder starts an index of documents with fields numbered 0 … fields-1.
func NewIndexBuilder(fields int) *IndexBuilder {
	b := &IndexBuilder{fields: fields, table: make([]uint64, 1<<14), bounds: []uint32{0}, lengths: make([][]uint16, fields), tokens: make([]uint64, fields)}
	return b
}

// Size is the number of tokens taken in so far.
func (b *IndexBuilder) Size() int { return len(b.log) }

// Add puts the next document in: its texts by field, of which each may be empty. Several texts of one field follow
// each other as paragraphs: join them with a line break.
func (b *IndexBuilder) Add(texts []string) {
	for f := range b.fields {
		n := 0
		if f < len(texts) && texts[f] != "" {
			n = min(b.text(f, texts[f]), maxLength)
		}
		b.lengths[f] = append(b.lengths[f], uint16(n))
		b.tokens[f] += uint64(n)
	}
	b.docs++
	b.bounds = append(b.bounds, uint32(len(b.log)))
}

func (b *IndexBuilder) text(field int, s string) (tokens int) {
	b.scratch = append(b.scratch[:0], byte(field))
	EachToken(s, func(t Token) {
		key := append(b.scratch[:1], t.Term...)
		b.scratch = key
		n := b.term(key)
		b.counts[n]++
		b.log = append(b.log, n)
		b.spots = append(b.spots, t.Position)
		if t.Kind != Break {
			tokens++
		}
	})
	return tokens
}

// term numbers a key.
func (b *IndexBuilder) term(key []byte) uint32 {
	h := hashKey(key)
	mask := uint32(len(b.table) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		slot := b.table[at]
		if slot == 0 {
			return b.newTerm(key, h, at)
		}
		if n := uint32(slot) - 1; uint32(slot>>32) == h && bytes.Equal(b.key(n), key) {
			return n
		}
	}
}

func (b *IndexBuilder) key(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = b.ends[n-1]
	}
	return b.arena[from:b.ends[n]]
}

func (b *IndexBuilder) newTerm(key []byte, h, at uint32) uint32 {
	n := uint32(len(b.ends))
	b.arena = append(b.arena, key...)
	b.ends, b.counts = append(b.ends, uint32(len(b.arena))), append(b.counts, 0)
	b.table[at] = uint64(h)<<32 | uint64(n+1)
	if len(b.ends)*2 > len(b.table) {
		b.grow()
	}
	return n
}

func (b *IndexBuilder) grow() {
	former := b.table
	b.table = make([]uint64, 2*len(former))
	mask := uint32(len(b.table) - 1)
	for _, slot := range former {
		if slot == 0 {
			continue
		}
		at := uint32(slot>>32) & mask
		for b.table[at] != 0 {
			at = (at + 1) & mask
		}
		b.table[at] = slot
	}
}

// hashKey spreads short keys: eight bytes at a time, multiplied and folded.
func hashKey(key []byte) uint32 {
	h := uint64(len(key)) * 0x9E3779B97F4A7C15
	for len(key) >= 8 {
		v := uint64(key[0]) | uint64(key[1])<<8 | uint64(key[2])<<16 | uint64(key[3])<<24 | uint64(key[4])<<32 | uint64(key[5])<<40 | uint64(key[6])<<48 | uint64(key[7])<<56
		h = (h ^ v) * 0xBF58476D1CE4E5B9
		h ^= h >> 29
		key = key[8:]
	}
	var v uint64
	for i, c := range key {
		v |= uint64(c) << (8 * i)
	}
	h = (h ^ v) * 0x94D049BB133111EB
	h ^= h >> 32
	return uint32(h ^ h>>15)
}

// Bytes is the index of the documents added, as a file holds it.
func (b *IndexBuilder) Bytes() []byte {
	spots, docs := b.byTerm()
	order := make([]uint32, len(b.ends))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return bytes.Compare(b.key(x), b.key(y)) })
	starts := make([]uint32, len(b.counts)+1)
	for n, c := range b.counts {
		starts[n+1] = starts[n] + c
	}
	var file bytes.Buffer
	w := newIndexWriter(&file, b.lengths, b.tokens)
	list := w.newList()
	var deltas []uint32
	for _, n := range order {
		key := b.key(n)
		list.field(int(key[0]))
		deltas = addOccurrences(list, docs[starts[n]:starts[n+1]], spots[starts[n]:starts[n+1]], deltas)
		w.put(key, list.count, uint64(list.total), list.appendTo(nil))
	}
	w.finish() // a buffer takes every write
	return file.Bytes()
}

// addOccurrences groups the occurrences of a term by document.
func addOccurrences(list *indexList, docs, spots, deltas []uint32) []uint32 {
	for i := 0; i < len(docs); {
		doc, before := docs[i], uint32(0)
		deltas = deltas[:0]
		for ; i < len(docs) && docs[i] == doc; i++ {
			deltas = append(deltas, spots[i]-before)
			before = spots[i]
		}
		list.add(doc, deltas)
	}
	return deltas
}

// byTerm sorts the log by term, keeping the order of documents and positions: a counting sort.
func (b *IndexBuilder) byTerm() (spots, docs []uint32) {
	next := make([]uint32, len(b.counts))
	sum := uint32(0)
	for n, c := range b.counts {
		next[n] = sum
		sum += c
	}
	spots, docs = make([]uint32, len(b.log)), make([]uint32, len(b.log))
	for doc := range b.docs {
		for i := b.bounds[doc]; i < b.bounds[doc+1]; i++ {
			n := b.log[i]
			at := next[n]
			next[n] = at + 1
			spots[at], docs[at] = b.spots[i], uint32(doc)
		}
	}
	return spots, docs
}
