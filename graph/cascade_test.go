package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// someSupply is a random network.
func someSupply(n, m, products int, seed uint64) Supply {
	draw := rand.New(rand.NewPCG(seed, 5))
	var s Supply
	of := make([]uint32, n)
	for v := range of {
		of[v] = uint32(draw.IntN(products))
	}
	for range m {
		from := uint32(draw.IntN(n))
		s.Supplier, s.Customer = append(s.Supplier, from), append(s.Customer, uint32(draw.IntN(n)))
		s.Value = append(s.Value, 1+9*draw.Float64())
		s.Product = append(s.Product, (of[from]+uint32(draw.IntN(4)/3))%uint32(products))
		s.Essential = append(s.Essential, draw.IntN(2) == 0)
	}
	return s
}

// plainCascade follows the definition over dense arrays, all firms at once, until nothing moves.
func plainCascade(n, products int, s Supply, failed uint32) (down, up []float64) {
	type input struct{ customer, product uint32 }
	var all, sold = make([]float64, n), make([]float64, n)
	inputs, essential, market := map[input]float64{}, map[input]bool{}, make([]float64, products)
	unit := map[input]float64{} // a supplier's sales of a product
	for i, from := range s.Supplier {
		to, p := s.Customer[i], s.Product[i]
		if from == to {
			continue
		}
		all[to] += s.Value[i]
		sold[from] += s.Value[i]
		market[p] += s.Value[i]
		inputs[input{to, p}] += s.Value[i]
		unit[input{from, p}] += s.Value[i]
		if s.Essential[i] {
			essential[input{to, p}] = true
		}
	}
	down, up = make([]float64, n), make([]float64, n)
	for moved := 1.0; moved > 1e-14; {
		moved = 0
		left := slices.Clone(market)
		for u, x := range unit {
			left[u.product] -= x * down[u.customer]
		}
		lack, other, nextUp := map[input]float64{}, make([]float64, n), make([]float64, n)
		for i, from := range s.Supplier {
			to, p := s.Customer[i], s.Product[i]
			if from == to {
				continue
			}
			gone := 1.0
			if x := unit[input{from, p}]; left[p] > x {
				gone = x / left[p]
			}
			if k := (input{to, p}); essential[k] {
				lack[k] += s.Value[i] / inputs[k] * gone * down[from]
			} else {
				other[to] += s.Value[i] / all[to] * gone * down[from]
			}
			nextUp[from] += s.Value[i] / sold[from] * up[to]
		}
		next := slices.Clone(other)
		for k, x := range lack {
			next[k.customer] = max(next[k.customer], x)
		}
		next[failed], nextUp[failed] = 1, 1
		for v := range n {
			d, u := max(down[v], min(1, next[v])), max(up[v], min(1, nextUp[v]))
			moved = max(moved, d-down[v], u-up[v])
			down[v], up[v] = d, u
		}
	}
	return down, up
}

// firmsBelow are every step-th of n firms.
func firmsBelow(n, step int) (list []uint32) {
	for v := 0; v < n; v += step {
		list = append(list, uint32(v))
	}
	return list
}

func TestCascades_definition(t *testing.T) {
	for seed := range uint64(8) {
		n, products := 9, 4
		s := someSupply(n, 20, products, seed)
		c, err := NewCascades(n, s)
		if err != nil {
			t.Fatal(err)
		}
		c.Tolerance = 1e-14
		found := map[uint32]Cascade{}
		if err := c.Each(firmsBelow(n, 1), func(v uint32, f Cascade) error { found[v] = f; return nil }); err != nil {
			t.Fatal(err)
		}
		for v := range uint32(n) {
			down, up := plainCascade(n, products, s, v)
			f, lost := c.Fail([]uint32{v})
			risk := 0.0
			for k := range lost {
				want := max(down[k], up[k])
				risk += want * c.size[k]
				if math.Abs(lost[k]-want) > 1e-9 {
					t.Errorf("seed %d, %d fails: firm %d loses %.12g, the definition says %.12g", seed, v, k, lost[k], want)
				}
			}
			if math.Abs(f.Risk-risk) > 1e-9 || found[v] != f {
				t.Errorf("seed %d, firm %d: risk %g alone, %g among all, the definition says %g", seed, v, f.Risk, found[v].Risk, risk)
			}
			if f.Risk < f.Own-1e-12 || f.Risk > 1+1e-12 {
				t.Errorf("risk %g, own share %g", f.Risk, f.Own)
			}
		}
	}
}

