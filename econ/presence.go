package econ

import (
	"fmt"
	"math/bits"
	"runtime"
	"sync"
)

// Presence tells which regions have which industries (an advantage in them, or any trace): a bit for each.
type Presence struct {
	Regions, Industries int
	words               int      // of a row
	row                 []uint64 // of each industry, a bit a region
}

// Advantages are the places of a table's RCA where it is at least least; 1 is usual. Packages differ over RCA = 1: here it counts.
func Advantages(rca []float64, regions, industries int, least float64) Presence {
	p := Presence{regions, industries, wordsFor(regions), nil}
	p.row = make([]uint64, p.words*industries)
	inBands((regions+63)/64, func(w int) {
		words := make([]uint64, industries)
		for r := w * 64; r < min(w*64+64, regions); r++ {
			for i, x := range rca[r*industries : (r+1)*industries] {
				if x >= least {
					words[i] |= 1 << (r % 64)
				}
			}
		}
		for i, word := range words {
			p.row[i*p.words+w] = word
		}
	})
	return p
}

// wordsFor so many bits, a multiple of quad.
func wordsFor(bits int) int { return (bits + 64*quad - 1) / (64 * quad) * quad }

const quad = 4

// Has tells whether a region has an industry.
func (p Presence) Has(region, industry int) bool {
	return p.row[industry*p.words+region/64]>>(region%64)&1 != 0
}

// Of is a row of bits, a bit a region.
func (p Presence) of(industry int) []uint64 { return p.row[industry*p.words : (industry+1)*p.words] }

// Turn swaps regions and industries.
func (p Presence) Turn() Presence {
	out := Presence{p.Industries, p.Regions, wordsFor(p.Industries), nil}
	out.row = make([]uint64, out.words*p.Regions)
	for i := range p.Industries {
		for w, word := range p.of(i) {
			for ; word != 0; word &= word - 1 {
				r := w*64 + bits.TrailingZeros64(word)
				out.row[r*out.words+i/64] |= 1 << (i % 64)
			}
		}
	}
	return out
}

// Ubiquity counts the regions of each industry. The ubiquity of p.Turn() is the diversity of p's regions.
func (p Presence) Ubiquity() []int {
	out := make([]int, p.Industries)
	for i := range out {
		for _, w := range p.of(i) {
			out[i] += bits.OnesCount64(w)
		}
	}
	return out
}

// CoOccurrence counts for each two industries the regions that have both.
type CoOccurrence struct {
	N     int
	Own   []int    // regions of each industry
	Count []uint16 // N × N, symmetric; the diagonal is Own
}

// CoOccurrences compares all pairs of industries. No more than 65,535 regions. O(industries² × regions/64), on all cores.
func (p Presence) CoOccurrences() (*CoOccurrence, error) {
	if p.Regions > 1<<16-1 {
		return nil, fmt.Errorf("%d regions: co-occurrence counts up to 65535", p.Regions)
	}
	t := &CoOccurrence{p.Industries, p.Ubiquity(), make([]uint16, p.Industries*p.Industries)}
	tiles := (t.N + tile - 1) / tile
	inBands(tiles, func(a int) {
		for b := a; b < tiles; b++ {
			p.compare(t, a*tile, b*tile)
		}
	})
	return t, nil
}

// chunk is how many words of a tile's columns are turned at once, to stand beside each other.
const chunk = 16

func (p Presence) compare(t *CoOccurrence, from, to int) {
	var both [tile][tile]uint16
	var columns [chunk][tile]uint64
	high, wide := min(tile, t.N-from), min(tile, t.N-to)
	for w := 0; w < p.words; w += chunk {
		words := min(chunk, p.words-w)
		for j := range wide {
			for k, word := range p.of(to + j)[w : w+words] {
				columns[k][j] = word
			}
		}
		for i := range high {
			countsOf(p.of(from + i)[w:w+words], columns[:words], &both[i])
		}
	}
	for i := range high {
		copy(t.Count[(from+i)*t.N+to:], both[i][:wide])
	}
	for j := range wide {
		row := t.Count[(to+j)*t.N+from:][:high]
		for i := range row {
			row[i] = both[i][j]
		}
	}
}

// inBands calls do for 0 … n-1 on all cores, each core every so manieth, so that triangles are shared evenly.
func inBands(n int, do func(i int)) {
	cores := min(runtime.GOMAXPROCS(0), max(n, 1))
	var wait sync.WaitGroup
	for core := range cores {
		wait.Go(func() {
			for i := core; i < n; i += cores {
				do(i)
			}
		})
	}
	wait.Wait()
}
