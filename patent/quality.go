package patent

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// Lists are lists of numbers, one a patent: those of patent i are Of[At[i]:At[i+1]].
type Lists struct {
	At []uint32
	Of []uint32
}

// Of patent i.
func (l Lists) of(i uint32) []uint32 { return l.Of[l.At[i]:l.At[i+1]] }

// Len is the number of patents.
func (l Lists) Len() int { return len(l.At) - 1 }

// Symbols are the classes of patents: of each its distinct full symbols, and of each symbol its subclass (A61K) and
// main group (A61K31), as numbers without gaps.
type Symbols struct {
	Lists
	Subclass, MainGroup    []uint32 // of each symbol
	Subclasses, MainGroups int      // how many there are
}

// The indicators are those of Squicciarini, Dernis and Criscuolo 2013, OECD STI working paper 2013/03, doi 10.1787/5k4522wkw1r8-en,
// by the edge conditions of its SQL. NaN stands for a value that is not defined.

// Scope counts the distinct subclasses of each patent.
func Scope(s Symbols) []float64 {
	out := make([]float64, s.Len())
	perPatent(s.Len(), s.Subclasses, func(i uint32, w *walk) {
		for _, k := range s.of(i) {
			c := s.Subclass[k]
			out[i] += 1 - w.sum[c]
			w.sum[c] = 1
		}
		for _, k := range s.of(i) {
			w.sum[s.Subclass[k]] = 0
		}
	})
	return out
}

// Forward counts the patents that cite each within window months of its publication, both ends included. citing lists the distinct
// citing patents, month is of publication, counted from any origin; a patent without month (math.MinInt32) is NaN and
// counts nowhere.
func Forward(citing Lists, month []int32, window int32) []float64 {
	out := make([]float64, citing.Len())
	perPatent(citing.Len(), 0, func(i uint32, _ *walk) {
		if month[i] == math.MinInt32 {
			out[i] = math.NaN()
			return
		}
		for _, c := range citing.of(i) {
			if within(month, i, c, window) {
				out[i]++
			}
		}
	})
	return out
}

func within(month []int32, cited, citing uint32, window int32) bool {
	d := int64(month[citing]) - int64(month[cited])
	return month[citing] != math.MinInt32 && d >= 0 && d <= int64(window)
}

// Generality is 1 - Σ_j ((1/N) Σ_i β_ji)²: over the N patents i that cite within window months, β_ji is the share of i's symbols
// in subclass j. Citing patents without symbols do not count; NaN where none counts. Beside it what Forward counts, which the same walk
// finds. O(Σ symbols of citing patents).
func Generality(citing Lists, month []int32, window int32, s Symbols) (generality, forward []float64) {
	generality, forward = make([]float64, citing.Len()), make([]float64, citing.Len())
	subclass, places := s.each(s.Subclass), s.places(month)
	perPatent(citing.Len(), s.Subclasses, func(i uint32, w *walk) {
		if month[i] == math.MinInt32 {
			generality[i], forward[i] = math.NaN(), math.NaN()
			return
		}
		spans := w.spans[:0]
		for _, c := range citing.of(i) {
			p := places[c]
			if d := int64(p.month) - int64(month[i]); d < 0 || d > int64(window) {
				continue
			}
			forward[i]++
			if end := places[c+1].at; end > p.at {
				spans = append(spans, span{p.at, end})
			}
		}
		for _, p := range spans {
			share := 1 / float64(p.end-p.at)
			for _, k := range subclass[p.at:p.end] {
				w.sum[k] += share
			}
		}
		w.spans = spans
		generality[i] = w.dispersion(subclass, float64(len(spans)))
	})
	return generality, forward
}

// Backward looks at what each patent cites. Originality is 1 - Σ_g s_g²: s_g is the share of main group g among the symbols of all
// cited patents, a symbol counting once for each cited patent. Radicalness is the share of those symbols whose subclass is none of the citing
// patent's own: 0 where all are its own. Both are NaN where it cites nothing that has symbols. O(Σ symbols of cited patents).
func Backward(cited Lists, s Symbols) (originality, radicalness []float64) {
	originality, radicalness = make([]float64, cited.Len()), make([]float64, cited.Len())
	group, places := s.each(s.MainGroup), s.places(nil)
	above := make([]uint32, s.MainGroups) // the subclass of each main group
	for k, g := range s.MainGroup {
		above[g] = s.Subclass[k]
	}
	perPatent(cited.Len(), max(s.MainGroups, s.Subclasses), func(i uint32, w *walk) {
		spans, n := w.spans[:0], uint32(0)
		for _, c := range cited.of(i) {
			p := span{places[c].at, places[c+1].at}
			n += p.end - p.at
			spans = append(spans, p)
		}
		for _, g := range group[places[i].at:places[i+1].at] {
			w.own[above[g]] = 1
		}
		own := uint32(0)
		for _, p := range spans {
			for _, g := range group[p.at:p.end] {
				w.sum[g]++
				own += uint32(w.own[above[g]])
			}
		}
		for _, g := range group[places[i].at:places[i+1].at] {
			w.own[above[g]] = 0
		}
		w.spans = spans
		radicalness[i] = float64(n-own) / float64(n) // NaN where n is 0
		originality[i] = w.dispersion(group, float64(n))
	})
	return originality, radicalness
}

// place of a patent: its month and where its symbols begin, side by side because the walks jump to both. The last, of no patent, ends the
// symbols of the one before.
type place struct {
	month int32
	at    uint32
}

func (s Symbols) places(month []int32) []place {
	out := make([]place, len(s.At))
	for i, at := range s.At {
		out[i].at = at
	}
	for i, m := range month {
		out[i].month = m
	}
	return out
}

// each is what its symbols stand for, at every place of the lists: one look-up less in the walks.
func (s Symbols) each(of []uint32) []uint32 {
	out := make([]uint32, len(s.Of))
	for p, k := range s.Of {
		out[p] = of[k]
	}
	return out
}

// walk is what one goroutine needs beside the lists: weights by class, own classes, and the symbols of the patents that it looks at, found
// before they are read so that their memory comes in together.
type walk struct {
	sum   []float64
	own   []uint8
	spans []span
}

type span struct{ at, end uint32 }

// dispersion is 1 less the sum of squared shares of n over the classes met; it clears the weights. A class that comes again counts once.
func (w *walk) dispersion(class []uint32, n float64) float64 {
	sum := 0.0
	for _, p := range w.spans {
		for _, k := range class[p.at:p.end] {
			sum += w.sum[k] * w.sum[k]
			w.sum[k] = 0
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return 1 - sum/(n*n)
}

// perPatent calls do for every patent, on all cores, with scratch for as many classes.
func perPatent(n, classes int, do func(i uint32, w *walk)) {
	const part = 1 << 13
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/part+1) {
		all.Go(func() {
			w := &walk{sum: make([]float64, classes), own: make([]uint8, classes)}
			for from := int(next.Add(part)) - part; from < n; from = int(next.Add(part)) - part {
				for i := from; i < min(n, from+part); i++ {
					do(uint32(i), w)
				}
			}
		})
	}
	all.Wait()
}
