package text

import "math/bits"

// Bitmap is a set of document numbers below a fixed size. The zero value is the empty set of no documents.
type Bitmap struct {
	words []uint64
	size  int
}

// NewBitmap is the empty set of documents 0 … size-1.
func NewBitmap(size int) *Bitmap { return &Bitmap{words: make([]uint64, (size+63)/64), size: size} }

// Size is the number of documents there are, in the set or not.
func (b *Bitmap) Size() int { return b.size }

// Add puts a document in.
func (b *Bitmap) Add(doc uint32) { b.words[doc/64] |= 1 << (doc % 64) }

// Remove takes a document out.
func (b *Bitmap) Remove(doc uint32) { b.words[doc/64] &^= 1 << (doc % 64) }

// Has tells whether a document is in.
func (b *Bitmap) Has(doc uint32) bool { return b.words[doc/64]>>(doc%64)&1 != 0 }

// AddRange puts in the documents from … to-1.
func (b *Bitmap) AddRange(from, to int) {
	for from < to && from%64 != 0 {
		b.Add(uint32(from))
		from++
	}
	for ; from+64 <= to; from += 64 {
		b.words[from/64] = ^uint64(0)
	}
	for ; from < to; from++ {
		b.Add(uint32(from))
	}
}

// Count is the number of documents in the set.
func (b *Bitmap) Count() (n int) {
	for _, w := range b.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Clone copies the set.
func (b *Bitmap) Clone() *Bitmap {
	return &Bitmap{words: append([]uint64(nil), b.words...), size: b.size}
}

// And keeps what is also in o, a set of the same size.
func (b *Bitmap) And(o *Bitmap) *Bitmap {
	for i, w := range o.words {
		b.words[i] &= w
	}
	return b
}

// Or adds what is in o, a set of the same size.
func (b *Bitmap) Or(o *Bitmap) *Bitmap {
	for i, w := range o.words {
		b.words[i] |= w
	}
	return b
}

// AndNot takes out what is in o, a set of the same size.
func (b *Bitmap) AndNot(o *Bitmap) *Bitmap {
	for i, w := range o.words {
		b.words[i] &^= w
	}
	return b
}

// Xor keeps what is in exactly one of both, sets of the same size.
func (b *Bitmap) Xor(o *Bitmap) *Bitmap {
	for i, w := range o.words {
		b.words[i] ^= w
	}
	return b
}

// Not turns the set into its complement.
func (b *Bitmap) Not() *Bitmap {
	for i := range b.words {
		b.words[i] = ^b.words[i]
	}
	if rest := b.size % 64; rest != 0 {
		b.words[len(b.words)-1] &= 1<<rest - 1
	}
	return b
}

// Next is the first document of the set at or after doc, or false.
func (b *Bitmap) Next(doc uint32) (uint32, bool) {
	i := int(doc / 64)
	if i >= len(b.words) {
		return 0, false
	}
	w := b.words[i] >> (doc % 64) << (doc % 64)
	for w == 0 {
		if i++; i >= len(b.words) {
			return 0, false
		}
		w = b.words[i]
	}
	return uint32(i*64 + bits.TrailingZeros64(w)), true
}

// Each calls take for every document of the set, ascending.
func (b *Bitmap) Each(take func(doc uint32)) {
	for i, w := range b.words {
		for ; w != 0; w &= w - 1 {
			take(uint32(i*64 + bits.TrailingZeros64(w)))
		}
	}
}

// Words are the set's bits, 64 documents a word, for loops that count.
func (b *Bitmap) Words() []uint64 { return b.words }
