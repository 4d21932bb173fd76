package text

import (
	"slices"
	"strconv"
	"strings"
)

func coordinate(lat, lon float64) string {
	return strconv.FormatFloat(lat, 'f', 2, 64) + " " + strconv.FormatFloat(lon, 'f', 2, 64)
}

func (r *resolver) link(a, b *spelling, tier uint8, rule string, score float64, shared int) {
	if a.id == b.id {
		return
	}
	x, y := min(a.id, b.id), max(a.id, b.id)
	r.links = append(r.links, link{x, y, tier, score, rule, shared, len(a.mentions) + len(b.mentions)})
}

// Tiers of links, the surest first.
const (
	tierDecided uint8 = iota
	tierCode
	tierKey
	tierRule
	tierSpelling
	tierPeople
	tierGroup
)

// groupsBy gathers the spellings of one key, in order; "" is no key.
func (r *resolver) groupsBy(key func(*spelling) string) [][]*spelling {
	at := map[string]int{}
	var out [][]*spelling
	for _, s := range r.list {
		k := key(s)
		if k == "" {
			continue
		}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return slices.DeleteFunc(out, func(g []*spelling) bool { return len(g) < 2 })
}

// mostOfCode: a code under more different names than this is a filler, not a code.
const mostOfCode = 30

// linkCodes: mentions under one valid code are one legal person, whatever they are called.
func (r *resolver) linkCodes() {
	for _, g := range r.groupsBy(func(s *spelling) string { return s.code }) {
		if len(g) > mostOfCode {
			continue
		}
		for _, s := range g[1:] {
			r.link(g[0], s, tierCode, RuleCode, 1, 0)
		}
	}
}

// linkKeys: the same words under different legal forms, countries or codes. Whether the forms agree is left to the
// constraints. A spelling without code next to two different codes stays alone.
func (r *resolver) linkKeys() {
	for _, g := range r.groupsBy(func(s *spelling) string {
		if s.west == nil {
			return ""
		}
		return s.key
	}) {
		codes := differentCodes(g)
		for i, a := range g {
			for _, b := range g[:min(i, 40)] {
				if (a.code == "" || b.code == "") && codes > 1 {
					continue
				}
				if shared, ok := r.sameCountry(a, b); ok {
					r.link(a, b, tierKey, RuleKey, 1, shared)
				}
			}
		}
	}
}

func differentCodes(g []*spelling) int {
	var codes []string
	for _, s := range g {
		if s.code != "" && !slices.Contains(codes, s.code) {
			codes = append(codes, s.code)
		}
	}
	return len(codes)
}

// sameCountry: persons of one name in different countries need people in common.
func (r *resolver) sameCountry(a, b *spelling) (shared int, ok bool) {
	shared = common2(a.people, b.people, 20)
	return shared, a.country == "" || b.country == "" || a.country == b.country || shared > 0
}

// linkChinese links Chinese names: same trade name and industry, and places, forms and units that agree. A spelling
// without code next to two different codes of its place stays alone.
func (r *resolver) linkChinese() {
	core := func(s *spelling) string {
		if s.han == nil {
			return ""
		}
		return s.key
	}
	for _, g := range r.groupsBy(func(s *spelling) string {
		if core(s) == "" {
			return ""
		}
		return s.key + "|" + s.han.place()
	}) {
		codes := differentCodes(g)
		for i, a := range g {
			for _, b := range g[:min(i, mostSpellings)] {
				if a.code == b.code || a.code != "" && b.code != "" || codes < 2 {
					r.chinesePair(a, b)
				}
			}
		}
	}
	for _, g := range r.groupsBy(core) {
		r.linkPlaceless(g)
	}
	r.linkFormer()
}

// linkPlaceless looks at each name without a place beside those with one.
func (r *resolver) linkPlaceless(g []*spelling) {
	for _, a := range g[:min(len(g), largestBlock)] {
		if a.han.place() != "" || a.han.person {
			continue
		}
		var open []*spelling
		for _, b := range g {
			if b.han.place() != "" && !r.chinesePair(a, b) && sameKind(a.han, b.han) {
				open = append(open, b)
			}
		}
		r.nearlyPlaced(a, open)
	}
}

// sameKind: the same part of an organisation, of legal forms that one can take after the other.
func sameKind(x, y *chinese) bool {
	return x.person == y.person && x.unit == y.unit && x.group == y.group && hanFormsAgree(x.form, y.form)
}

// chinesePair links two names of the same words where the rest agrees, and tells whether it did.
func (r *resolver) chinesePair(a, b *spelling) bool {
	x, y := a.han, b.han
	shared := common2(a.people, b.people, 20)
	switch {
	case !sameKind(x, y):
		return false
	case x.person:
		if a.country != b.country && shared == 0 && a.country != "" && b.country != "" {
			return false
		}
		r.link(a, b, tierKey, RuleKey, 1, shared)
	case x.place() == y.place() && r.chain(x, y):
		if x.form != y.form && x.form != "" && y.form != "" {
			r.link(a, b, tierRule, RuleReform, 0.95, shared)
		} else {
			r.link(a, b, tierKey, RuleKey, 1, shared)
		}
	case (x.place() == "" || y.place() == "") && (shared >= 2 || r.fromAddress(a, b)):
		r.link(a, b, tierPeople, RulePlace, 0.9, shared)
	default:
		return false
	}
	return true
}

// chain: the places of one name do not contradict those of the other (山东济南, 济南).
func (r *resolver) chain(x, y *chinese) bool {
	for _, p := range x.places {
		for _, q := range y.places {
			if p != q && r.province(p) != r.province(q) {
				return false
			}
		}
	}
	return true
}

func (r *resolver) province(place string) string {
	if p := r.tables.Places[place]; p != "" {
		return p
	}
	return place
}

// fromAddress: the place one name lacks is where its mentions say it is.
func (r *resolver) fromAddress(a, b *spelling) bool {
	if a.han.place() == "" {
		a, b = b, a
	}
	place := a.han.place()
	return slices.ContainsFunc(b.mentions, func(m int32) bool {
		return strings.Contains(r.mentions[m].City+" "+r.mentions[m].Address, place)
	}) && place != "中国"
}

// linkFormer: 曾用名 in brackets is the name of the same legal person.
func (r *resolver) linkFormer() {
	byKey := map[string][]*spelling{}
	for _, s := range r.list {
		if s.han != nil {
			k := s.han.place() + "|" + s.key
			byKey[k] = append(byKey[k], s)
		}
	}
	for _, s := range r.list {
		if s.han == nil {
			continue
		}
		for _, f := range s.han.former {
			n := parseChinese(f, "", r.tables.Places, r.tables.Simplify)
			for _, other := range byKey[n.place()+"|"+n.core()] {
				if other.han.unit == n.unit && other.han.form == n.form {
					r.link(s, other, tierRule, RuleFormer, 0.98, 0)
				}
			}
		}
	}
}