// TestCascades_linear: without essential inputs and without substitutes, what is lost downstream is L_kl/L_kk of the Leontief inverse of purchase shares,
// upstream that of sales shares (Ghosh): hypothetical extraction.
func TestCascades_linear(t *testing.T) {
	n := 9
	draw := rand.New(rand.NewPCG(8, 8))
	var s Supply
	for i := range n {
		for j := range n {
			if i != j && i != n-1 && j != 0 && draw.Float64() < 0.4 { // firm 0 buys nothing, the last sells nothing
				s.Supplier, s.Customer, s.Value = append(s.Supplier, uint32(i)), append(s.Customer, uint32(j)), append(s.Value, 1+draw.Float64())
			}
		}
	}
	for j := 1; j < n; j++ { // all hang on 0, and the last buys from all
		s.Supplier, s.Customer, s.Value = append(s.Supplier, 0, uint32(j-1)), append(s.Customer, uint32(j), uint32(n-1)), append(s.Value, 1, 1)
	}
	s.Essential = make([]bool, len(s.Value))
	c, err := NewCascades(n, s)
	if err != nil {
		t.Fatal(err)
	}
	c.Tolerance = 1e-15
	bought, sold := make([]float64, n), make([]float64, n)
	for i, v := range s.Value {
		bought[s.Customer[i]] += v
		sold[s.Supplier[i]] += v
	}
	a, b := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	for i := range n {
		a.Set(i, i, 1)
		b.Set(i, i, 1)
	}
	for i, v := range s.Value {
		from, to := int(s.Supplier[i]), int(s.Customer[i])
		a.Set(from, to, a.At(from, to)-v/bought[to])
		b.Set(from, to, b.At(from, to)-v/sold[from])
	}
	var leontief, ghosh mat.Dense
	if err := leontief.Inverse(a); err != nil {
		t.Fatal(err)
	}
	if err := ghosh.Inverse(b); err != nil {
		t.Fatal(err)
	}
	for k := range n {
		_, lost := c.Fail([]uint32{uint32(k)})
		for v := range n {
			want := max(leontief.At(k, v)/leontief.At(k, k), ghosh.At(v, k)/ghosh.At(k, k))
			if math.Abs(lost[v]-want) > 1e-11 {
				t.Errorf("%d fails, %d loses %.14g, the inverse says %.14g", k, v, lost[v], want)
			}
		}
	}
}

// TestCascades_essential: nothing is worse than all inputs essential. (With some essential, the rest falls in weight, so that one more essential
// input may lessen the loss; Diem et al. hold essential inputs constant in the linear part.)
func TestCascades_essential(t *testing.T) {
	for seed := range uint64(20) {
		n := 20
		s := someSupply(n, 60, 5, seed+100)
		all, none := s, s
		all.Essential, none.Essential = nil, make([]bool, len(s.Value))
		some, err := NewCascades(n, s)
		if err != nil {
			t.Fatal(err)
		}
		most, _ := NewCascades(n, all)
		least, _ := NewCascades(n, none)
		unique := all
		unique.Product = nil
		alone, _ := NewCascades(n, unique)
		for v := range uint32(n) {
			f, _ := some.Fail([]uint32{v})
			m, _ := most.Fail([]uint32{v})
			l, _ := least.Fail([]uint32{v})
			u, _ := alone.Fail([]uint32{v})
			if m.Risk < f.Risk-1e-6 || m.Risk < l.Risk-1e-6 || u.Risk < m.Risk-1e-6 {
				t.Errorf("firm %d: %g with all essential, %g with some, %g with none, %g without substitutes", v, m.Risk, f.Risk, l.Risk, u.Risk)
			}
		}
	}
}

func TestCascades_byHand(t *testing.T) {
	// 0 and 1 sell product 0 to 2, half each; 2 sells product 1 to 3. 0 fails: 1's market share is all that is left, so that 2 lacks
	// 0's half in full, 3 as much. Up, nothing but 0 itself is hit.
	s := Supply{Supplier: []uint32{0, 1, 2}, Customer: []uint32{2, 2, 3}, Value: []float64{5, 5, 10}, Product: []uint32{0, 0, 1}}
	c, err := NewCascades(4, s)
	if err != nil {
		t.Fatal(err)
	}
	f, lost := c.Fail([]uint32{0})
	if want := []float64{1, 0, 0.5, 0.5}; !slices.Equal(lost, want) {
		t.Errorf("lost %v, want %v", lost, want)
	}
	if math.Abs(f.Risk-(5+5)/20.0) > 1e-12 || f.Own != 0.25 || f.Hit != 2 {
		t.Errorf("%+v", f)
	}
	// with 45 more of product 0 sold elsewhere, 0's share of what is left is 5/50: nine tenths are replaced
	s = Supply{Supplier: []uint32{0, 1, 2, 4}, Customer: []uint32{2, 2, 3, 5}, Value: []float64{5, 5, 10, 45}, Product: []uint32{0, 0, 1, 0}}
	if c, err = NewCascades(6, s); err != nil {
		t.Fatal(err)
	}
	if _, lost = c.Fail([]uint32{0}); math.Abs(lost[2]-0.05) > 1e-12 || math.Abs(lost[3]-0.05) > 1e-12 {
		t.Errorf("lost %v", lost)
	}
	for name, bad := range map[string]Supply{
		"length": {Supplier: []uint32{0}}, "node": {Supplier: []uint32{9}, Customer: []uint32{0}, Value: []float64{1}},
		"value": {Supplier: []uint32{0}, Customer: []uint32{1}, Value: []float64{-1}}} {
		if _, err := NewCascades(2, bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
