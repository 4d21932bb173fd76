package text

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"strings"
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
	return byFirst(found, len(names))
}

// byFirst puts pairs in order, by counting on A and sorting what shares it, and drops repeats.
func byFirst(found [][]AlikePair, n int) []AlikePair {
	at := make([]int32, n+1)
	for _, list := range found {
		for _, p := range list {
			at[p.A+1]++
		}
	}
	for i := range n {
		at[i+1] += at[i]
	}
	all := make([]AlikePair, at[n])
	for _, list := range found {
		for _, p := range list {
			all[at[p.A]] = p
			at[p.A]++
		}
	}
	out, from := all[:0], int32(0)
	for a := range n { // at[a] is now where the pairs of a end
		mine := all[from:at[a]]
		from = at[a]
		if len(mine) > 1 {
			slices.SortFunc(mine, func(x, y AlikePair) int { return cmp.Compare(x.B, y.B) })
			mine = slices.CompactFunc(slices.Clone(mine), func(x, y AlikePair) bool { return x.B == y.B })
		}
		out = append(out, mine...)
	}
	return out
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
	least  [longestFast + 1][128]uint8
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
	local      []string // the names at hand side by side, so that one fetch brings several
}

func (f *pairFilter) worker() *pairWorker { return &pairWorker{pairFilter: f} }

func (w *pairWorker) block(ids []int32) (out []AlikePair) {
	w.sort(ids)
	for i, name := range w.local {
		w.against(name)
		g := w.sign[i]
		least := &w.least[len(name)]
		for j, h := range w.sign[:i] {
			other := w.local[j]
			need := int(least[len(other)&127])
			if g.shared(h) < need {
				continue
			}
			if score := w.winkler(other, need); score >= w.cutoff {
				out = append(out, ordered(w.fast[i], w.fast[j], score))
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
	var all strings.Builder
	for _, id := range w.fast {
		w.sign = append(w.sign, signatureOf(w.names[id]))
		all.WriteString(w.names[id])
	}
	w.local = w.local[:0]
	for rest := all.String(); len(w.local) < len(w.fast); {
		n := len(w.names[w.fast[len(w.local)]])
		w.local = append(w.local, rest[:n])
		rest = rest[n:]
	}
}

func ordered(a, b int32, score float64) AlikePair {
	if a > b {
		a, b = b, a
	}
	return AlikePair{a, b, score}
}
