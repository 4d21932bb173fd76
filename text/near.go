package text

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// linkDecided links what people decided to be one party; of decisions that cannot all hold, the first goes first.
func (r *resolver) linkDecided() {
	for i, pair := range r.wanted.Same {
		a, b := r.list[r.of[pair[0]]], r.list[r.of[pair[1]]]
		if a.id != b.id {
			r.links = append(r.links, link{min(a.id, b.id), max(a.id, b.id), tierDecided, 1, RuleDecided, 0, len(r.wanted.Same) - i})
		}
	}
}

// nearly notes a pair that falls short of a rule. The score says how likely it is one party, for the order of review.
func (r *resolver) nearly(a, b *spelling, rule string, score float64, shared int) {
	if r.wanted.Near && a.id != b.id {
		x, y := min(a.id, b.id), max(a.id, b.id)
		r.near = append(r.near, link{x, y, tierGroup, score, rule, shared, len(a.mentions) + len(b.mentions)})
	}
}

// mostPlaces: a name without place beside more places than this is nobody's in particular.
const mostPlaces = 5

// nearlyPlaced notes a name without place beside those of the same words with one: the fewer they are, the likelier.
func (r *resolver) nearlyPlaced(a *spelling, placed []*spelling) {
	if !r.wanted.Near || len(placed) > mostPlaces {
		return
	}
	for _, b := range placed {
		shared := common2(a.people, b.people, mostCounted)
		r.nearly(a, b, RulePlace, (0.6+0.2*float64(min(shared, 1)))/float64(len(placed)), shared)
	}
}

// shortestSlip: in shorter names (trade name and industry) one other character is another name.
const shortestSlip = 5

// nearHan notes Chinese organisations of one place that share people and whose names differ by a single character that is
// no number or direction: added, left out, changed, or two neighbours swapped. Such names come to the same by leaving out
// one character. Without people in common they are mostly different firms.
func (r *resolver) nearHan() {
	if !r.wanted.Near {
		return
	}
	type stub struct{ place, form, core string }
	at := map[stub][]*spelling{}
	for _, s := range r.list {
		if s.han == nil || s.han.person || utf8.RuneCountInString(s.key) < shortestSlip {
			continue
		}
		for _, core := range withoutOne([]rune(s.key)) {
			k := stub{s.han.place(), s.han.unit, core}
			for _, t := range at[k] {
				r.nearlyHan(s, t)
			}
			if len(at[k]) < mostOfStub {
				at[k] = append(at[k], s)
			}
		}
	}
}

// mostOfStub: where more names come to the same, the character left out is what tells them apart.
const mostOfStub = 6

func (r *resolver) nearlyHan(s, t *spelling) {
	if s.key == t.key || s.han.group != t.han.group || !hanFormsAgree(s.han.form, t.han.form) || !slipOfHan([]rune(s.key), []rune(t.key)) {
		return
	}
	if shared := common2(s.people, t.people, mostCounted); shared > 0 {
		r.nearly(s, t, RuleSpelling, 0.7-0.3/float64(1+shared), shared)
	}
}

// withoutOne is the name and the name less each character.
func withoutOne(name []rune) []string {
	out := []string{string(name)}
	for i := range name {
		out = append(out, string(name[:i])+string(name[i+1:]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// slipOfHan: what stands between the common beginning and end is one character at most on each side (or two swapped), and
// none of them changes the meaning of a name.
func slipOfHan(a, b []rune) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return (max(len(a), len(b)) <= 1 || swapped) && !slices.ContainsFunc(slices.Concat(a, b), hanNumber)
}

// review gives the links whose ends are two parties, for each two parties the likeliest one, the likeliest first. Decided
// pairs need no review, nor do like names under two codes, unless their words are the same.
func (c *clustering) review(links []link) []Merge {
	type pair struct{ a, b int32 }
	best := map[pair]link{}
	for _, l := range links {
		a, b := c.of[l.a], c.of[l.b]
		if a == b || c.decided(a, b) || l.rule != RuleKey && c.twoCodes(a, b) {
			continue
		}
		k := pair{min(a, b), max(a, b)}
		if old, ok := best[k]; !ok || order(l, old) < 0 {
			best[k] = l
		}
	}
	list := make([]link, 0, len(best))
	for _, l := range best {
		list = append(list, l)
	}
	slices.SortFunc(list, order)
	out := make([]Merge, len(list))
	for i, l := range list {
		out[i] = c.r.merge(l, l.a, l.b)
	}
	return out
}

// order of review: the likeliest first, of those the most frequent names.
func order(x, y link) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.weight, x.weight), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// decided tells whether a person held two parties, or parts of them, apart.
func (c *clustering) decided(a, b int32) bool {
	return slices.ContainsFunc(c.party[a].apart, func(s int32) bool { return c.of[s] == b })
}

func (c *clustering) twoCodes(a, b int32) bool {
	p, q := c.party[a].codes, c.party[b].codes
	return len(p) > 0 && len(q) > 0 && !slices.ContainsFunc(p, func(code string) bool { return slices.Contains(q, code) })
}
