package patent

import (
	"cmp"
	"math"
	"slices"
)

// NewLists gathers pairs (from[k], to[k]) into lists of n patents, each in rising order and without repeats.
func NewLists(n int, from, to []uint32) Lists {
	l := Lists{At: make([]uint32, n+1), Of: make([]uint32, len(to))}
	for _, f := range from {
		l.At[f+1]++
	}
	for i := range n {
		l.At[i+1] += l.At[i]
	}
	next := slices.Clone(l.At)
	for k, f := range from {
		l.Of[next[f]] = to[k]
		next[f]++
	}
	return l.sorted()
}

// sorted puts each list in order and drops repeats.
func (l Lists) sorted() Lists {
	end, begin := uint32(0), uint32(0)
	for i := range l.Len() {
		list := l.Of[begin:l.At[i+1]]
		begin = l.At[i+1]
		slices.Sort(list)
		end += uint32(copy(l.Of[end:], slices.Compact(list)))
		l.At[i+1] = end
	}
	l.Of = l.Of[:end]
	return l
}

// Turn lists for each patent those that list it: who cites out of who is cited.
func (l Lists) Turn() Lists {
	t := Lists{At: make([]uint32, len(l.At)), Of: make([]uint32, len(l.Of))}
	for _, to := range l.Of {
		t.At[to+1]++
	}
	for i := range t.Len() {
		t.At[i+1] += t.At[i]
	}
	next := slices.Clone(t.At)
	for i := range uint32(l.Len()) {
		for _, to := range l.of(i) {
			t.Of[next[to]] = i
			next[to]++
		}
	}
	return t
}

// Equivalents lists who cites each patent or another of its family, one patent for each citing family: the first published of those
// that cite (then the lowest number). Families do not cite themselves. family is the number of each patent's family, month of its
// publication (math.MinInt32 where not known: then last). O(m log m) in the citations.
func Equivalents(cited Lists, family []uint32, month []int32) Lists {
	type pair struct {
		cited, citing uint32 // families
		month         int32
		patent        uint32
	}
	var pairs []pair
	families := uint32(0)
	for i := range uint32(cited.Len()) {
		families = max(families, family[i]+1)
		m := month[i]
		if m == math.MinInt32 {
			m = math.MaxInt32
		}
		for _, c := range cited.of(i) {
			if family[c] != family[i] {
				pairs = append(pairs, pair{family[c], family[i], m, i})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.cited, b.cited), cmp.Compare(a.citing, b.citing), cmp.Compare(a.month, b.month), cmp.Compare(a.patent, b.patent))
	})
	pairs = slices.CompactFunc(pairs, func(a, b pair) bool { return a.cited == b.cited && a.citing == b.citing })
	begin := make([]uint32, families+1)
	for _, p := range pairs {
		begin[p.cited+1]++
	}
	for f := range families {
		begin[f+1] += begin[f]
	}
	out := Lists{At: make([]uint32, len(cited.At))}
	for i := range cited.Len() {
		for _, p := range pairs[begin[family[i]]:begin[family[i]+1]] {
			out.Of = append(out.Of, p.patent)
		}
		out.At[i+1] = uint32(len(out.Of))
		slices.Sort(out.Of[out.At[i]:])
	}
	return out
}
