package text

import (
	"cmp"
	"slices"
	"strings"
)

// alikeEnough is the Jaro-Winkler similarity from which two spellings are looked at.
const alikeEnough = 0.9

// linkSpellings: names that differ by letters only. Candidates are those within one edit, found through the strings
// that come of leaving one letter out, and those alike by Jaro-Winkler among names of one beginning or end.
func (r *resolver) linkSpellings() {
	keys, at := r.distinctKeys()
	names := make([]string, len(keys))
	for i, s := range keys {
		names[i] = s.joined
	}
	pairs := oneOff(names)
	pairs = append(pairs, AlikePairs(names, endBlocks(names), alikeEnough)...)
	slices.SortFunc(pairs, func(x, y AlikePair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	pairs = slices.CompactFunc(pairs, func(x, y AlikePair) bool { return x.A == y.A && x.B == y.B })
	good := make([]float64, len(pairs))
	parallel(len(pairs), func() func(int) {
		return func(i int) { good[i] = spelledAlike(keys[pairs[i].A], keys[pairs[i].B]) }
	})
	for i, p := range pairs {
		if good[i] == 0 {
			continue
		}
		for _, a := range at[keys[p.A].key] {
			for _, b := range at[keys[p.B].key] {
				if shared, ok := r.sameCountry(a, b); ok {
					r.link(a, b, tierSpelling, RuleSpelling, good[i], shared)
				}
			}
		}
	}
}

// distinctKeys are the Western names that differ in words, one spelling of each, and all spellings by key.
func (r *resolver) distinctKeys() ([]*spelling, map[string][]*spelling) {
	at := map[string][]*spelling{}
	var first []*spelling
	for _, s := range r.list {
		if s.west == nil || s.joined == "" {
			continue
		}
		if at[s.key] == nil {
			first = append(first, s)
		}
		at[s.key] = append(at[s.key], s)
	}
	return first, at
}

// endBlocks gathers names that begin, or end, with the same letters; blocks that are too large part further.
func endBlocks(names []string) [][]int32 {
	all := make([]int32, len(names))
	for i := range all {
		all[i] = int32(i)
	}
	out := blocksBy(names, all, 5, func(s string, n int) string { return s[:min(n, len(s))] })
	return append(out, blocksBy(names, all, 5, func(s string, n int) string { return s[max(0, len(s)-n):] })...)
}

const largestBlock = 3000

func blocksBy(names []string, ids []int32, n int, end func(string, int) string) [][]int32 {
	at := map[string][]int32{}
	var order []string
	for _, id := range ids {
		k := end(names[id], n)
		if at[k] == nil {
			order = append(order, k)
		}
		at[k] = append(at[k], id)
	}
	var out [][]int32
	for _, k := range order {
		switch g := at[k]; {
		case len(g) < 2:
		case len(g) > largestBlock && n < 20:
			out = append(out, blocksBy(names, g, n+3, end)...)
		default:
			out = append(out, g)
		}
	}
	return out
}

// spelledAlike scores two names whose words all have a partner, the same or wrongly spelt by a letter or two; 0: they
// are different names. Numbers, short words, words of the lexicon and first letters are not taken for slips.
func spelledAlike(a, b *spelling) float64 {
	onlyA, onlyB := unmatched(a.west.words, b.west.words)
	if len(onlyA) != len(onlyB) || len(onlyA) == 0 || len(onlyA) > 2 {
		return 0
	}
	if a.west.suffix != b.west.suffix || (a.west.last == "") != (b.west.last == "") {
		return 0
	}
	if a.west.person && b.west.person && min(len(a.west.words), len(b.west.words)) < 3 {
		return 0 // Davidson and Davison are both last names
	}
	letters, weight := 0, 0
	for _, x := range onlyA {
		i := slices.IndexFunc(onlyB, func(y word) bool { return slip(x, y, len(a.joined)) > 0 })
		if i < 0 {
			return 0
		}
		letters += slip(x, onlyB[i], len(a.joined))
		onlyB = slices.Delete(slices.Clone(onlyB), i, i+1)
	}
	weight = min(len(a.joined), len(b.joined))
	if weight < 7 || letters > 1 && weight < 12 || letters > 2 && weight < 18 {
		return 0
	}
	return 1 - float64(letters)/float64(weight)
}

// slip is the number of letters by which two words differ when that can be a slip, else 0.
func slip(x, y word, whole int) int {
	if x.class != plain || y.class != plain {
		return 0
	}
	short := min(len(x.text), len(y.text))
	if short < 5 || short > longestWord || strings.ContainsAny(x.text+y.text, "0123456789") || x.text[0] != y.text[0] && short < 8 {
		return 0
	}
	most := 1
	if short >= 9 {
		most = 2
	}
	if d := edits(x.text, y.text, most); d <= most && directions(x.text) == directions(y.text) {
		return d
	}
	return 0
}

// directions keeps Northeastern and Northwestern apart.
func directions(w string) (found string) {
	for _, d := range [...]string{"NORTH", "SOUTH", "EAST", "WEST"} {
		if strings.Contains(w, d) {
			found += d
		}
	}
	return found
}

// unmatched are the words of each name that the other lacks.
func unmatched(a, b []word) (onlyA, onlyB []word) {
	lacks := func(list []word, w word) bool { return !slices.Contains(list, w) }
	for _, w := range a {
		if lacks(b, w) {
			onlyA = append(onlyA, w)
		}
	}
	for _, w := range b {
		if lacks(a, w) {
			onlyB = append(onlyB, w)
		}
	}
	return onlyA, onlyB
}
