package geo

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// blobs are dense round towns 40 km apart in a row.
func blobs(count, each int) (lat, lon []float64) {
	r := rand.New(rand.NewPCG(3, 4))
	for k := range count {
		for range each {
			lat, lon = append(lat, 36+0.01*r.NormFloat64()), append(lon, 118+float64(k)*0.445+0.01*r.NormFloat64())
		}
	}
	return lat, lon
}

func TestMerge(t *testing.T) {
	lat, lon := blobs(3, 100)
	lat, lon = append(lat, 38), append(lon, 118)
	c, err := DBSCAN(lat, lon, nil, 3, 10)
	if err != nil || c.Count != 3 {
		t.Fatalf("%d clusters, %v", c.Count, err)
	}
	for _, m := range []struct {
		km    float64
		count int
	}{{1, 3}, {20, 3}, {45, 1}} {
		got, err := c.Merge(lat, lon, m.km)
		if err != nil || got.Count != m.count || got.Cluster[300] != Noise {
			t.Errorf("within %g km: %d clusters, want %d (%v)", m.km, got.Count, m.count, err)
		}
	}
	if got, _ := c.Merge(lat, lon, 20); !slices.Equal(got.Cluster, c.Cluster) {
		t.Error("merging nothing changes the labels")
	}
}

// TestStability: towns apart are found in every draw; a thin chain of points between two of them is not.
func TestStability(t *testing.T) {
	lat, lon := blobs(2, 200)
	chain := len(lat)
	for k := range 60 {
		lat, lon = append(lat, 37), append(lon, 118+float64(k)*0.01)
	}
	cluster := func(lat, lon, weight []float64, least float64) (*Clustering, error) {
		return DBSCAN(lat, lon, weight, 2, least)
	}
	c, err := cluster(lat, lon, nil, 5)
	if err != nil {
		t.Fatal(err)
	}
	if c.Count != 3 {
		t.Fatalf("%d clusters", c.Count)
	}
	ask := Resampling{Draws: 40, Share: 0.7, Seed: 1}
	s, err := c.Stability(lat, lon, nil, 5, ask, cluster)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := c.Stability(lat, lon, nil, 5, ask, cluster)
	if !slices.Equal(s.Vote, again.Vote) || !slices.Equal(s.Cluster, again.Cluster) {
		t.Error("the same seed gives another result")
	}
	if s.Cluster[0] < 0.95 || s.Cluster[1] < 0.95 || s.Cluster[2] > 0.9 {
		t.Errorf("Jaccard %v: towns stable, the chain not", s.Cluster)
	}
	town, thin := 0.0, 0.0
	for i, v := range s.Vote {
		if v < 0 || v > 1 {
			t.Errorf("vote %g", v)
		}
		if i < chain {
			town += v / float64(chain)
		} else {
			thin += v / 60
		}
	}
	if town < 0.95 || thin > town {
		t.Errorf("votes: towns %.3f, chain %.3f", town, thin)
	}
	if _, err := c.Stability(lat, lon, nil, 5, Resampling{Draws: 1, Share: 1}, cluster); err == nil {
		t.Error("a share of 1 was taken")
	}
}
