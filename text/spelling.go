package text

import (
	"cmp"
	"slices"
	"strings"
)

// spelling is a distinct name: mentions whose names come apart into the same parts.
type spelling struct {
	id       int32
	text     string // sets the spelling apart from all others
	han      *chinese
	west     *western
	code     string
	country  string
	key      string // the words, without the legal form
	joined   string // the words in one, the plain ones first: what is compared letter by letter
	mentions []int32
	people   []int32
	places   []int32 // cities, addresses, coordinates
	classes  []int32
}

// spellings takes every distinct name apart and gathers the mentions of what comes out alike. Spellings are numbered
// in the order of their text, so that nothing hangs on the order of the mentions.
func (r *resolver) spellings() {
	parsed := r.parseAll()
	joinSplit(parsed)
	parallel(len(parsed), func() func(int) { return func(i int) { parsed[i].text = parsed[i].identity() } })
	r.keepApart(parsed)
	at := make(map[string]*spelling, len(parsed)/2)
	for i, p := range parsed {
		first := at[p.text]
		if first == nil || p.empty() {
			at[p.text], first = p, p
			r.list = append(r.list, p)
		}
		first.mentions = append(first.mentions, int32(i))
	}
	slices.SortFunc(r.list, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.mentions[0], b.mentions[0]))
	})
	r.of = make([]int32, len(parsed))
	for i, s := range r.list {
		s.id = int32(i)
		for _, m := range s.mentions {
			r.of[m] = s.id
		}
	}
}

// keepApart makes spellings of their own of the mentions that people hold for different parties.
func (r *resolver) keepApart(parsed []*spelling) {
	for _, pair := range slices.Concat(r.wanted.Apart, r.wanted.Unrelated) {
		for _, m := range pair {
			parsed[m].text = strings.TrimSuffix(parsed[m].text, apartMark+r.mentions[m].Name) + apartMark + r.mentions[m].Name
		}
	}
}

const apartMark = "|apart:"

// parseAll takes the names of all mentions apart; equal names are taken apart once.
func (r *resolver) parseAll() []*spelling {
	type distinct struct{ name, city, region, country, kind string }
	first := map[distinct]int{}
	copyOf := make([]int, len(r.mentions))
	var todo []int
	for i := range r.mentions {
		m := &r.mentions[i]
		d := distinct{m.Name, m.City, m.Region, m.Country, m.Type}
		k, ok := first[d]
		if !ok {
			k = i
			first[d] = i
			todo = append(todo, i)
		}
		copyOf[i] = k
	}
	out := make([]*spelling, len(r.mentions))
	parallel(len(todo), func() func(int) {
		return func(i int) { out[todo[i]] = r.parse(&r.mentions[todo[i]]) }
	})
	for i, k := range copyOf {
		if k != i {
			again := *out[k]
			again.code = ""
			out[i] = &again
		}
		if code := r.mentions[i].Code; code != "" {
			if normal, ok, _, _ := USCC(code); ok {
				out[i].code = normal
			}
		}
	}
	return out
}

// longestName: what stands beyond so many bytes sets no name apart.
const longestName = 1000

func (r *resolver) parse(m *Mention) *spelling {
	s := &spelling{}
	name := cleanName(m.Name[:min(len(m.Name), longestName)])
	if HasHan(name) {
		n := parseChinese(name, m.Type, r.tables.Places, r.tables.Simplify)
		s.han = &n
		s.key = n.core()
		if n.person {
			s.country = foldKey(m.Region + m.City)
		}
		return s
	}
	n := parseWestern(name)
	if m.Type != "" && m.Type != Unknown {
		n.person = n.person && m.Type == Individual
	}
	n.dropPlace(m.City, m.Region, m.Country)
	s.west = &n
	s.keys()
	if n.person {
		s.country = foldKey(m.Country)
	}
	return s
}

func foldKey(s string) string { return bare(Fold(s)) }

// dropPlace takes the mention's own place out of its name: Unilever Rotterdam, of Rotterdam.
func (n *western) dropPlace(places ...string) {
	left := 0
	for _, w := range n.words {
		switch {
		case w.class == kind:
			return
		case w.class == plain && !slices.ContainsFunc(places, func(p string) bool { return p != "" && foldKey(p) == w.text }):
			left++
		}
	}
	if left == 0 || n.person {
		return
	}
	n.words = slices.DeleteFunc(n.words, func(w word) bool {
		return w.class == plain && slices.ContainsFunc(places, func(p string) bool { return p != "" && foldKey(p) == w.text })
	})
}

func (s *spelling) empty() bool { return s.west != nil && len(s.west.words) == 0 }

// identity is the text under which mentions are one spelling.
func (s *spelling) identity() string {
	if s.han != nil {
		n := s.han
		return strings.Join([]string{"h", s.key, strings.Join(n.places, " "), n.form, n.unit, s.code, s.country, mark(n.bracket), mark(n.group)}, "|")
	}
	return strings.Join([]string{"w", s.key, s.west.form, s.west.suffix, s.code, s.country}, "|")
}

func mark(b bool) string {
	if b {
		return "1"
	}
	return ""
}

// keys of a Western name: its words in the order of the alphabet, the plain ones first.
func (s *spelling) keys() {
	n := s.west
	if n.last != "" {
		s.key = strings.TrimSpace(n.last + ", " + strings.Join(n.given, " ") + " " + n.suffix)
		s.joined = n.last + strings.Join(n.given, "")
		return
	}
	words := slices.Clone(n.words)
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(mark(a.class != plain), mark(b.class != plain)), cmp.Compare(a.text, b.text))
	})
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	s.key, s.joined = strings.Join(list, " "), strings.Join(list, "")
}
