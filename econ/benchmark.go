package econ

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Groupings are the functions that make clusters out of similarities.
var Groupings = []string{"ward", "average", "k-means"}

// Group parts industries into k clusters, numbered from 0 in order of their first industry. ward and k-means look at the Euclidean distance between rows of the similarity matrix (its diagonal at its greatest
// value); average at greatest value less similarity. k-means keeps the best of restarts from k-means++ draws (seeded). Delgado, Porter and Stern 2016, doi 10.1093/jeg/lbv017.
func (s *Similarity) Group(how string, k, restarts int, seed uint64) ([]int, error) {
	list, err := s.Groups(how, []int{k}, restarts, seed)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// Groups does Group for several numbers of clusters at once.
func (s *Similarity) Groups(how string, counts []int, restarts int, seed uint64) ([][]int, error) {
	for _, k := range counts {
		if k < 1 || k > s.N {
			return nil, fmt.Errorf("%d clusters of %d industries", k, s.N)
		}
	}
	out := make([][]int, len(counts))
	switch how {
	case "k-means":
		gram := s.gram()
		for c, k := range counts {
			out[c] = ordered(kMeans(gram, s.N, k, max(1, restarts), seed))
		}
	case "ward", "average":
		merges := s.merges(how == "ward")
		for c, k := range counts {
			out[c] = cut(merges, s.N, k)
		}
	default:
		return nil, fmt.Errorf("no clustering %q: one of %v", how, Groupings)
	}
	return out, nil
}

func (s *Similarity) greatest() float64 {
	most := math.Inf(-1)
	s.pairs(func(x float64) { most = max(most, x) })
	return most
}

// gram holds the products of rows, the diagonal of similarity at its greatest value.
func (s *Similarity) gram() []float64 {
	rows, most := slices.Clone(s.Value), s.greatest()
	for i := range s.N {
		rows[i*s.N+i] = most
	}
	return product(rows, s.N, s.N).Value
}

// merge of two clusters, called by an industry of each, at a height.
type merge struct {
	a, b   int
	height float64
}

// merges by nearest-neighbour chains (Murtagh 1983), distances updated after Lance and Williams; by rising height.
func (s *Similarity) merges(ward bool) []merge {
	n := s.N
	d := make([]float64, n*n)
	if ward {
		gram := s.gram()
		for i := range n {
			for j := range n {
				d[i*n+j] = gram[i*n+i] + gram[j*n+j] - 2*gram[i*n+j]
			}
		}
	} else {
		most := s.greatest()
		for k, x := range s.Value {
			d[k] = most - x
		}
	}
	size, alive := slices.Repeat([]float64{1}, n), slices.Repeat([]bool{true}, n)
	var list []merge
	var chain []int
	for len(list) < n-1 {
		if len(chain) == 0 {
			chain = append(chain, slices.Index(alive, true))
		}
		a := chain[len(chain)-1]
		b, least := -1, math.Inf(1)
		if len(chain) > 1 {
			b = chain[len(chain)-2]
			least = d[a*n+b]
		}
		for j := range n {
			if alive[j] && j != a && d[a*n+j] < least {
				b, least = j, d[a*n+j]
			}
		}
		if len(chain) < 2 || b != chain[len(chain)-2] {
			chain = append(chain, b)
			continue
		}
		chain = chain[:len(chain)-2]
		list = append(list, merge{a, b, least})
		for j := range n {
			if !alive[j] || j == a || j == b {
				continue
			}
			x := (size[a]*d[a*n+j] + size[b]*d[b*n+j]) / (size[a] + size[b])
			if ward {
				x = ((size[a]+size[j])*d[a*n+j] + (size[b]+size[j])*d[b*n+j] - size[j]*least) / (size[a] + size[b] + size[j])
			}
			d[b*n+j], d[j*n+b] = x, x
		}
		size[b], alive[a] = size[a]+size[b], false
	}
	slices.SortStableFunc(list, func(a, b merge) int { return cmp.Compare(a.height, b.height) })
	return list
}

// cut does the first merges, until k clusters are left.
func cut(list []merge, n, k int) []int {
	up := make([]int, n)
	for i := range up {
		up[i] = i
	}
	root := func(i int) int {
		for up[i] != i {
			i = up[i]
		}
		return i
	}
	for _, m := range list[:n-k] {
		up[root(m.a)] = root(m.b)
	}
	out := make([]int, n)
	for i := range out {
		out[i] = root(i)
	}
	return ordered(out)
}

// ordered numbers clusters by their first member.
func ordered(cluster []int) []int {
	number := map[int]int{}
	for i, c := range cluster {
		if _, ok := number[c]; !ok {
			number[c] = len(number)
		}
		cluster[i] = number[c]
	}
	return cluster
}

// kMeans of rows known by their products: the squared distance to the mean of a cluster is G_ii − 2·mean_j G_ij + mean_jk G_jk.
func kMeans(gram []float64, n, k, restarts int, seed uint64) (best []int) {
	least := math.Inf(1)
	for try := range restarts {
		r := rand.New(rand.NewPCG(seed, uint64(try)))
		cluster := started(gram, n, k, r)
		total := lloyd(gram, n, k, cluster)
		if total < least-1e-12*math.Abs(least) || best == nil {
			best, least = cluster, total
		}
	}
	return best
}

// started draws centres by k-means++ (Arthur and Vassilvitskii 2007) and gives everyone the nearest.
func started(gram []float64, n, k int, r *rand.Rand) []int {
	distance := func(i, j int) float64 { return max(0, gram[i*n+i]+gram[j*n+j]-2*gram[i*n+j]) }
	nearest, cluster := slices.Repeat([]float64{math.Inf(1)}, n), make([]int, n)
	centre := r.IntN(n)
	for c := range k {
		sum := 0.0
		for i := range n {
			if d := distance(i, centre); d < nearest[i] || i == centre {
				nearest[i], cluster[i] = d, c
			}
			sum += nearest[i]
		}
		at := r.Float64() * sum
		for i := range n {
			if at -= nearest[i]; at < 0 {
				centre = i
				break
			}
		}
		if sum == 0 {
			centre = min(centre+1, n-1)
		}
	}
	return cluster
}

// lloyd moves rows to the nearest mean until none moves; a cluster never loses its last row. It gives the sum of squared distances.
func lloyd(gram []float64, n, k int, cluster []int) (total float64) {
	const rounds = 300
	for range rounds {
		size, to, within := make([]float64, k), make([]float64, n*k), make([]float64, k)
		for _, c := range cluster {
			size[c]++
		}
		for i, own := range cluster {
			row := to[i*k : (i+1)*k]
			for j, c := range cluster {
				row[c] += gram[i*n+j]
			}
			within[own] += row[own]
		}
		left, moved := slices.Clone(size), false
		total = 0
		for i, own := range cluster {
			nearest, least := closest(gram[i*n+i], to[i*k:(i+1)*k], within, size, own)
			total += least
			if nearest != own && left[own] > 1 {
				cluster[i], moved = nearest, true
				left[own]--
				left[nearest]++
			}
		}
		if !moved {
			break
		}
	}
	return total
}

// closest mean to a row; its own where no other is closer.
func closest(self float64, to, within, size []float64, own int) (int, float64) {
	distance := func(c int) float64 { return self - 2*to[c]/size[c] + within[c]/(size[c]*size[c]) }
	nearest, least := own, distance(own)
	for c := range size {
		if d := distance(c); size[c] > 0 && d < least-1e-12*math.Abs(self) {
			nearest, least = c, d
		}
	}
	return nearest, least
}
