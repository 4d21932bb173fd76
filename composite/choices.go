package composite

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Step turns the indicators of all units into the next data set.
type Step func(Columns) (Columns, error)

// Choices are an index with the ways it might have been made instead: the first of each list is how it was made.
type Choices struct {
	Raw    Columns
	Stages [][]Step        // in order
	Means  [][]Aggregation // lists as Tree.Aggregate takes
	Tree   Tree
	Noise  []float64 // weights vary evenly by ± this share: those of indicators, of the groups above them, …, the last of all above; none: they do not
	Within []int     // units are ranked among those of their number (a year); nil: among all
}

// Factors lists what varies, in the order of the stages, then aggregation, then weights; the numbers are the stages' places, −1 aggregation, −2 weights.
func (c *Choices) Factors() []int {
	var out []int
	for i, list := range c.Stages {
		if len(list) > 1 {
			out = append(out, i)
		}
	}
	if len(c.Means) > 1 {
		out = append(out, -1)
	}
	if slices.ContainsFunc(c.Noise, func(x float64) bool { return x > 0 }) {
		out = append(out, -2)
	}
	return out
}

// pick is one way to make the index.
type pick struct {
	stages  []int
	mean    int
	weights []float64 // of the nodes, of each group sharing 1
}

// nominal is how the index was made.
func (c *Choices) nominal() pick {
	return pick{stages: make([]int, len(c.Stages)), weights: c.shared(c.given())}
}

func (c *Choices) given() []float64 {
	w := make([]float64, len(c.Tree.Nodes))
	for i, n := range c.Tree.Nodes {
		w[i] = n.Weight
	}
	return w
}

// shared makes the weights of each group share 1.
func (c *Choices) shared(w []float64) []float64 {
	for p := c.Tree.Leaves; p < len(w); p++ {
		var sum float64
		for _, k := range c.Tree.Children[p] {
			sum += w[k]
		}
		if sum == 0 { // a group without anything in it
			w[p] = 0
			continue
		}
		for _, k := range c.Tree.Children[p] {
			w[k] /= sum
		}
	}
	return w
}

// at makes a pick of numbers in [0, 1), one a factor. The same number gives the same choice, and the same weights.
func (c *Choices) at(u []float64, seed uint64) pick {
	p := pick{stages: make([]int, len(c.Stages)), weights: c.given()}
	for k, f := range c.Factors() {
		switch {
		case f >= 0:
			p.stages[f] = int(u[k] * float64(len(c.Stages[f])))
		case f == -1:
			p.mean = int(u[k] * float64(len(c.Means)))
		default:
			random := rand.New(rand.NewPCG(seed, math.Float64bits(u[k])))
			for i, w := range p.weights {
				p.weights[i] = Noisy(w, c.Noise[min(c.Tree.Level[i], len(c.Noise))-1], random)
			}
		}
	}
	p.weights = c.shared(p.weights)
	return p
}

// ranker makes indices of picks fast: data sets are made once each, and a mean of means is worked in its own scale (logs, inverses) from end to end.
type ranker struct {
	*Choices
	lock    sync.Mutex
	made    map[int]*prepared // by the number of the choices
	grouped sync.Once
	units   int
	rows    [][]int // units ranked together
}

type prepared struct {
	once   sync.Once
	plain  Columns // as normalised
	leaves Columns // under the scale of the mean of the first level
	gaps   bool
	err    error
}

func newRanker(c *Choices) *ranker {
	return &ranker{Choices: c, made: map[int]*prepared{}}
}

// together sets which units are ranked together, for so many units; the choices are all to keep the same.
func (r *ranker) together(units int) error {
	r.grouped.Do(func() {
		r.units = units
		if r.Within != nil && len(r.Within) != units {
			return
		}
		at := map[int]int{}
		for u := range units {
			group := 0
			if r.Within != nil {
				group = r.Within[u]
			}
			if _, is := at[group]; !is {
				at[group] = len(r.rows)
				r.rows = append(r.rows, nil)
			}
			r.rows[at[group]] = append(r.rows[at[group]], u)
		}
	})
	if r.units != units || r.Within != nil && len(r.Within) != units {
		return fmt.Errorf("a choice keeps %d units, the index has %d", units, r.units)
	}
	return nil
}

// data is the normalised data of a pick, under the scale of its first mean.
func (r *ranker) data(p pick) (*prepared, error) {
	key := p.mean
	for i, choice := range p.stages {
		key = key*len(r.Stages[i]) + choice
	}
	r.lock.Lock()
	d := r.made[key]
	if d == nil {
		d = &prepared{}
		r.made[key] = d
	}
	r.lock.Unlock()
	d.once.Do(func() { d.make(r.Choices, p) })
	return d, d.err
}

func (d *prepared) make(c *Choices, p pick) {
	x := c.Raw
	for i, choice := range p.stages {
		if x, d.err = c.Stages[i][choice](x); d.err != nil {
			return
		}
	}
	d.plain = x
	first := c.Means[p.mean][0]
	to, _ := first.scale()
	if to == nil {
		d.leaves = x
		return
	}
	if d.err = first.fits(x); d.err != nil {
		return
	}
	d.leaves = x.Each(func(_ int, x []float64) []float64 {
		out := make([]float64, len(x))
		for u, v := range x {
			out[u] = to(v)
			d.gaps = d.gaps || math.IsNaN(v)
		}
		return out
	})
}
