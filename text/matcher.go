package text

// Matcher tests many conditions on a text in one pass over its tokens. It is read-only: any number of Documents may use
// it side by side. O(tokens of the text + phrases that end in them).
type Matcher struct {
	conditions []*Condition
	number     [][]int          // condition, term → phrase
	tokens     map[string]int32 // token of a phrase → its number from 1
	phrases    [][]placedNumber
	ends       [][]int         // token number → the phrases that end with it
	sieve      [1 << 10]uint64 // 65,536 bits: most tokens of a text are in no phrase
}

type placedNumber struct {
	token  int32
	offset uint32
}

// recentTokens is how far a phrase may reach, in words and characters.
const recentTokens = 64

// NewMatcher prepares conditions. A term of several conditions is looked for once.
func NewMatcher(conditions []*Condition) *Matcher {
	m := &Matcher{conditions: conditions, tokens: map[string]int32{}, ends: [][]int{nil}}
	known := map[string]int{}
	for _, c := range conditions {
		var numbers []int
		for _, t := range c.terms {
			n, ok := known[t]
			if !ok {
				n = m.add(phrase(t))
				known[t] = n
			}
			numbers = append(numbers, n)
		}
		m.number = append(m.number, numbers)
	}
	return m
}

func (m *Matcher) add(terms []placedTerm) int {
	var numbers []placedNumber
	for _, t := range terms {
		n, ok := m.tokens[t.term]
		if !ok {
			n = int32(len(m.ends))
			m.tokens[t.term], m.ends = n, append(m.ends, nil)
			h := sieveHash([]byte(t.term))
			m.sieve[h>>6] |= 1 << (h & 63)
		}
		numbers = append(numbers, placedNumber{n, t.offset})
	}
	m.phrases = append(m.phrases, numbers)
	last := numbers[len(numbers)-1].token
	m.ends[last] = append(m.ends[last], len(m.phrases)-1)
	return len(m.phrases) - 1
}

func sieveHash(term []byte) uint32 {
	h := uint32(len(term))
	for _, c := range term {
		h = h*31 + uint32(c)
	}
	return (h ^ h>>16) & 0xFFFF
}

// Phrases is how many different terms the matcher looks for: the bits of a Found.
func (m *Matcher) Phrases() int { return len(m.phrases) }

// Found are the terms found so far in the texts of one document.
type Found []uint64

// NewFound is a Found without terms.
func (m *Matcher) NewFound() Found { return make(Found, (len(m.phrases)+63)/64) }

// Look adds the terms that stand in a text; it tells whether there were any.
func (m *Matcher) Look(text string, found Found) bool {
	var recent [recentTokens]struct {
		position uint32
		token    int32
	}
	any := false
	EachToken(text, func(t Token) {
		h := sieveHash(t.Term)
		if m.sieve[h>>6]>>(h&63)&1 == 0 {
			return
		}
		n := m.tokens[string(t.Term)]
		if n == 0 {
			return
		}
		recent[t.Position%recentTokens].position, recent[t.Position%recentTokens].token = t.Position, n
		for _, p := range m.ends[n] {
			phrase := m.phrases[p]
			if first := phrase[len(phrase)-1].offset; first <= t.Position && found[p/64]>>(p%64)&1 == 0 {
				start, whole := t.Position-first, true
				for _, want := range phrase[:len(phrase)-1] {
					at := recent[(start+want.offset)%recentTokens]
					if whole = at.token == want.token && at.position == start+want.offset; !whole {
						break
					}
				}
				if whole {
					found[p/64] |= 1 << (p % 64)
					any = true
				}
			}
		}
	})
	return any
}

// Holds tells whether a condition, by its place in the list given, holds for what was found.
func (m *Matcher) Holds(condition int, found Found) bool {
	numbers := m.number[condition]
	return m.conditions[condition].root.holds(func(term int) bool {
		p := numbers[term]
		return found[p/64]>>(p%64)&1 == 1
	})
}
