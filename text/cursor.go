package text

import (
	"encoding/binary"
	"math"
)

// noDoc is past every document.
const noDoc = math.MaxUint32

// cursor walks one posting list by ascending documents.
type cursor struct {
	lengths []uint16
	norm    normer
	idf     float32
	count   int // documents of the list
	blocks  int
	skips   []byte // empty when there is one block
	payload []byte
	limit   uint32 // documents are below it, or the list is damaged
	maximum float32

	shallow int // block the skip pointer stands on
	block   int // block decoded, -1 at first
	n, i    int // documents in the block, place in it
	docs    [blockDocs]uint32
	freqs   [blockDocs]uint32
	rest    []byte // frequencies and positions, not yet decoded
	widths  byte
	have    bool // freqs are decoded
	starts  [blockDocs + 1]uint32
	placed  bool   // starts are summed
	spots   []byte // positions
	found   []uint32
}

// open puts the cursor before the first document; doc is valid after next or seek.
func (c *cursor) open(list []byte, count int) {
	c.count, c.blocks = count, (count+blockDocs-1)/blockDocs
	c.payload, c.skips = list, nil
	if c.blocks > 1 {
		c.skips, c.payload = list[:c.blocks*skipBytes], list[c.blocks*skipBytes:]
	}
	c.block, c.shallow, c.n, c.i = -1, 0, 0, 0
}

// last is the greatest document of a block, noDoc for a list's only one.
func (c *cursor) last(block int) uint32 {
	if c.skips == nil {
		return noDoc - 1
	}
	return binary.LittleEndian.Uint32(c.skips[block*skipBytes:])
}

// best is the greatest score of a block.
func (c *cursor) best(block int) float32 {
	if c.skips == nil {
		return c.maximum
	}
	return c.idf * math.Float32frombits(binary.LittleEndian.Uint32(c.skips[block*skipBytes+4:]))
}

// bound is the greatest score of the list; it reads the skip table once.
func (c *cursor) bound() float32 {
	if c.skips == nil { // the limit of the formula
		return c.idf * (bm25K + 1)
	}
	var m float32
	for b := range c.blocks {
		m = max(m, c.best(b))
	}
	return m
}

func (c *cursor) end(block int) int {
	if c.skips == nil {
		return len(c.payload)
	}
	return int(binary.LittleEndian.Uint32(c.skips[block*skipBytes+8:]))
}

// reach moves the skip pointer to the block that may hold doc; false at the list's end.
func (c *cursor) reach(doc uint32) bool {
	b := c.shallow
	if b >= c.blocks || c.last(b) >= doc {
		return b < c.blocks
	}
	step := 1
	for b+step < c.blocks && c.last(b+step) < doc {
		b += step
		step *= 2
	}
	low, high := b, min(b+step, c.blocks) // last(low) < doc; last(high) ≥ doc or the end
	for low+1 < high {
		if m := (low + high) / 2; c.last(m) < doc {
			low = m
		} else {
			high = m
		}
	}
	c.shallow = high
	if high < c.blocks && c.last(high) < doc {
		panic(errDamaged)
	}
	return high < c.blocks
}

func (c *cursor) load(block int) {
	from, base := 0, uint32(0)
	if block > 0 {
		from, base = c.end(block-1), c.last(block-1)
	}
	b := c.payload[from:c.end(block)]
	c.block, c.i, c.have, c.placed = block, 0, false, false
	c.n = min(blockDocs, c.count-block*blockDocs)
	c.widths = b[0]
	c.rest = readInts(b[1:], c.widths&3, c.docs[:c.n])
	d := uint64(base)
	for i, v := range c.docs[:c.n] {
		d += uint64(v)
		c.docs[i] = uint32(d)
	}
	if d >= uint64(c.limit) {
		panic(errDamaged)
	}
}

// doc is the present document, noDoc at the end.
func (c *cursor) doc() uint32 {
	if c.i >= c.n {
		return noDoc
	}
	return c.docs[c.i]
}

// next moves to the following document.
func (c *cursor) next() uint32 {
	if c.i+1 < c.n {
		c.i++
		return c.docs[c.i]
	}
	if c.block+1 >= c.blocks {
		c.i = c.n
		return noDoc
	}
	c.load(c.block + 1)
	c.shallow = max(c.shallow, c.block)
	return c.docs[0]
}

// seek moves to the first document at or after doc, never back.
func (c *cursor) seek(doc uint32) uint32 {
	if c.i < c.n && c.docs[c.i] >= doc {
		return c.docs[c.i]
	}
	if !c.reach(doc) {
		c.block, c.i, c.n = c.blocks, 0, 0
		return noDoc
	}
	if c.shallow != c.block {
		c.load(c.shallow)
	}
	i, n := c.i, c.n
	for step := 8; i+step < n && c.docs[i+step] < doc; { // leap, then walk
		i += step
	}
	for i < n && c.docs[i] < doc {
		i++
	}
	c.i = i
	if i < n {
		return c.docs[i]
	}
	d := c.next() // a list of one block knows no last document
	if d < doc {
		panic(errDamaged)
	}
	return d
}

// frequency of the term in the present document.
func (c *cursor) frequency() uint32 {
	if !c.have {
		c.spots = readInts(c.rest, c.widths>>2&3, c.freqs[:c.n])
		c.have = true
	}
	return c.freqs[c.i]
}

// score of the present document.
func (c *cursor) score() float32 {
	return c.idf * c.norm.part(c.frequency(), c.lengths[c.docs[c.i]])
}

// positions of the term in the present document, ascending; valid until the cursor moves.
func (c *cursor) positions() []uint32 {
	found := c.differences()
	for i := 1; i < len(found); i++ {
		found[i] += found[i-1]
	}
	return found
}

// differences of the positions, as they are stored.
func (c *cursor) differences() []uint32 {
	f := int(c.frequency())
	if !c.placed {
		sum := uint32(0)
		for i, v := range c.freqs[:c.n] {
			c.starts[i] = sum
			sum += v
		}
		c.placed = true
	}
	w := c.widths >> 4 & 3
	from := int(c.starts[c.i]) * widthBytes[w]
	need := f * widthBytes[w]
	if from+need > len(c.spots) || w == 0 {
		panic(errDamaged)
	}
	if cap(c.found) < f {
		c.found = make([]uint32, f+16)
	}
	c.found = c.found[:f]
	readInts(c.spots[from:from+need], w, c.found)
	return c.found
}
