package patent

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// listed makes Lists of lists.
func listed(lists ...[]uint32) Lists {
	l := Lists{At: []uint32{0}}
	for _, x := range lists {
		l.Of = append(l.Of, x...)
		l.At = append(l.At, uint32(len(l.Of)))
	}
	return l
}

// symbolsOf numbers written symbols such as "A61K31/00".
func symbolsOf(patents ...string) Symbols {
	number := func(seen map[string]uint32, s string) uint32 {
		if _, ok := seen[s]; !ok {
			seen[s] = uint32(len(seen))
		}
		return seen[s]
	}
	full, sub, group := map[string]uint32{}, map[string]uint32{}, map[string]uint32{}
	var s Symbols
	var lists [][]uint32
	for _, p := range patents {
		var list []uint32
		for _, w := range strings.Fields(p) {
			k := number(full, w)
			if int(k) == len(s.Subclass) {
				s.Subclass = append(s.Subclass, number(sub, w[:4]))
				s.MainGroup = append(s.MainGroup, number(group, strings.Split(w, "/")[0]))
			}
			list = append(list, k)
		}
		lists = append(lists, list)
	}
	s.Lists, s.Subclasses, s.MainGroups = listed(lists...), len(sub), len(group)
	return s
}

// TestGenerality_vector: X cited by y1 {A61K31/00, A61K9/00, C07D401/00} and y2 {C07D401/00}: 1 - (1/3)² - (2/3)² = 4/9.
func TestGenerality_vector(t *testing.T) {
	s := symbolsOf("H01L21/00", "A61K31/00 A61K9/00 C07D401/00", "C07D401/00", "", "G06F17/00")
	citing := listed([]uint32{1, 2, 3, 4}, nil, nil, nil, nil) // 3 has no symbols, 4 comes too late
	month := []int32{0, 10, 60, 20, 61}
	got, forward := Generality(citing, month, 60, s)
	if math.Abs(got[0]-4.0/9) > 1e-15 || !math.IsNaN(got[1]) {
		t.Error(got)
	}
	if f := Forward(citing, month, 60); f[0] != 3 || f[1] != 0 || !slices.Equal(f, forward) {
		t.Error(f, forward)
	}
}

// TestOriginality_vector: p {C07D…} citing c1 {A61K31/00, A61K31/10, C07D401/00} and c2 {C07D401/00, G06F17/00}: by main group
// 1 - (4+4+1)/25 = 0.64; radicalness 3/5.
func TestOriginality_vector(t *testing.T) {
	s := symbolsOf("C07D207/00", "A61K31/00 A61K31/10 C07D401/00", "C07D401/00 G06F17/00", "C07D1/00")
	cited := listed([]uint32{1, 2}, nil, nil, []uint32{0})
	o, r := Backward(cited, s)
	if math.Abs(o[0]-0.64) > 1e-15 || !math.IsNaN(o[1]) || o[3] != 0 {
		t.Error(o)
	}
	if math.Abs(r[0]-0.6) > 1e-15 || !math.IsNaN(r[1]) || r[3] != 0 {
		t.Error(r)
	}
	if scope := Scope(s); !slices.Equal(scope, []float64{1, 2, 2, 1}) {
		t.Error(scope)
	}
}

// TestQuality_naive: the walks against sums over maps, on a graph of many parts.
func TestQuality_naive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 20000
	s := Symbols{Subclasses: 40, MainGroups: 90}
	for range 300 {
		g := uint32(r.IntN(90))
		s.MainGroup, s.Subclass = append(s.MainGroup, g), append(s.Subclass, g%40) // a main group lies in one subclass
	}
	classes, citing, cited, month := make([][]uint32, n), make([][]uint32, n), make([][]uint32, n), make([]int32, n)
	for i := range n {
		month[i] = int32(i / 100)
		for range r.IntN(4) {
			k := uint32(r.IntN(300))
			if !slices.Contains(classes[i], k) {
				classes[i] = append(classes[i], k)
			}
		}
		for range r.IntN(5) {
			if i == 0 {
				break
			}
			c := uint32(r.IntN(i))
			if !slices.Contains(cited[i], c) {
				cited[i] = append(cited[i], c)
				citing[c] = append(citing[c], uint32(i))
			}
		}
	}
	s.Lists = listed(classes...)
	generality, _ := Generality(listed(citing...), month, 60, s)
	originality, radicalness := Backward(listed(cited...), s)
	for i := range n {
		sums, used := map[uint32]float64{}, 0.0
		for _, c := range citing[i] {
			if d := month[c] - month[i]; d < 0 || d > 60 || len(classes[c]) == 0 {
				continue
			}
			used++
			for _, k := range classes[c] {
				sums[s.Subclass[k]] += 1 / float64(len(classes[c]))
			}
		}
		alike(t, "generality", generality[i], dispersed(sums, used))
		sums, used = map[uint32]float64{}, 0
		foreign := 0.0
		for _, c := range cited[i] {
			for _, k := range classes[c] {
				sums[s.MainGroup[k]]++
				used++
				if !slices.ContainsFunc(classes[i], func(own uint32) bool { return s.Subclass[own] == s.Subclass[k] }) {
					foreign++
				}
			}
		}
		alike(t, "originality", originality[i], dispersed(sums, used))
		alike(t, "radicalness", radicalness[i], foreign/used)
	}
}

