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
	p := Presence{regions, industries, (regions + 63) / 64, nil}
	p.row = make([]uint64, p.words*industries)
	for r := range regions {
		for i, x := range rca[r*industries : (r+1)*industries] {
			if x >= least {
				p.row[i*p.words+r/64] |= 1 << (r % 64)
			}
		}
	}
	return p
}

// Has tells whether a region has an industry.
func (p Presence) Has(region, industry int) bool {
	return p.row[industry*p.words+region/64]>>(region%64)&1 != 0
}

// Of is a row of bits, a bit a region.
func (p Presence) of(industry int) []uint64 { return p.row[industry*p.words : (industry+1)*p.words] }

// Turn swaps regions and industries.
func (p Presence) Turn() Presence {
	out := Presence{p.Industries, p.Regions, (p.Industries + 63) / 64, nil}
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
	inBands(p.Industries, func(i int) {
		a := p.of(i)
		for j := i; j < t.N; j++ {
			n := 0
			for w, x := range p.of(j)[:len(a)] {
				n += bits.OnesCount64(x & a[w])
			}
			t.Count[i*t.N+j] = uint16(n)
		}
	})
	inBands(t.N, func(i int) {
		for j := range i {
			t.Count[i*t.N+j] = t.Count[j*t.N+i]
		}
	})
	return t, nil
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
