package econ

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestWeighted_published: relatedness between the 51 traded clusters of US Cluster Mapping (2,601 pairs): cr_lc is the mean of LC-Emp and LC-Est, cr_all the standardised average of four, with the weights found on
// these data (1/σ each), to 1e-6.
func TestWeighted_published(t *testing.T) {
	rows := records(t, sharedData(t, "clusters", "us_cluster_mapping", "cluster_relatedness_51x51.csv.gz"))
	read := func(name string) *Similarity {
		s := &Similarity{51, make([]float64, 51*51)}
		codes := map[string]int{}
		for _, r := range rows {
			for _, c := range []string{r["clustera"], r["clusterb"]} {
				if _, ok := codes[c]; !ok {
					codes[c] = len(codes)
				}
			}
			s.Value[codes[r["clustera"]]*51+codes[r["clusterb"]]] = number(r[name])
		}
		if len(codes) != 51 || len(rows) != 51*51 {
			t.Fatalf("%d clusters, %d pairs", len(codes), len(rows))
		}
		return s
	}
	emp, est, io, occ := read("cr_lcemp"), read("cr_lcest"), read("cr_io"), read("cr_occ")
	lc, all := Weighted([]*Similarity{emp, est}, []float64{0.5, 0.5}, 0), read("cr_lc")
	got, want := Weighted([]*Similarity{emp, est, io, occ}, []float64{1.30812719, 1.04039729, 6.80793432, 1.3720006}, -1.18767079), read("cr_all")
	for k := range want.Value {
		near(t, "cr_lc", lc.Value[k], all.Value[k], 1e-6)
		near(t, "cr_all", got.Value[k], want.Value[k], 1e-6)
	}
}

// TestDefinitions_published: 51 traded and 16 local clusters; in each version of NAICS an industry is in one cluster: 779 traded and 309 local of 2007, 675 and 303 of 2012.
func TestDefinitions_published(t *testing.T) {
	rows := records(t, sharedData(t, "clusters", "us_cluster_mapping", "benchmark_cluster_definitions_naics.csv.gz"))
	in, clusters, count := map[string]string{}, map[string]bool{}, map[string]int{}
	for _, r := range rows {
		key := r["naics_version"] + " " + r["naics"]
		if before, ok := in[key]; ok && before != r["traded"]+r["cluster_code"] {
			t.Errorf("%s in two clusters", key)
		}
		in[key] = r["traded"] + r["cluster_code"]
		if !clusters[in[key]] {
			count[r["traded"]]++
		}
		clusters[in[key]] = true
		count[r["naics_version"]+r["traded"]]++
	}
	for key, want := range map[string]int{"TRUE": 51, "FALSE": 16, "2007TRUE": 779, "2007FALSE": 309, "2012TRUE": 675, "2012FALSE": 303} {
		if count[key] != want {
			t.Errorf("%s: %d, want %d", key, count[key], want)
		}
	}
}

// planted is a table of industries of k groups: those of a group lie in the same regions, with noise.
func planted(industries, regions, k int, noise float64, seed uint64) (Table, []int) {
	r := rand.New(rand.NewPCG(seed, 8))
	group := make([]int, industries)
	at := make([]float64, k*regions)
	for i := range at {
		at[i] = math.Exp(2 * r.NormFloat64())
	}
	t := Table{regions, industries, make([]float64, regions*industries)}
	for i := range group {
		group[i] = i % k
		for g := range regions {
			t.Amount[g*industries+i] = math.Abs(at[group[i]*regions+g] + noise*r.NormFloat64())
		}
	}
	return t, group
}

// TestGroup: every function finds planted groups again, with full scores; a definition drawn at random scores about half.
func TestGroup(t *testing.T) {
	table, group := planted(60, 80, 6, 0.5, 1)
	lc, err := Correlations(table)
	if err != nil {
		t.Fatal(err)
	}
	average, err := AverageStandardised([]*Similarity{lc, Coagglomerations(table)})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Similarity{lc, average} {
		for _, how := range Groupings {
			got, err := s.Group(how, 6, 20, 3)
			if err != nil || !slices.Equal(got, group) {
				t.Errorf("%s: %v, %v", how, got, err)
			}
			if v, _ := Validate(s, got); v.Score != 100 {
				t.Errorf("%s: score %g", how, v.Score)
			}
		}
	}
	if _, err := lc.Group("ward", 61, 1, 1); err == nil {
		t.Error("61 clusters of 60")
	}
	if _, err := Correlations(Table{3, 1, []float64{2, 2, 2}}); err == nil {
		t.Error("no variation")
	}
}

// TestMerges: chains give what searching all pairs gives.
func TestMerges(t *testing.T) {
	for seed := range uint64(4) {
		table, _ := planted(14, 20, 4, 2, seed)
		s, _ := Correlations(table)
		for _, k := range []int{2, 4, 9} {
			for _, ward := range []bool{true, false} {
				how := map[bool]string{true: "ward", false: "average"}[ward]
				got, _ := s.Group(how, k, 1, 0)
				if want := searched(s, k, ward); !slices.Equal(got, want) {
					t.Errorf("seed %d, %s, %d: %v, want %v", seed, how, k, got, want)
				}
			}
		}
	}
}

