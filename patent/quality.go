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
	perPatent(s.Len(), s.Subclasses, func(i uint32, t *shares) {
		for _, k := range s.of(i) {
			t.add(s.Subclass[k], 1)
		}
		out[i] = float64(len(t.met))
		t.reset()
	})
	return out
}

// Forward counts the patents that cite each within window months of its publication, both ends included. citing lists the distinct
// citing patents, month is of publication, counted from any origin; a patent without month (math.MinInt32) is NaN and
// counts nowhere.
func Forward(citing Lists, month []int32, window int32) []float64 {
	out := make([]float64, citing.Len())
	perPatent(citing.Len(), 0, func(i uint32, _ *shares) {
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
// in subclass j. Citing patents without symbols do not count; NaN where none counts. O(Σ symbols of citing patents).
func Generality(citing Lists, month []int32, window int32, s Symbols) []float64 {
	out := make([]float64, citing.Len())
	subclass := s.each(s.Subclass)
	perPatent(citing.Len(), s.Subclasses, func(i uint32, t *shares) {
		n := 0.0
		if month[i] != math.MinInt32 {
			for _, c := range citing.of(i) {
				if d := int64(month[c]) - int64(month[i]); d < 0 || d > int64(window) {
					continue
				}
				if list := subclass[s.At[c]:s.At[c+1]]; len(list) > 0 {
					n++
					share := 1 / float64(len(list))
					for _, k := range list {
						t.add(k, share)
					}
				}
			}
		}
		out[i] = t.dispersion(n)
	})
	return out
}

// Backward looks at what each patent cites. Originality is 1 - Σ_g s_g²: s_g is the share of main group g among the symbols of all
// cited patents, a symbol counting once for each cited patent. Radicalness is the share of those symbols whose subclass is none of the citing
// patent's own: 0 where all are its own. Both are NaN where it cites nothing that has symbols. O(Σ symbols of cited patents).
func Backward(cited Lists, s Symbols) (originality, radicalness []float64) {
	originality, radicalness = make([]float64, cited.Len()), make([]float64, cited.Len())
	group := s.each(s.MainGroup)
	above := make([]uint32, s.MainGroups) // the subclass of each main group
	for k, g := range s.MainGroup {
		above[g] = s.Subclass[k]
	}
	perPatent(cited.Len(), s.MainGroups, func(i uint32, t *shares) {
		n := 0.0
		for _, c := range cited.of(i) {
			list := group[s.At[c]:s.At[c+1]]
			n += float64(len(list))
			for _, g := range list {
				t.add(g, 1)
			}
		}
		foreign := 0.0
		for _, g := range t.met {
			if !s.owns(i, above[g]) {
				foreign += t.sum[g]
			}
		}
		radicalness[i] = foreign / n // NaN where n is 0
		originality[i] = t.dispersion(n)
	})
	return originality, radicalness
}

// each is what its symbols stand for, at every place of the lists: one look-up less in the walks.
func (s Symbols) each(of []uint32) []uint32 {
	out := make([]uint32, len(s.Of))
	for p, k := range s.Of {
		out[p] = of[k]
	}
	return out
}

// owns tells whether a patent has a symbol in the subclass.
func (s Symbols) owns(i, subclass uint32) bool {
	for _, k := range s.of(i) {
		if s.Subclass[k] == subclass {
			return true
		}
	}
	return false
}

// shares adds up weights by class.
type shares struct {
	sum []float64
	met []uint32
}

func (t *shares) add(class uint32, w float64) {
	if t.sum[class] == 0 {
		t.met = append(t.met, class)
	}
	t.sum[class] += w
}

func (t *shares) reset() {
	for _, c := range t.met {
		t.sum[c] = 0
	}
	t.met = t.met[:0]
}

// dispersion is 1 less the sum of squared shares of n; it ends what was added up.
func (t *shares) dispersion(n float64) float64 {
	sum := 0.0
	for _, c := range t.met {
		sum += t.sum[c] * t.sum[c]
		t.sum[c] = 0
	}
	t.met = t.met[:0]
	if n == 0 {
		return math.NaN()
	}
	return 1 - sum/(n*n)
}

// perPatent calls do for every patent, on all cores, with scratch for as many classes.
func perPatent(n, classes int, do func(i uint32, t *shares)) {
	const part = 1 << 13
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/part+1) {
		all.Go(func() {
			t := &shares{sum: make([]float64, classes)}
			for from := int(next.Add(part)) - part; from < n; from = int(next.Add(part)) - part {
				for i := from; i < min(n, from+part); i++ {
					do(uint32(i), t)
				}
			}
		})
	}
	all.Wait()
}
