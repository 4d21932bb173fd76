package text

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
)

// AlikePair is two places in a list of names, A < B, and the Jaro-Winkler similarity of what stands there.
type AlikePair struct {
	A, B  int32
	Score float64
}

// AlikePairs finds the pairs within each block whose Jaro-Winkler similarity is at least cutoff; a pair that meets in
// two blocks is given once. Before a pair is compared, an upper bound from the lengths and from the letters shared
// must reach the cutoff, so that nothing is lost. Names are compared by bytes: meant for keys in plain capitals;
// names beyond 64 bytes or not ASCII are compared by [JaroWinkler] one by one. Both cores; order by A, B.
func AlikePairs(names []string, blocks [][]int32, cutoff float64) []AlikePair {
	f := newPairFilter(names, cutoff)
	found := make([][]AlikePair, len(blocks))
	parallel(len(blocks), func() func(int) {
		w := f.worker()
		return func(i int) { found[i] = w.block(blocks[i]) }
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, func(x, y AlikePair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.CompactFunc(all, func(x, y AlikePair) bool { return x.A == y.A && x.B == y.B })
}

// parallel runs work(0) … work(n−1) on every core; each core makes its own worker.
func parallel(n int, worker func() func(int)) {
	var next int
	var mu sync.Mutex
	var wait sync.WaitGroup
	step := max(1, min(256, n/64))
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			work := worker()
			for {
				mu.Lock()
				from := next
				next += step
				mu.Unlock()
				if from >= n {
					return
				}
				for i := from; i < min(n, from+step); i++ {
					work(i)
				}
			}
		})
	}
	wait.Wait()
}

// pairFilter holds what the bound needs: least is the number of shared characters below which two strings of given
// lengths cannot reach the cutoff, whatever their order and common prefix.
type pairFilter struct {
	names  []string
	cutoff float64
	least  [longestFast + 1][longestFast + 1]uint8
}

func newPairFilter(names []string, cutoff float64) *pairFilter {
	f := &pairFilter{names: names, cutoff: cutoff}
	jaro := (cutoff - 0.4) / 0.6 // with the longest prefix that counts, JW = J + 0.4(1 − J)
	for la := 1; la <= longestFast; la++ {
		for lb := 1; lb <= longestFast; lb++ {
			need := (3*jaro - 1) / (1/float64(la) + 1/float64(lb))
			f.least[la][lb] = uint8(max(0, min(255, math.Ceil(need-1e-9))))
		}
	}
	return f
}

type pairWorker struct {
	*pairFilter
	similarities
	fast, slow []int32
	sign       []signature
}

func (f *pairFilter) worker() *pairWorker { return &pairWorker{pairFilter: f} }

func (w *pairWorker) block(ids []int32) (out []AlikePair) {
	w.sort(ids)
	for i, id := range w.fast {
		name := w.names[id]
		w.against(name)
		g := w.sign[i]
		least := &w.least[len(name)]
		for j, h := range w.sign[:i] {
			other := w.names[w.fast[j]]
			if g.shared(h) < int(least[len(other)]) {
				continue
			}
			if score := w.winkler(other); score >= w.cutoff {
				out = append(out, ordered(id, w.fast[j], score))
			}
		}
	}
	for i, id := range w.slow {
		for _, other := range slices.Concat(w.fast, w.slow[:i]) {
			if score := JaroWinkler(w.names[other], w.names[id]); score >= w.cutoff {
				out = append(out, ordered(id, other, score))
			}
		}
	}
	return out
}

func (w *pairWorker) sort(ids []int32) {
	w.fast, w.slow, w.sign = w.fast[:0], w.slow[:0], w.sign[:0]
	for _, id := range ids {
		if n := len(w.names[id]); n > 0 && n <= longestFast && isASCII(w.names[id]) {
			w.fast = append(w.fast, id)
		} else {
			w.slow = append(w.slow, id)
		}
	}
	for _, id := range w.fast {
		w.sign = append(w.sign, signatureOf(w.names[id]))
	}
}

func ordered(a, b int32, score float64) AlikePair {
	if a > b {
		a, b = b, a
	}
	return AlikePair{a, b, score}
}
