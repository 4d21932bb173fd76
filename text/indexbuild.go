package text

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// IndexBuilder collects documents into an index in memory. Give it some hundred thousand tokens to some million, write
// that out, and join the parts by MergeIndexes.
type IndexBuilder struct {
	fields  int
	docs    int
	lengths [][]uint16
	tokens  []uint64

	tables [][]termSlot // of each field: its terms, by open addressing
	terms  []int        // in each table
	ends   []uint32     // of each term's key in arena
	arena  []byte
	counts []uint32 // occurrences of each term
	log    []uint32 // term numbers in the order they came
	spots  []uint32 // their positions
	bounds []uint32 // of each document in the log
}

// termSlot holds what tells a term from others, so that the keys of terms up to sixteen bytes need not be looked at.
type termSlot struct {
	head, tail uint64 // the first and last eight bytes of the term; of a shorter one head is all of it, zeros behind
	hash       uint32 // its lowest byte is the term's length
	number     uint32 // of the term, + 1; 0: free
}

// NewIndexBuilder starts an index of documents with fields numbered 0 … fields-1.
func NewIndexBuilder(fields int) *IndexBuilder {
	b := &IndexBuilder{fields: fields, bounds: []uint32{0}, lengths: make([][]uint16, fields), tokens: make([]uint64, fields), terms: make([]int, fields)}
	for range fields {
		b.tables = append(b.tables, make([]termSlot, 1<<10))
	}
	return b
}

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
	room := len(s)/2 + 2 // the most tokens there can be, and a break
	b.log, b.spots = roomFor(b.log, room), roomFor(b.spots, room)
	EachToken(s, func(t Token) {
		n := b.term(field, t.Term)
		b.counts[n]++
		b.log = append(b.log, n)
		b.spots = append(b.spots, t.Position)
		if t.Kind != Break {
			tokens++
		}
	})
	return tokens
}

// roomFor makes room for n more, twice as much as before at least.
func roomFor(list []uint32, n int) []uint32 {
	if cap(list)-len(list) < n {
		return slices.Grow(list, max(n, cap(list)))
	}
	return list
}

// term numbers a term of a field.
func (b *IndexBuilder) term(field int, term []byte) uint32 {
	new := slotOf(term)
	table := b.tables[field]
	mask := uint32(len(table) - 1)
	for at := new.hash >> 8 & mask; ; at = (at + 1) & mask {
		slot := &table[at]
		if slot.number == 0 {
			new.number = uint32(len(b.ends)) + 1
			*slot = new
			return b.newTerm(field, term)
		}
		if slot.hash == new.hash && slot.head == new.head && slot.tail == new.tail && (len(term) <= 16 || bytes.Equal(b.key(slot.number - 1)[1:], term)) {
			return slot.number - 1
		}
	}
}

// key of a term: the number of its field, then the term.
func (b *IndexBuilder) key(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = b.ends[n-1]
	}
	return b.arena[from:b.ends[n]]
}

func (b *IndexBuilder) newTerm(field int, term []byte) uint32 {
	n := uint32(len(b.ends))
	b.arena = append(append(b.arena, byte(field)), term...)
	b.ends, b.counts = append(b.ends, uint32(len(b.arena))), append(b.counts, 0)
	b.terms[field]++
	if 2*b.terms[field] > len(b.tables[field]) {
		b.tables[field] = doubled(b.tables[field])
	}
	return n
}

func doubled(former []termSlot) []termSlot {
	table := make([]termSlot, 2*len(former))
	mask := uint32(len(table) - 1)
	for _, slot := range former {
		if slot.number == 0 {
			continue
		}
		at := slot.hash >> 8 & mask
		for table[at].number != 0 {
			at = (at + 1) & mask
		}
		table[at] = slot
	}
	return table
}

// slotOf a term: its ends, and a hash that spreads eight bytes at a time, multiplied and folded. A table has at most 2^24 places.
func slotOf(term []byte) termSlot {
	s := termSlot{head: eight(term)}
	if len(term) > 8 {
		s.tail = eight(term[len(term)-8:])
	}
	h := (s.head ^ s.tail*0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	h ^= h >> 29
	for i := 8; i < len(term)-8; i += 8 { // what lies between
		h = (h ^ eight(term[i:])) * 0xBF58476D1CE4E5B9
		h ^= h >> 29
	}
	h *= 0x94D049BB133111EB
	s.hash = uint32(h>>40)<<8 | uint32(len(term))
	return s
}

// eight bytes of a key as a number, zeros behind shorter ones. A key with room behind it is read at once.
func eight(key []byte) (v uint64) {
	if len(key) >= 8 {
		return binary.LittleEndian.Uint64(key)
	}
	if cap(key) >= 8 {
		return binary.LittleEndian.Uint64(key[:8]) & (1<<(8*len(key)) - 1)
	}
	for i, c := range key {
		v |= uint64(c) << (8 * i)
	}
	return v
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
