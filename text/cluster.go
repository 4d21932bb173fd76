package text

import (
	"cmp"
	"slices"
)

// party is a cluster under way.
type party struct {
	members []int32 // spellings
	codes   []string
	laws    uint16
	persons bool
}

type clustering struct {
	r      *resolver
	of     []int32 // spelling → root
	party  []*party
	beside [][]int32 // links of a spelling, as places in r.links
	tree   [][]link  // links that joined a spelling to others
	came   []bool    // spellings that are walked
}

// cluster joins spellings along links, the surest first and among those the most frequent names, as long as the
// constraints hold.
func (r *resolver) cluster() *Resolution {
	slices.SortFunc(r.links, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.tier, y.tier), cmp.Compare(y.score, x.score), cmp.Compare(y.weight, x.weight), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	c := &clustering{r: r, of: make([]int32, len(r.list)), party: make([]*party, len(r.list)), beside: make([][]int32, len(r.list)), tree: make([][]link, len(r.list)), came: make([]bool, len(r.list))}
	for i, s := range r.list {
		c.of[i] = int32(i)
		p := &party{members: []int32{int32(i)}, laws: anyLaw}
		if s.west != nil {
			p.laws, p.persons = s.west.law, s.west.person
		}
		if s.code != "" {
			p.codes = []string{s.code}
		}
		c.party[i] = p
	}
	for i, l := range r.links {
		c.beside[l.a] = append(c.beside[l.a], int32(i))
		c.beside[l.b] = append(c.beside[l.b], int32(i))
	}
	out := &Resolution{}
	for _, l := range r.links {
		c.try(l, out)
	}
	c.finish(out)
	return out
}

func (c *clustering) try(l link, out *Resolution) {
	a, b := c.of[l.a], c.of[l.b]
	if a == b {
		return
	}
	if !c.allowed(l, c.party[a], c.party[b]) {
		out.Review = append(out.Review, Merge{c.r.list[l.a].mentions[0], c.r.list[l.b].mentions[0], l.rule, l.score, l.shared})
		return
	}
	c.tree[l.a] = append(c.tree[l.a], l)
	c.tree[l.b] = append(c.tree[l.b], l)
	c.join(a, b)
}

// join adds the smaller party to the larger; of two alike, the later to the earlier.
func (c *clustering) join(a, b int32) {
	p, q := c.party[a], c.party[b]
	if len(p.members) < len(q.members) || len(p.members) == len(q.members) && b < a {
		a, b, p, q = b, a, q, p
	}
	for _, m := range q.members {
		c.of[m] = a
	}
	p.members = append(p.members, q.members...)
	for _, code := range q.codes {
		if !slices.Contains(p.codes, code) {
			p.codes = append(p.codes, code)
		}
	}
	p.laws &= q.laws
	p.persons = p.persons && q.persons
	c.party[b] = nil
}

// allowed holds a link against the constraints: two codes are two legal persons, legal forms of different laws too
// (unless people are shared), all names of a person must agree with each other, and two parties of many spellings
// need more than one link of a kind that can be wrong.
func (c *clustering) allowed(l link, p, q *party) bool {
	if l.tier == tierCode {
		return true
	}
	if len(p.codes) > 0 && len(q.codes) > 0 && !slices.Equal(p.codes, q.codes) {
		return false
	}
	if !c.r.group && p.laws&q.laws == 0 && l.shared < 2 {
		return false
	}
	if p.persons && q.persons && l.rule == RuleInitials && !c.personsAgree(p, q) {
		return false
	}
	return l.tier < tierRule || c.supported(l, p, q)
}

func (c *clustering) personsAgree(p, q *party) bool {
	for _, a := range p.members {
		for _, b := range q.members {
			if !samePerson(c.r.list[a].west, c.r.list[b].west) {
				return false
			}
		}
	}
	return true
}

// manySpellings: parties from this size on are joined only by several links.
const manySpellings = 8

// supported: of the spellings of the smaller party a quarter must be linked with the other.
func (c *clustering) supported(l link, p, q *party) bool {
	if len(p.members) > len(q.members) {
		p, q = q, p
	}
	if len(p.members) < manySpellings || l.tier == tierGroup {
		return true
	}
	root, linked := c.of[q.members[0]], 0
	for _, m := range p.members {
		if slices.ContainsFunc(c.beside[m], func(i int32) bool {
			x := c.r.links[i]
			return c.of[x.a] == root || c.of[x.b] == root
		}) {
			linked++
		}
	}
	return 4*linked >= len(p.members)
}

// finish names each party by its earliest mention, and walks the links from there, so that every mention tells by
// which link it came.
func (c *clustering) finish(out *Resolution) {
	first := make([]int32, len(c.r.list)) // of each root, the spelling of the earliest mention
	for i, s := range c.r.list {
		if f := &first[c.of[i]]; *f == 0 || s.mentions[0] < c.r.list[*f-1].mentions[0] {
			*f = s.id + 1
		}
	}
	out.Of, out.Why = make([]int32, len(c.r.mentions)), make([]Merge, len(c.r.mentions))
	for root, f := range first {
		if f > 0 && c.of[root] == int32(root) {
			c.walk(f-1, out)
		}
	}
}

func (c *clustering) walk(from int32, out *Resolution) {
	stands := c.r.list[from].mentions[0]
	queue := []int32{from}
	c.came[from] = true
	out.Why[stands] = Merge{A: stands, B: stands, Score: 1}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		s := c.r.list[i]
		for k, m := range s.mentions {
			out.Of[m] = stands
			if k > 0 {
				out.Why[m] = Merge{m, s.mentions[0], RuleSame, 1, 0}
			}
		}
		for _, l := range c.tree[i] {
			if j := l.a + l.b - i; !c.came[j] {
				c.came[j] = true
				queue = append(queue, j)
				m := c.r.list[j].mentions[0]
				out.Why[m] = Merge{m, s.mentions[0], l.rule, l.score, l.shared}
			}
		}
	}
}
