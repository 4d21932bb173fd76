package text

import (
	"slices"
	"strings"
)

// number gives every distinct text a number.
func (r *resolver) number(s string) int32 {
	id, ok := r.vocab[s]
	if !ok {
		id = r.numbers + int32(len(r.vocab))
		r.vocab[s] = id
	}
	return id
}

// evidence gathers what the mentions of a spelling share with others: people, places, classes.
func (r *resolver) evidence() {
	for i := range r.mentions {
		if ids := r.mentions[i].PeopleIDs; len(ids) > 0 {
			r.numbers = max(r.numbers, ids[len(ids)-1]+1)
		}
	}
	for _, s := range r.list {
		for _, m := range s.mentions {
			r.gather(s, &r.mentions[m])
		}
		s.people, s.places, s.classes = sortedSet(s.people), sortedSet(s.places), sortedSet(s.classes)
	}
	r.people = r.byPerson()
}

// byPerson lists for each person the spellings beside it. Chinese persons are left out: their names are linked by name
// alone, whomever they work with.
func (r *resolver) byPerson() [][]int32 {
	at := make([]int32, int(r.numbers)+len(r.vocab)+1)
	each := func(do func(person, spelling int32)) {
		for _, s := range r.list {
			if s.han != nil && s.han.person {
				continue
			}
			for _, p := range s.people {
				do(p, s.id)
			}
		}
	}
	each(func(p, _ int32) { at[p+1]++ })
	for i := 1; i < len(at); i++ {
		at[i] += at[i-1]
	}
	all, next := make([]int32, at[len(at)-1]), slices.Clone(at)
	each(func(p, s int32) { all[next[p]] = s; next[p]++ })
	out := make([][]int32, len(at)-1)
	for p := range out {
		out[p] = all[at[p]:at[p+1]]
	}
	return out
}

func (r *resolver) gather(s *spelling, m *Mention) {
	s.people, s.classes = joined(s.people, m.PeopleIDs), joined(s.classes, m.ClassIDs)
	for _, p := range m.People {
		if key := PersonKey(p); key != "" {
			s.people = append(s.people, r.number("p"+key))
		}
	}
	for _, c := range m.Classes {
		if c = strings.TrimSpace(c); c != "" {
			s.classes = append(s.classes, r.number("c"+c))
		}
	}
	if m.Address != "" {
		s.places = append(s.places, r.number("a"+foldKey(m.Address)))
	}
	if m.City != "" {
		s.places = append(s.places, r.number("t"+foldKey(m.City)))
	}
	if m.Lat != 0 || m.Lon != 0 {
		s.places = append(s.places, r.number("l"+coordinate(m.Lat, m.Lon)))
	}
}

// joined is both lists; the list of the only mention of a spelling is not copied.
func joined(list, more []int32) []int32 {
	if list == nil {
		return more[:len(more):len(more)]
	}
	return append(list, more...)
}

// PersonKey joins a person's words in the order of the alphabet, so that the order of names is the same; "" for a single
// Latin word, which tells nobody apart.
func PersonKey(p string) string {
	words := pieces(bare(cleanName(p)))
	if len(words) < 2 && !HasHan(p) {
		return ""
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

func sortedSet(list []int32) []int32 {
	if !slices.IsSorted(list) { // the caller's lists are, and stay as they are
		slices.Sort(list)
	}
	return slices.Compact(list)
}
