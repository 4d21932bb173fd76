package text

import (
	"math/bits"
	"runtime"
	"sync"
)

// CountCodes counts the codes 0 … values-1 of the documents of a set. starts nil: each document has the code codes[d]-1, or
// none when that is 0; else document d has codes[starts[d]:starts[d+1]], each once. none counts the documents without any.
// O(documents of the set + their codes), on all cores.
func CountCodes(codes, starts []uint32, values int, within *Bitmap) (counts []uint32, none int) {
	words := within.words
	shares := min(runtime.GOMAXPROCS(0), 1+len(words)/4096)
	parts := make([][]uint32, shares)
	var wait sync.WaitGroup
	for s := range shares {
		wait.Go(func() {
			c := codeCounter{codes: codes, starts: starts, counts: make([]uint32, values+1)}
			c.count(words, s*len(words)/shares, (s+1)*len(words)/shares)
			parts[s] = c.counts
		})
	}
	wait.Wait()
	counts = parts[0]
	for _, p := range parts[1:] {
		for i, n := range p {
			counts[i] += n
		}
	}
	return counts[1:], int(counts[0])
}

// codeCounter counts one share of the documents; counts[0] is of those without a code.
type codeCounter struct{ codes, starts, counts []uint32 }

func (c *codeCounter) count(words []uint64, from, to int) {
	codes, starts, counts := c.codes, c.starts, c.counts
	for i := from; i < to; i++ {
		for w := words[i]; w != 0; w &= w - 1 {
			d := i*64 + bits.TrailingZeros64(w)
			if starts == nil {
				counts[codes[d]]++
				continue
			}
			own := codes[starts[d]:starts[d+1]]
			if len(own) == 0 {
				counts[0]++
			}
			for _, code := range own {
				counts[code+1]++
			}
		}
	}
}

// TopCodes are the k codes with the greatest counts, the greatest first, of equal ones the lower code; present is how
// many codes have any.
func TopCodes(counts []uint32, k int) (best []uint32, present int) {
	for code, n := range counts {
		if n == 0 {
			continue
		}
		present++
		if k <= 0 || len(best) == k && counts[best[k-1]] >= n {
			continue
		}
		if len(best) < k {
			best = append(best, 0)
		}
		at := len(best) - 1
		for ; at > 0 && counts[best[at-1]] < n; at-- {
			best[at] = best[at-1]
		}
		best[at] = uint32(code)
	}
	return best, present
}

// RangeDocs is the set of the documents whose value lies from low to high.
func RangeDocs(values []int32, low, high int32) *Bitmap {
	return docsByWord(len(values), func(from, to int) uint64 { return rangeWord(values[from:to], low, high) })
}

// docsByWord fills a set, 64 documents at a time, on all cores.
func docsByWord(docs int, word func(from, to int) uint64) *Bitmap {
	found := NewBitmap(docs)
	shares := min(runtime.GOMAXPROCS(0), 1+docs>>18)
	var wait sync.WaitGroup
	for s := range shares {
		wait.Go(func() {
			for i := s * len(found.words) / shares; i < (s+1)*len(found.words)/shares; i++ {
				found.words[i] = word(i*64, min(i*64+64, docs))
			}
		})
	}
	wait.Wait()
	return found
}

func rangeWord(values []int32, low, high int32) (w uint64) {
	for j, v := range values {
		if v >= low && v <= high {
			w |= 1 << j
		}
	}
	return w
}

// CodeDocs is the set of the documents with a wanted code; codes and starts as in CountCodes.
func CodeDocs(codes, starts []uint32, wanted []bool, docs int) *Bitmap {
	return docsByWord(docs, func(from, to int) uint64 { return codeWord(codes, starts, wanted, from, to) })
}

func codeWord(codes, starts []uint32, wanted []bool, from, to int) (w uint64) {
	for d := from; d < to; d++ {
		if starts == nil {
			if c := codes[d]; c != 0 && wanted[c-1] {
				w |= 1 << (d - from)
			}
			continue
		}
		for _, c := range codes[starts[d]:starts[d+1]] {
			if wanted[c] {
				w |= 1 << (d - from)
				break
			}
		}
	}
	return w
}
