package text

import (
	"cmp"
	"slices"
	"strings"
)

// mostSpellings: a person next to more spellings than this is evidence of nothing (an agent, a filler).
const mostSpellings = 60

// pairOf counts what two spellings share.
type pairOf struct {
	a, b   int32
	people int
}

// linkPeople links names that share people and the words that set them apart, and differ only in what one firm changes
// over time or leaves out: what it makes, a place. Philips' Gloeilampenfabrieken became Philips Electronics. Words that
// name another legal person of a group (holding, country, IP) keep entities apart.
func (r *resolver) linkPeople() {
	if r.pairs == nil {
		r.pairs = r.sharing()
	}
	for _, p := range r.pairs {
		a, b := r.list[p.a], r.list[p.b]
		if a.key == b.key || !r.sameFirm(a, b) {
			continue
		}
		if r.enough(a, b, p.people) {
			r.link(a, b, tierPeople, RulePeople, 1-1/float64(2+p.people), p.people)
		} else if !r.group {
			r.nearly(a, b, RulePeople, 0.9-0.9/float64(1+p.people), p.people)
		}
	}
}

// sameFirm: two names that one firm may have borne.
func (r *resolver) sameFirm(a, b *spelling) bool {
	if a.west != nil && b.west != nil {
		return r.sameCore(a.west, b.west)
	}
	return a.han != nil && b.han != nil && sameOrganisation(a.han, b.han)
}

// leastOverlap: two firms of a group lend each other a few inventors; one firm under two names keeps many.
const leastOverlap = 0.1

// enough evidence: two people in common, a tenth of the smaller number at least, or one and a place or half of the
// classes.
func (r *resolver) enough(a, b *spelling, people int) bool {
	if float64(people) < leastOverlap*float64(min(len(a.people), len(b.people))) {
		return false
	}
	if people >= 2 {
		return true
	}
	classes := common2(a.classes, b.classes, 1000)
	return people == 1 && (meet(a.places, b.places) || classes > 0 && 2*classes >= min(len(a.classes), len(b.classes)))
}

// kinship is a quick test whether two names may be one firm's: Chinese ones have trade name or industry (numbered) in
// common; Western ones share a plain word, or one spelt alike in its first, last or middle letters, kept as bits.
type kinship struct {
	trade, trades int32
	words         [4]uint64
}

func (k *kinship) mayBe(l *kinship) bool {
	if k.trade != 0 || l.trade != 0 {
		return k.trade == l.trade || k.trades == l.trades
	}
	return k.words[0]&l.words[0]|k.words[1]&l.words[1]|k.words[2]&l.words[2]|k.words[3]&l.words[3] != 0
}

func (k *kinship) add(letters string) {
	h := uint64(14695981039346656037)
	for i := range len(letters) {
		h = (h ^ uint64(letters[i])) * 1099511628211
	}
	h = mix(h)
	k.words[h>>6&3] |= 1 << (h & 63)
}

func (k *kinship) addWord(w string) {
	if len(w) < 5 {
		k.add(w)
		return
	}
	k.add(w[:3])
	k.add(w[len(w)-3:])
	if len(w) >= 9 {
		k.add(w[len(w)/2-1 : len(w)/2+2])
	}
}

func (r *resolver) kin() []kinship {
	number := map[string]int32{}
	of := func(s string) int32 {
		if number[s] == 0 {
			number[s] = int32(len(number)) + 1
		}
		return number[s]
	}
	out := make([]kinship, len(r.list))
	for i, s := range r.list {
		if s.han != nil {
			out[i].trade, out[i].trades = of(s.han.trade), of(s.han.trades)
			continue
		}
		for _, w := range s.west.words {
			if w.class == plain {
				out[i].addWord(w.text)
			}
		}
	}
	return out
}

// sharing counts the people of every pair of spellings that share any and may be one firm's.
func (r *resolver) sharing() []pairOf {
	kin := r.kin()
	var pairs []uint64
	for _, list := range r.people {
		if len(list) > mostSpellings {
			continue
		}
		for i, a := range list {
			for _, b := range list[:i] {
				if kin[a].mayBe(&kin[b]) {
					pairs = append(pairs, uint64(b)<<32|uint64(a))
				}
			}
		}
	}
	slices.Sort(pairs)
	var out []pairOf
	for from := 0; from < len(pairs); {
		to := from
		for to < len(pairs) && pairs[to] == pairs[from] {
			to++
		}
		out = append(out, pairOf{int32(pairs[from] >> 32), int32(pairs[from] & 0xFFFFFFFF), to - from})
		from = to
	}
	slices.SortStableFunc(out, func(x, y pairOf) int { return cmp.Compare(y.people, x.people) })
	return out
}