// searched joins the two clusters whose union adds least to the squares within (ward), or that are most similar on average.
func searched(s *Similarity, k int, ward bool) []int {
	groups := make([][]int, s.N)
	for i := range groups {
		groups[i] = []int{i}
	}
	row := func(i int) []float64 {
		r := slices.Clone(s.Value[i*s.N : (i+1)*s.N])
		r[i] = s.greatest()
		return r
	}
	squares := func(g []int) (sum float64) {
		for c := range s.N {
			mean := 0.0
			for _, i := range g {
				mean += row(i)[c] / float64(len(g))
			}
			for _, i := range g {
				sum += (row(i)[c] - mean) * (row(i)[c] - mean)
			}
		}
		return sum
	}
	for len(groups) > k {
		a, b, least := 0, 0, math.Inf(1)
		for i := range groups {
			for j := range i {
				cost := 0.0
				if ward {
					cost = squares(slices.Concat(groups[i], groups[j])) - squares(groups[i]) - squares(groups[j])
				} else {
					for _, x := range groups[i] {
						for _, y := range groups[j] {
							cost -= s.At(x, y) / float64(len(groups[i])*len(groups[j]))
						}
					}
				}
				if cost < least {
					a, b, least = j, i, cost
				}
			}
		}
		groups[a] = append(groups[a], groups[b]...)
		groups = slices.Delete(groups, b, b+1)
	}
	out := make([]int, s.N)
	for c, g := range groups {
		for _, i := range g {
			out[i] = c
		}
	}
	return ordered(out)
}

// TestValidate: a hand-made case, renumbering changes nothing, random parts score about half on average.
func TestValidate(t *testing.T) {
	// Two pairs: .9 and .2 within, .1 .3 .5 .3 between.
	s := &Similarity{4, []float64{0, .9, .1, .3, .9, 0, .5, .3, .1, .5, 0, .2, .3, .3, .2, 0}}
	v, err := Validate(s, []int{0, 0, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "WCR", v.Clusters[0].Within, 0.9, 1e-15)
	near(t, "BCR", v.Clusters[0].Between, 0.3, 1e-15)
	near(t, "VS-Cluster", v.ClusterAverage, 50, 0)
	near(t, "VS-Industry", v.IndustryAverage, 50, 0) // .2 < .3 for both of the second pair
	near(t, "industry", v.Industries[2].Between, 0.3, 1e-15)
	if v.Industries[2].Best != 0 {
		t.Errorf("%+v", v.Industries[2])
	}
	table, _ := planted(120, 60, 10, 1, 5)
	lc, _ := Correlations(table)
	r := rand.New(rand.NewPCG(2, 2))
	mean := 0.0
	for range 40 {
		part := make([]int, 120)
		for i := range part {
			part[i] = i % 8
		}
		r.Shuffle(120, func(i, j int) { part[i], part[j] = part[j], part[i] })
		one, err := Validate(lc, part)
		if err != nil {
			t.Fatal(err)
		}
		for i := range part {
			part[i] = 7 - part[i]
		}
		two, _ := Validate(lc, part)
		near(t, "renumbered", two.Score, one.Score, 0)
		mean += one.IndustryAverage / 40
	}
	near(t, "at random", mean, 50, 15)
	if _, err := Validate(s, []int{0, 0, 2, 2}); err == nil {
		t.Error("an empty cluster was taken")
	}
}

// TestRefine: industries put into the wrong cluster go home.
func TestRefine(t *testing.T) {
	table, group := planted(40, 60, 4, 0.5, 9)
	s, _ := Correlations(table)
	wrong := slices.Clone(group)
	wrong[0], wrong[5] = 1, 3
	got, moved, err := Refine(s, wrong, 10)
	if err != nil || moved != 2 || !slices.Equal(got, group) {
		t.Errorf("%v, %d moved, %v", got, moved, err)
	}
}

// TestInputOutputShares: i sells half of what it makes to j, which is a fifth of j's inputs: .5.
func TestInputOutputShares(t *testing.T) {
	s := InputOutputShares([]float64{5, 5, 0, 20}, 2)
	near(t, "there", s.At(0, 1), 0.5, 0)
	near(t, "back", s.At(1, 0), 0.5, 0)
}

// TestSimilarities: as the definitions of one pair.
func TestSimilarities(t *testing.T) {
	table := drawn(30, 6, 4)
	all, _, _ := table.Margins()
	turned := table.Turn()
	coi, lc := Coagglomerations(table), must(Correlations(table))
	for i := range 6 {
		for j := range 6 {
			near(t, "COI", coi.At(i, j), Coagglomeration(turned.Of(i), turned.Of(j), all), 1e-14)
			x, y := turned.Of(i), turned.Of(j)
			var n, sx, sy, sxx, syy, sxy float64 = 30, 0, 0, 0, 0, 0
			for k := range x {
				sx, sy, sxx, syy, sxy = sx+x[k], sy+y[k], sxx+x[k]*x[k], syy+y[k]*y[k], sxy+x[k]*y[k]
			}
			near(t, "LC", lc.At(i, j), (n*sxy-sx*sy)/math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy)), 1e-12)
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// BenchmarkBenchmark: similarity of 1,000 industries in 3,000 regions, and 40 clusters of them by each function.
func BenchmarkBenchmark(b *testing.B) {
	table, _ := planted(1000, 3000, 40, 1, 1)
	for b.Loop() {
		s := must(Correlations(table))
		for _, how := range Groupings {
			start := time.Now()
			part := must(s.Group(how, 40, 10, 1))
			b.ReportMetric(float64(time.Since(start).Milliseconds()), how+"-ms")
			must(Validate(s, part))
		}
	}
}
