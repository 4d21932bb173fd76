package graph

// Strong finds the strongly connected components: of[v] is the component of v, 0 … count-1. Components are numbered
// against the arcs: an arc between components leads to the lower number. Tarjan 1972, doi 10.1137/0201010, without
// recursion. O(n+m) time, 17n bytes.
func Strong(g *Graph) (of []uint32, count int) {
	n := g.Nodes()
	s := &strong{g: g, of: make([]uint32, n), low: make([]uint32, n), next: make([]uint32, n), rank: 1}
	for v := range uint32(n) {
		if s.low[v] == 0 {
			s.visit(v)
		}
	}
	return s.of, s.count
}

// strong is the state: low is 0 for a node not met, done for one whose component is known.
type strong struct {
	g               *Graph
	of, low, next   []uint32
	path, component []uint32
	rank            uint32
	count           int
}

const done = ^uint32(0)

func (s *strong) visit(root uint32) {
	s.enter(root)
	for len(s.path) > 0 {
		v := s.path[len(s.path)-1]
		if w, ok := s.unmet(v); ok {
			s.enter(w)
			continue
		}
		s.path = s.path[:len(s.path)-1]
		s.leave(v)
	}
}

func (s *strong) enter(v uint32) {
	s.low[v], s.of[v] = s.rank, s.rank // of holds the rank until the component is known
	s.rank++
	s.next[v] = s.g.OutAt[v]
	s.path = append(s.path, v)
	s.component = append(s.component, v)
}

// unmet is the next target of v that was not met.
func (s *strong) unmet(v uint32) (uint32, bool) {
	for s.next[v] < s.g.OutAt[v+1] {
		w := s.g.Out[s.next[v]]
		if s.low[w] == 0 {
			return w, true
		}
		s.next[v]++
		if s.low[w] != done {
			s.low[v] = min(s.low[v], s.low[w])
		}
	}
	return 0, false
}

func (s *strong) leave(v uint32) {
	if s.low[v] != s.of[v] {
		return
	}
	for {
		w := s.component[len(s.component)-1]
		s.component = s.component[:len(s.component)-1]
		s.of[w], s.low[w] = uint32(s.count), done
		if w == v {
			s.count++
			return
		}
	}
}