// sameCore: the plain words of one name are all among the other's, be they misspelt, and what is left over names no
// other legal person.
func (r *resolver) sameCore(a, b *western) bool {
	onlyA, onlyB := unmatched(a.words, b.words)
	shared := len(a.words) - len(onlyA)
	plainShared := 0
	for _, w := range a.words {
		if w.class == plain && len(w.text) > 2 && slices.Contains(b.words, w) {
			plainShared++
		}
	}
	for i := 0; i < len(onlyA); i++ {
		j := slices.IndexFunc(onlyB, func(y word) bool { return slip(onlyA[i], y, 0) > 0 })
		if j >= 0 {
			onlyA, onlyB = slices.Delete(onlyA, i, i+1), slices.Delete(onlyB, j, j+1)
			plainShared, i = plainShared+1, i-1
		}
	}
	if plainShared == 0 || shared < 0 {
		return false
	}
	return !(hasPlain(onlyA) && hasPlain(onlyB)) && r.harmless(onlyA) && r.harmless(onlyB)
}

func hasPlain(list []word) bool {
	return slices.ContainsFunc(list, func(w word) bool { return w.class == plain })
}

// harmless: no word of the list names another legal person; for groups only kinds and numbers do.
func (r *resolver) harmless(list []word) bool {
	return !slices.ContainsFunc(list, func(w word) bool {
		return w.class == kind || w.class == numeral || w.class == marker && !r.group
	})
}

// sameOrganisation: Chinese names of one place (or one lacks it) that differ in industry, or in one character of the
// trade name that is no number or direction.
func sameOrganisation(a, b *chinese) bool {
	if a.unit != b.unit || a.group != b.group || !hanFormsAgree(a.form, b.form) || a.person || b.person {
		return false
	}
	if a.place() != b.place() && a.place() != "" && b.place() != "" {
		return false
	}
	return a.trade == b.trade && len(a.trade) >= 6 || a.trades == b.trades && oneCharacter(a.trade, b.trade)
}

func oneCharacter(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) || len(x) < 3 {
		return false
	}
	differ := 0
	for i := range x {
		if x[i] != y[i] {
			differ++
			if hanNumber(x[i]) || hanNumber(y[i]) {
				return false
			}
		}
	}
	return differ == 1
}

// linkGroups links the members of a group: Western names of one core whatever their function, country and form;
// Chinese units with what they are part of, and subsidiaries that bracket their place.
func (r *resolver) linkGroups() {
	idle := r.idleWords()
	for _, g := range r.groupsBy(func(s *spelling) string { return s.groupKey(idle) }) {
		for _, s := range g[1:] {
			r.link(g[0], s, tierGroup, RuleGroup, 0.9, 0)
		}
	}
}

// idleWords are plain words that set no group apart, mostly towns: of the cores they stand in, two at least and half of
// all also stand without them (Unilever Rotterdam, Hunter Douglas Rotterdam).
func (r *resolver) idleWords() map[string]bool {
	cores := map[string][]string{}
	for _, s := range r.list {
		if s.west != nil && s.west.last == "" {
			core := s.west.core(nil)
			cores[strings.Join(core, " ")] = core
		}
	}
	stands, idle := map[string]int{}, map[string]int{}
	for _, core := range cores {
		for i, w := range core {
			stands[w]++
			rest := strings.Join(slices.Concat(core[:i], core[i+1:]), " ")
			if len(rest) >= shortestCore && cores[rest] != nil {
				idle[w]++
			}
		}
	}
	out := map[string]bool{}
	for w, n := range idle {
		out[w] = n >= 2 && 2*n >= stands[w] && !strings.HasPrefix(w, "#")
	}
	return out
}

// shortestCore: fewer letters do not tell groups apart.
const shortestCore = 4

// core is what the members of a group share: the plain words and numbers. Of universities and the like all words but
// those of their foundations and research: Florida State is not Central Florida.
func (n *western) core(idle map[string]bool) []string {
	body := slices.ContainsFunc(n.words, func(w word) bool { return w.class == kind && w.text != "FOUND" })
	var core []string
	for _, w := range n.words {
		switch {
		case w.class == plain && !idle[w.text], w.class == numeral, body && (w.class == common || w.class == industry):
			core = append(core, w.text)
		case w.class == kind && w.text != "FOUND":
			core = append(core, "#"+w.text)
		case w.class == marker && body && w.text != "RES" && w.text != "DEV":
			core = append(core, w.text)
		}
	}
	slices.Sort(core)
	return core
}

// groupKey: the core of a Western name; the trade name and industry with the place of a Chinese one, whatever unit of
// it or legal form.
func (s *spelling) groupKey(idle map[string]bool) string {
	if s.han != nil {
		return s.han.groupKey()
	}
	if s.west.person && s.west.last != "" {
		return ""
	}
	key := strings.Join(s.west.core(idle), " ")
	if len(key) < shortestCore && len(s.west.words) > 1 || strings.HasPrefix(key, "#") && !strings.Contains(key, " ") {
		return s.key
	}
	return key
}

func (n *chinese) groupKey() string {
	if n.person || len(n.trade) < 6 {
		return ""
	}
	if n.bracket {
		return "|" + n.core()
	}
	return n.place() + "|" + n.core()
}
