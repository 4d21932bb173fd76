package text

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Mention is one name as a source writes it, with what else the source says of it; everything but Name may be missing.
type Mention struct {
	Name, Code                     string // Code: unified social credit code
	Type                           string // Firm … Individual, where known; else the name tells
	Country, Region, City, Address string
	People                         []string // co-applicants and co-inventors
	Classes                        []string
	Lat, Lon                       float64 // 0, 0: not known
	PeopleIDs, ClassIDs            []int32 // the same as numbers from 0 up, ascending, by callers that have them; not both
}

// Wanted says what Resolve is to find beyond the legal entities, and what people have decided.
type Wanted struct {
	Group     bool       // groups too
	Near      bool       // pairs that fall short of the rules, for review
	Same      [][2]int32 // mentions that are one party, the decision that goes first in front
	Apart     [][2]int32 // mentions that are two legal entities
	Unrelated [][2]int32 // … and two groups
}

// NameTables are the tables that Chinese names need; both may be nil.
type NameTables struct {
	Places   Places
	Simplify func(string) string // traditional characters to simplified
}

// Merge tells why two mentions are one party.
type Merge struct {
	A, B   int32 // mentions
	Rule   string
	Score  float64 // 0 to 1
	Shared int     // people in common
}

// Resolution is what Resolve finds.
type Resolution struct {
	Of       []int32 // the mention that stands for the party, its earliest, for each mention
	Why      []Merge // for each mention A, the mention B it joined and why; B = A, without a rule, where it stands for the party
	Group    []int32 // the same for groups, of whole parties; nil unless wanted
	GroupWhy []Merge
	Review   []Merge // links that a constraint refused: for a person to decide
	Near     []Merge // pairs that fell short of the rules; nil unless wanted
}

// Rules of a merge.
const (
	RuleSame     = "same_name" // the same spelling
	RuleCode     = "same_code"
	RuleKey      = "same_words"
	RuleFormer   = "former_name"
	RuleSpelling = "spelling"
	RulePlace    = "place_from_address"
	RuleReform   = "legal_form_changed"
	RulePeople   = "shared_people"
	RuleInitials = "initials"
	RuleGroup    = "group"
	RuleDecided  = "decided" // by a person
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

type resolver struct {
	mentions []Mention
	tables   *NameTables
	wanted   Wanted
	group    bool // links are looked for between groups
	list     []*spelling
	of       []int32 // the spelling of each mention
	links    []link
	near     []link
	vocab    map[string]int32
	numbers  int32     // below are numbers the mentions bring
	people   [][]int32 // of each person, the spellings
	pairs    []pairOf  // spellings that share people
}

type link struct {
	a, b   int32
	tier   uint8 // links of a lower tier come first
	score  float64
	rule   string
	shared int
	weight int // mentions of both
}

// Resolve says which mentions are one party: the legal entity and, where wanted, the group it belongs to. Names are taken
// apart by type, compared within blocks, linked by rules that are right nearly always, and clustered under constraints
// (codes, laws of the legal form, initials, ambiguity), the surest links first, so that one bad link does not join two
// large parties. Deterministic. Time about n log n. Method and sources: docs/methods/name-resolution.md.
func Resolve(mentions []Mention, tables *NameTables, wanted Wanted) *Resolution {
	if tables == nil {
		tables = &NameTables{}
	}
	r := &resolver{mentions: mentions, tables: tables, wanted: wanted, vocab: map[string]int32{}}
	r.spellings()
	r.evidence()
	r.linkDecided()
	r.linkCodes()
	r.linkKeys()
	r.linkChinese()
	r.linkSpellings()
	r.linkPersons()
	r.linkPeople()
	r.nearHan()
	return r.cluster()
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

// joinSplit parts words that are written in one where the same names elsewhere part them: STMICROELECTRONICS beside
// ST MICROELECTRONICS. Both halves must stand together in one other name.
func joinSplit(parsed []*spelling) {
	where := map[string][]int32{}
	seen := map[string]bool{}
	var own []*spelling
	for _, p := range parsed {
		if p.west == nil || p.west.person && p.west.last != "" {
			continue
		}
		if seen[p.key] {
			continue
		}
		seen[p.key] = true
		for _, w := range p.west.words {
			if list := where[w.text]; len(list) < 5000 {
				where[w.text] = append(list, int32(len(own)))
			}
		}
		own = append(own, p)
	}
	parts := splitWords(where)
	for _, p := range parsed {
		if p.west != nil && p.west.last == "" && slices.ContainsFunc(p.west.words, func(w word) bool { return parts[w.text] != [2]string{} }) {
			own := *p.west // mentions of one name share it
			p.west = &own
			p.west.part(parts)
			p.keys()
		}
	}
}

func splitWords(where map[string][]int32) map[string][2]string {
	words := slices.Collect(maps.Keys(where))
	halves := make([][2]string, len(words))
	parallel(len(words), func() func(int) {
		return func(i int) {
			if a, b, ok := splitWord(words[i], where); ok {
				halves[i] = [2]string{a, b}
			}
		}
	})
	parts := map[string][2]string{}
	for i, w := range words {
		if halves[i][0] != "" {
			parts[w] = halves[i]
		}
	}
	return parts
}

func splitWord(w string, where map[string][]int32) (a, b string, ok bool) {
	if len(w) < 5 || len(w) > longestWord || known[w].canon != "" {
		return "", "", false
	}
	for i := 2; i <= len(w)-2; i++ {
		a, b = w[:i], w[i:]
		if x := known[a]; x.canon != "" {
			a = x.canon
		}
		if x := known[b]; x.canon != "" {
			b = x.canon
		}
		one, two := where[a], where[b]
		if len(one) > 0 && len(two) > 0 && meet(one, two) {
			return a, b, true
		}
	}
	return "", "", false
}

// meet tells whether two ascending lists share a value.
func meet(a, b []int32) bool { return common2(a, b, 1) > 0 }

// common2 counts the values two ascending lists share, up to most.
func common2(a, b []int32, most int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b) && n < most; {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return n
}

func (n *western) part(parts map[string][2]string) {
	var out []word
	for _, w := range n.words {
		p, ok := parts[w.text]
		if !ok {
			out = append(out, w)
			continue
		}
		for _, t := range p {
			if !slices.ContainsFunc(out, func(x word) bool { return x.text == t }) {
				out = append(out, word{t, lookUp(t).class})
			}
		}
	}
	n.words = slices.DeleteFunc(out, func(w word) bool { return w.class == article || w.class == form })
}

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
