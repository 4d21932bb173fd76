package econ

import (
	"fmt"
	"math"
	"math/bits"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Complexity of regions and industries by the method of reflections' limit.
type Complexity struct {
	ECI []float64 // of regions, mean 0 and population standard deviation 1; NaN of regions without industries
	PCI []float64 // of industries, on ECI's scale: ECI of a region is the mean PCI of what it has; NaN of industries without regions
	// Second and Third are the largest eigenvalues below the trivial 1. Where they lie close the order of regions is not settled.
	Second, Third float64
	Components    int // of the network of regions and industries; ECI means nothing unless it is 1
}

// Complex finds the economic complexity index: the eigenvector of the second largest eigenvalue of M̃ = D⁻¹ M U⁻¹ Mᵀ (D diversity, U ubiquity), found
// on the symmetric S = D^-½ M U⁻¹ Mᵀ D^-½ as D^-½v, with the sign that agrees with diversity. PCI is the mean of the eigenvector over an industry's regions
// divided by the eigenvalue, on ECI's mean and deviation as the Harvard Growth Lab does: then ECI_r is the mean of PCI over what r has. Hidalgo and Hausmann 2009, doi 10.1073/pnas.0900943106. Lanczos with full reorthogonalisation, O(steps·ones).
func Complex(p Presence) (Complexity, error) {
	turned := p.Turn()
	b := &bipartite{diversity: turned.Ubiquity(), ubiquity: p.Ubiquity(), regions: turned.lists(), industries: p.lists()}
	c := Complexity{Components: b.components()}
	if c.Components == 0 {
		return c, fmt.Errorf("no region has any industry")
	}
	solved := b
	if len(b.industries) < len(b.regions) { // M̃ of industries has the same eigenvalues
		solved = b.swap()
	}
	v, second, third := solved.second()
	c.Second, c.Third = second, third
	if solved != b {
		across := make([]float64, len(b.regions))
		b.across(v, across)
		v = across
	}
	b.scale(&c, v)
	return c, nil
}

// lists are the regions of each industry.
func (p Presence) lists() [][]uint32 {
	out := make([][]uint32, p.Industries)
	inBands(len(out), func(i int) {
		n := 0
		for _, word := range p.of(i) {
			n += bits.OnesCount64(word)
		}
		out[i] = make([]uint32, 0, n)
		for w, word := range p.of(i) {
			for ; word != 0; word &= word - 1 {
				out[i] = append(out[i], uint32(w*64+bits.TrailingZeros64(word)))
			}
		}
	})
	return out
}

type bipartite struct {
	diversity, ubiquity []int
	regions, industries [][]uint32 // industries of each region, regions of each industry
}

// components of the network among regions and industries that have any tie.
func (b *bipartite) components() int {
	seen, count := make([]bool, len(b.regions)), 0
	reached := make([]bool, len(b.industries))
	for start := range b.regions {
		if seen[start] || b.diversity[start] == 0 {
			continue
		}
		count++
		seen[start] = true
		for queue := []uint32{uint32(start)}; len(queue) > 0; queue = queue[1:] {
			for _, i := range b.regions[queue[0]] {
				if reached[i] {
					continue
				}
				reached[i] = true
				for _, r := range b.industries[i] {
					if !seen[r] {
						seen[r] = true
						queue = append(queue, r)
					}
				}
			}
		}
	}
	return count
}

// swap takes regions for industries.
func (b *bipartite) swap() *bipartite {
	return &bipartite{diversity: b.ubiquity, ubiquity: b.diversity, regions: b.industries, industries: b.regions}
}

// across puts D^-½ M U^-½ x, x of industries, into out, of regions.
func (b *bipartite) across(x, out []float64) {
	scaled := make([]float64, len(x))
	for i, u := range b.ubiquity {
		scaled[i] = x[i] / math.Sqrt(float64(max(u, 1)))
	}
	inBands(len(out), func(r int) {
		sum := 0.0
		for _, i := range b.regions[r] {
			sum += scaled[i]
		}
		out[r] = sum / math.Sqrt(float64(max(b.diversity[r], 1)))
	})
}

// apply puts S·x into out.
func (b *bipartite) apply(x, out []float64) {
	middle := make([]float64, len(b.industries))
	b.swap().across(x, middle)
	b.across(middle, out)
}

const (
	mostSteps    = 400
	stepsBetween = 8 // looks at whether it is near enough, which takes longer than a step
)

// second finds the eigenvector of the second largest eigenvalue of S, apart from the first, √diversity, which is known.
func (b *bipartite) second() (vector []float64, second, third float64) {
	n := len(b.regions)
	first := make([]float64, n)
	for r, d := range b.diversity {
		first[r] = math.Sqrt(float64(d))
	}
	floats.Scale(1/floats.Norm(first, 2), first)
	basis := [][]float64{first}
	start := make([]float64, n)
	state := uint64(1)
	for r := range start {
		state = state*6364136223846793005 + 1442695040888963407 // any fixed start that leans on no eigenvector
		if b.diversity[r] > 0 {
			start[r] = float64(state>>11)/(1<<53) - 0.5
		}
	}
	if !orthogonal(start, basis) {
		return make([]float64, n), math.NaN(), math.NaN()
	}
	basis = append(basis, start)
	var alpha, beta []float64
	for {
		next := make([]float64, n)
		last := basis[len(basis)-1]
		b.apply(last, next)
		alpha = append(alpha, floats.Dot(next, last))
		grew := orthogonal2(next, basis, &beta)
		if last := len(alpha) == min(n, mostSteps); grew && !last && len(alpha)%stepsBetween != 0 {
			basis = append(basis, next)
			continue
		}
		values, vectors := tridiagonal(alpha, beta[:len(alpha)-1])
		k := len(values) - 1
		rest := math.Abs(beta[len(beta)-1] * vectors.At(k, k)) // residual of the leading pair
		if !grew || rest < 1e-14 || len(alpha) == min(n, mostSteps) {
			out := make([]float64, n)
			for j := range alpha {
				floats.AddScaled(out, vectors.At(j, k), basis[j+1])
			}
			third = math.NaN()
			if k > 0 {
				third = values[k-1]
			}
			return out, values[k], third
		}
		basis = append(basis, next)
	}
}

// orthogonal makes x a unit vector orthogonal to all of the basis; false where nothing is left of it.
func orthogonal(x []float64, basis [][]float64) bool {
	var norm []float64
	return orthogonal2(x, basis, &norm)
}

// orthogonal2 does so twice over, for rounding, and notes the length of what was left.
func orthogonal2(x []float64, basis [][]float64, norms *[]float64) bool {
	for range 2 {
		for _, q := range basis {
			floats.AddScaled(x, -floats.Dot(x, q), q)
		}
	}
	norm := floats.Norm(x, 2)
	*norms = append(*norms, norm)
	if norm < 1e-13 {
		return false
	}
	floats.Scale(1/norm, x)
	return true
}

// tridiagonal gives the eigenvalues in rising order, with vectors in columns.
func tridiagonal(alpha, beta []float64) ([]float64, *mat.Dense) {
	n := len(alpha)
	t := mat.NewSymDense(n, nil)
	for i, a := range alpha {
		t.SetSym(i, i, a)
	}
	for i, b := range beta {
		t.SetSym(i, i+1, b)
	}
	var e mat.EigenSym
	e.Factorize(t, true)
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return e.Values(nil), &vectors
}

// scale turns the eigenvector into ECI and PCI.
func (b *bipartite) scale(c *Complexity, v []float64) {
	n := len(v)
	c.ECI, c.PCI = make([]float64, n), make([]float64, len(b.industries))
	var mean, meanD, count float64
	for r, d := range b.diversity {
		c.ECI[r] = math.NaN()
		if d > 0 {
			c.ECI[r] = v[r] / math.Sqrt(float64(d))
			mean, meanD, count = mean+c.ECI[r], meanD+float64(d), count+1
		}
	}
	mean, meanD = mean/count, meanD/count
	var square, with float64
	for r, d := range b.diversity {
		if d > 0 {
			square += (c.ECI[r] - mean) * (c.ECI[r] - mean)
			with += (c.ECI[r] - mean) * (float64(d) - meanD)
		}
	}
	sd := math.Sqrt(square / count)
	if with < 0 {
		sd = -sd // the more industries, the higher
	}
	for i := range c.PCI {
		sum := 0.0
		for _, r := range b.industries[i] {
			sum += c.ECI[r]
		}
		c.PCI[i] = (sum/float64(b.ubiquity[i])/c.Second - mean) / sd
	}
	for r := range c.ECI {
		c.ECI[r] = (c.ECI[r] - mean) / sd
	}
}
