package ingest

import (
	"encoding/binary"
	"math/bits"
)

// The encodings of Parquet pages that ingest writes, as github.com/apache/parquet-format, Encodings.md, defines them.

// appendLevels writes which rows have a value: definition levels of one bit, in runs, their length before them.
func appendLevels(dst []byte, gaps []gap, rows int32) []byte {
	start, at := len(dst), int32(0)
	dst = append(dst, 0, 0, 0, 0)
	for _, g := range gaps {
		dst = appendRun(appendRun(dst, g.from-at, 1), g.to-g.from, 0)
		at = g.to
	}
	dst = appendRun(dst, rows-at, 1)
	binary.LittleEndian.PutUint32(dst[start:], uint32(len(dst)-start-4))
	return dst
}

func appendRun(dst []byte, n int32, level byte) []byte {
	if n == 0 {
		return dst
	}
	return append(binary.AppendUvarint(dst, uint64(n)<<1), level)
}

// codeWidth is the bits that a place in a dictionary of n words takes, at least one.
func codeWidth(n int) int { return max(1, bits.Len(uint(max(0, n-1)))) }

// appendCodes writes places in a dictionary (RLE_DICTIONARY): eight or more alike as a run, others packed by eights.
func appendCodes(dst []byte, codes []uint32, width int) []byte {
	dst = append(dst, byte(width))
	open := 0
	for i := 0; i < len(codes); {
		n := alike(codes[i:])
		if lack := (open - i) & 7; lack > 0 {
			i += min(n, lack)
			continue
		}
		if n < 8 {
			i += n
			continue
		}
		dst = appendPacked(dst, codes[open:i], width)
		dst = binary.AppendUvarint(dst, uint64(n)<<1)
		for shift := 0; shift < width; shift += 8 {
			dst = append(dst, byte(codes[i]>>shift))
		}
		i += n
		open = i
	}
	return appendPacked(dst, codes[open:], width)
}

// alike counts the values from the first on that equal it.
func alike(codes []uint32) int {
	n := 1
	for n < len(codes) && codes[n] == codes[0] {
		n++
	}
	return n
}

func appendPacked(dst []byte, codes []uint32, width int) []byte {
	if len(codes) == 0 {
		return dst
	}
	groups := (len(codes) + 7) / 8
	dst = binary.AppendUvarint(dst, uint64(groups)<<1|1)
	p := packer{dst: dst, width: width}
	for _, c := range codes {
		p.put(uint64(c))
	}
	return p.fill(groups*8 - len(codes))
}

// packer writes values of width bits, the lowest bit first.
type packer struct {
	dst   []byte
	width int
	acc   uint64
	held  int // bits in acc
}

func (p *packer) put(v uint64) {
	p.acc |= v << p.held
	if p.held+p.width < 64 {
		p.held += p.width
		return
	}
	p.dst = binary.LittleEndian.AppendUint64(p.dst, p.acc)
	taken := 64 - p.held
	p.held += p.width - 64
	p.acc = v >> taken // a shift by 64 gives 0
}

// fill adds n zeros, which end on a whole byte, and returns what was written.
func (p *packer) fill(n int) []byte {
	for range n {
		p.put(0)
	}
	for ; p.held > 0; p.held -= 8 {
		p.dst = append(p.dst, byte(p.acc))
		p.acc >>= 8
	}
	return p.dst
}

// A block of deltas is four miniblocks of 32.
const (
	deltaBlock = 128
	deltaMini  = 32
)

// appendDeltas writes whole numbers of size bytes each (4 or 8, little-endian) by what they differ
// (DELTA_BINARY_PACKED): numbers that count up take next to nothing.
func appendDeltas(dst, values []byte, size int) []byte {
	n := len(values) / size
	dst = binary.AppendUvarint(dst, deltaBlock)
	dst = binary.AppendUvarint(dst, deltaBlock/deltaMini)
	dst = binary.AppendUvarint(dst, uint64(n))
	if n == 0 {
		return binary.AppendVarint(dst, 0)
	}
	last := numberAt(values, 0, size)
	dst = binary.AppendVarint(dst, last)
	var block [deltaBlock]int64
	for i := 1; i < n; {
		k := 0
		for ; k < deltaBlock && i < n; k, i = k+1, i+1 {
			v := numberAt(values, i, size)
			block[k], last = v-last, v
			if size == 4 {
				block[k] = int64(int32(block[k])) // differences wrap around as the numbers' own type does
			}
		}
		dst = appendBlock(dst, block[:k], size)
	}
	return dst
}

func numberAt(values []byte, i, size int) int64 {
	if size == 4 {
		return int64(int32(binary.LittleEndian.Uint32(values[4*i:])))
	}
	return int64(binary.LittleEndian.Uint64(values[8*i:]))
}

func appendBlock(dst []byte, deltas []int64, size int) []byte {
	least := deltas[0]
	for _, d := range deltas {
		least = min(least, d)
	}
	dst = binary.AppendVarint(dst, least)
	widths := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	for m := 0; m*deltaMini < len(deltas); m++ {
		mini := deltas[m*deltaMini : min(len(deltas), (m+1)*deltaMini)]
		all := uint64(0)
		for i, d := range mini {
			u := uint64(d - least)
			if size == 4 {
				u = uint64(uint32(u))
			}
			mini[i] = int64(u)
			all |= u
		}
		width := bits.Len64(all)
		dst[widths+m] = byte(width)
		if width == 0 {
			continue
		}
		p := packer{dst: dst, width: width}
		for _, u := range mini {
			p.put(uint64(u))
		}
		dst = p.fill(deltaMini - len(mini))
	}
	return dst
}

// appendBits packs flags of a byte each, eight to a byte.
func appendBits(dst, flags []byte) []byte {
	p := packer{dst: dst, width: 1}
	for _, f := range flags {
		p.put(uint64(f))
	}
	return p.fill((8 - len(flags)&7) & 7)
}