func dispersed(sums map[uint32]float64, n float64) float64 {
	x := 1.0
	for _, v := range sums {
		x -= v / n * v / n
	}
	if n == 0 {
		return math.NaN()
	}
	return x
}

func alike(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
		t.Fatalf("%s: %g, want %g", what, got, want)
	}
}

func TestBreakthrough(t *testing.T) {
	forward, cohort := make([]float64, 305), make([]uint32, 305)
	for i := range forward {
		forward[i] = float64(i % 151) // 0 … 150, twice, and 0, 1, 2
		if i == 304 {
			cohort[i] = 1
		}
	}
	// 301 of cohort 0 are cited: 4 are the top percent, 150, 150, 149, 149.
	got := Breakthrough(forward, cohort)
	count := 0
	for i, b := range got {
		if b {
			count++
			if forward[i] < 149 && cohort[i] == 0 {
				t.Error(i)
			}
		}
	}
	if count != 5 || !got[304] {
		t.Errorf("%d", count)
	}
}

func TestDescribe(t *testing.T) {
	// by hand: sum 22, squared deviations 53⅓; percentiles between ranks 0 … 5.
	c := Describe([]float64{10, 2, math.NaN(), 1, 2, 3, 4})
	for name, v := range map[string][2]float64{"mean": {c.Mean, 22.0 / 6}, "sd": {c.SD, 3.265986323710904}, "p50": {c.P50, 2.5}, "p90": {c.P90, 7}, "p25": {c.P25, 2}, "max": {c.Max, 10}} {
		if math.Abs(v[0]-v[1]) > 1e-12 {
			t.Errorf("%s %g, want %g", name, v[0], v[1])
		}
	}
	if c.N != 6 || Describe(nil).N != 0 {
		t.Error(c.N)
	}
}

func TestNormalise(t *testing.T) {
	got := Normalise([]float64{0, 5, 10, math.NaN(), 7}, []uint32{1, 1, 1, 1, NoCohort})
	if got[0] < 0 || got[0] > 0.02 || got[2] != 1 || !math.IsNaN(got[3]) || !math.IsNaN(got[4]) {
		t.Error(got)
	}
	lag := GrantLag([]float64{100, 400, math.NaN()}, []uint32{0, 0, 0})
	if lag[0] != 0.75 || lag[1] != 0 || !math.IsNaN(lag[2]) {
		t.Error(lag)
	}
	q := Composite([]bool{true, false}, []float64{0.5, 1}, []float64{1, 1})
	if q[0] != 0.75 || !math.IsNaN(q[1]) {
		t.Error(q)
	}
}

func TestCycleTime(t *testing.T) {
	got := CycleTime(listed([]uint32{1, 2, 3}, nil, nil, nil), []int32{3653, 0, 0, 0}, []int32{0, 0, 1826, math.MinInt32})
	if math.Abs(got[0]-(3653+1827)/2/365.25) > 1e-9 || !math.IsNaN(got[1]) {
		t.Error(got)
	}
}

func TestPercentile(t *testing.T) {
	nan := math.NaN()
	got := Percentile([]float64{0, 0, 3, 9, nan, 5, 1}, []uint32{1, 1, 1, 1, 1, NoCohort, 2}, 2)
	for i, want := range []float64{0.25, 0.25, 0.625, 0.875, nan, nan, nan} {
		alike(t, "percentile", got[i], want)
	}
	if one := Percentile([]float64{7}, []uint32{0}, 1); one[0] != 0.5 {
		t.Error(one)
	}
}
