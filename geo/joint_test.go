package geo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// someProfiles are random profiles over a few items, some of them empty.
func someProfiles(random *rand.Rand, n, items int) *Profiles {
	p := &Profiles{First: make([]int32, n+1)}
	for i := range n {
		for k := range items {
			if random.Float64() < 0.4 {
				p.Item, p.Weight = append(p.Item, int32(k)), append(p.Weight, 1+random.Float64())
			}
		}
		p.First[i+1] = int32(len(p.Item))
	}
	return p
}

// plainJoint is joint density as its definition reads: neighbours by both distances, core points, components of core points, the first component for the others.
func plainJoint(lat, lon []float64, p *Profiles, km, distance, least float64) ([]int32, []bool) {
	n := len(lat)
	dense := make([][]float64, n)
	for i := range dense {
		dense[i] = make([]float64, 16)
		for k := p.First[i]; k < p.First[i+1]; k++ {
			dense[i][p.Item[k]] = p.Weight[k]
		}
	}
	near := func(a, b int) bool {
		var ab, aa, bb float64
		for k := range dense[a] {
			ab, aa, bb = ab+dense[a][k]*dense[b][k], aa+dense[a][k]*dense[a][k], bb+dense[b][k]*dense[b][k]
		}
		return aa > 0 && bb > 0 && haversine(lat[a], lon[a], lat[b], lon[b]) <= km && 1-ab/math.Sqrt(aa*bb) <= distance+1e-12
	}
	core, of := make([]bool, n), make([]int32, n)
	for a := range n {
		count := 0
		for b := range n {
			if near(a, b) {
				count++
			}
		}
		core[a], of[a] = count > 0 && float64(count) >= least, Noise
	}
	next := int32(0)
	for a := range n {
		if !core[a] || of[a] != Noise {
			continue
		}
		of[a] = next
		for again := true; again; {
			again = false
			for x := range n {
				for y := range n {
					if core[x] && of[x] == next && core[y] && of[y] == Noise && near(x, y) {
						of[y], again = next, true
					}
				}
			}
		}
		next++
	}
	for a := range n {
		for b := range n {
			if !core[a] && core[b] && near(a, b) && (of[a] == Noise || of[b] < of[a]) {
				of[a] = of[b]
			}
		}
	}
	return of, core
}

// TestJointDBSCAN holds the kernel to the definition, for many sets of points and radii.
func TestJointDBSCAN(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	found := 0
	for range 40 {
		n := 20 + random.IntN(60)
		lat, lon := make([]float64, n), make([]float64, n)
		for i := range lat {
			lat[i], lon[i] = 36+0.4*random.Float64(), 118+0.5*random.Float64()
		}
		p := someProfiles(random, n, 6)
		km, distance, least := 2+15*random.Float64(), random.Float64(), float64(1+random.IntN(6))
		got, err := JointDBSCAN(lat, lon, p, km, distance, least)
		if err != nil {
			t.Fatal(err)
		}
		of, core := plainJoint(lat, lon, p, km, distance, least)
		if !slices.Equal(got.Cluster, of) || !slices.Equal(got.Core, core) {
			t.Errorf("%d points, %g km, %g, %g:\n%v\n%v", n, km, distance, least, got.Cluster, of)
		}
		found += got.Count
	}
	if found < 100 {
		t.Errorf("%d clusters in all: the test hardly tests", found)
	}
}

// TestJointDBSCAN_space: where any technology will do it is DBSCAN, point by point.
func TestJointDBSCAN_space(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	n := 800
	lat, lon := make([]float64, n), make([]float64, n)
	for i := range lat {
		lat[i], lon[i] = 36+random.NormFloat64(), 118+random.NormFloat64()
	}
	p := &Profiles{First: make([]int32, n+1)}
	for i := range n {
		p.Item, p.Weight, p.First[i+1] = append(p.Item, int32(i%5)), append(p.Weight, 2), int32(i+1)
	}
	got, err := JointDBSCAN(lat, lon, p, 9, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	want, err := DBSCAN(lat, lon, nil, 9, 5)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Cluster, want.Cluster) || !slices.Equal(got.Core, want.Core) || got.Count != want.Count || got.Count < 5 {
		t.Errorf("%d clusters, DBSCAN %d", got.Count, want.Count)
	}
}

func TestJointDBSCAN_refused(t *testing.T) {
	two := []float64{1, 2}
	for name, p := range map[string]*Profiles{
		"too few": {First: []int32{0, 0}}, "falling": {First: []int32{0, 2, 2}, Item: []int32{3, 1}, Weight: []float64{1, 1}},
		"nothing": {First: []int32{0, 1, 1}, Item: []int32{3}, Weight: []float64{0}},
	} {
		if _, err := JointDBSCAN(two, two, p, 1, 0.5, 2); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := JointDBSCAN(two, two, &Profiles{First: []int32{0, 0, 0}}, 1, 1.5, 2); err == nil {
		t.Error("a distance of 1.5 is taken")
	}
}
