package text

import (
	"cmp"
	"slices"
)

// party is a cluster under way.
type party struct {
	members []int32 // spellings
	apart   []int32 // spellings that people hold for another party
	codes   []string
	laws    uint16
	persons bool
}

type clustering struct {
	r       *resolver
	of      []int32 // spelling → root
	party   []*party
	beside  [][]int32 // links of a spelling, as places in r.links
	tree    [][]link  // links that joined a spelling to others
	came    []bool    // spellings that are walked
	refused []link
}

// cluster joins spellings along links, the surest first and among those the most frequent names, as long as the
// constraints hold; then, where groups are wanted, parties along what links groups, so that a group is of whole parties.
func (r *resolver) cluster() *Resolution {
	c := r.clustering(slices.Concat(r.wanted.Apart, r.wanted.Unrelated))
	c.joinAll(r.links)
	out := &Resolution{}
	out.Of, out.Why = c.finish()
	out.Review, out.Near = c.review(c.refused), c.review(r.near)
	if r.wanted.Group {
		r.group = true
		for _, p := range c.party {
			if p != nil {
				p.apart = nil
			}
		}
		c.keepApart(r.wanted.Unrelated)
		c.joinAll(r.groupLinks(c.refused))
		out.Group, out.GroupWhy = c.finish()
	}
	return out
}

// groupLinks are the links refused between legal entities, and those between the members of groups.
func (r *resolver) groupLinks(refused []link) []link {
	r.links = slices.Clone(refused)
	r.linkPeople()
	r.linkGroups()
	return r.links
}

func (r *resolver) clustering(apart [][2]int32) *clustering {
	c := &clustering{r: r, of: make([]int32, len(r.list)), party: make([]*party, len(r.list)), tree: make([][]link, len(r.list)), came: make([]bool, len(r.list))}
	parties, own := make([]party, len(r.list)), make([]int32, len(r.list))
	for i, s := range r.list {
		c.of[i], own[i] = int32(i), int32(i)
		p := &parties[i]
		p.members, p.laws = own[i:i+1:i+1], anyLaw
		if s.west != nil {
			p.laws, p.persons = s.west.law, s.west.person
		}
		if s.code != "" {
			p.codes = []string{s.code}
		}
		c.party[i] = p
	}
	c.keepApart(apart)
	return c
}

func (c *clustering) keepApart(pairs [][2]int32) {
	for _, pair := range pairs {
		a, b := c.r.of[pair[0]], c.r.of[pair[1]]
		p, q := c.party[c.of[a]], c.party[c.of[b]]
		p.apart, q.apart = append(p.apart, b), append(q.apart, a)
	}
}

func (c *clustering) joinAll(links []link) {
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.tier, y.tier), cmp.Compare(y.score, x.score), cmp.Compare(y.weight, x.weight), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	c.beside = make([][]int32, len(c.r.list))
	for i, l := range links {
		c.beside[l.a] = append(c.beside[l.a], int32(i))
		c.beside[l.b] = append(c.beside[l.b], int32(i))
	}
	c.r.links, c.refused = links, nil
	for _, l := range links {
		c.try(l)
	}
}

func (c *clustering) try(l link) {
	a, b := c.of[l.a], c.of[l.b]
	if a == b {
		return
	}
	if !c.allowed(l, a, b) {
		c.refused = append(c.refused, l)
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
	p.apart = append(p.apart, q.apart...)
	for _, code := range q.codes {
		if !slices.Contains(p.codes, code) {
			p.codes = append(p.codes, code)
		}
	}
	p.laws &= q.laws
	p.persons = p.persons && q.persons
	c.party[b] = nil
}

// allowed holds a link against the constraints: what people hold apart stays apart, two codes are two legal persons,
// legal forms of different laws too (unless people are shared), all names of a person must agree with each other, and two
// parties of many spellings need more than one link of a kind that can be wrong.
func (c *clustering) allowed(l link, a, b int32) bool {
	p, q := c.party[a], c.party[b]
	if slices.ContainsFunc(p.apart, func(s int32) bool { return c.of[s] == b }) {
		return false
	}
	if l.tier <= tierCode {
		return true
	}
	if len(p.codes) > 0 && len(q.codes) > 0 && !slices.Equal(p.codes, q.codes) && (!c.r.group || l.tier < tierGroup) {
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
func (c *clustering) finish() (of []int32, why []Merge) {
	first := make([]int32, len(c.r.list)) // of each root, the spelling of the earliest mention
	for i, s := range c.r.list {
		if f := &first[c.of[i]]; *f == 0 || s.mentions[0] < c.r.list[*f-1].mentions[0] {
			*f = s.id + 1
		}
	}
	clear(c.came)
	of, why = make([]int32, len(c.r.mentions)), make([]Merge, len(c.r.mentions))
	for root, f := range first {
		if f > 0 && c.of[root] == int32(root) {
			c.walk(f-1, of, why)
		}
	}
	return of, why
}

func (c *clustering) walk(from int32, of []int32, why []Merge) {
	stands := c.r.list[from].mentions[0]
	queue := []int32{from}
	c.came[from] = true
	why[stands] = Merge{A: stands, B: stands, Score: 1}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		s := c.r.list[i]
		for k, m := range s.mentions {
			of[m] = stands
			if k > 0 {
				why[m] = Merge{m, s.mentions[0], RuleSame, 1, 0}
			}
		}
		for _, l := range c.tree[i] {
			if j := l.a + l.b - i; !c.came[j] {
				c.came[j] = true
				queue = append(queue, j)
				why[c.r.list[j].mentions[0]] = c.r.merge(l, j, i)
			}
		}
	}
}

// merge tells of a link from spelling a to b.
func (r *resolver) merge(l link, a, b int32) Merge {
	return Merge{r.list[a].mentions[0], r.list[b].mentions[0], l.rule, l.score, common2(r.list[a].people, r.list[b].people, mostCounted)}
}

// mostCounted bounds the people counted in a remark on two names.
const mostCounted = 1000
