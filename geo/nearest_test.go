package geo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNearestNeighbours: four towns on a meridian at 0, 1, 3 and 7 degrees: the two nearest are seen by hand, and that being near need not be mutual.
func TestNearestNeighbours(t *testing.T) {
	w, err := NearestNeighbours([]float64{0, 1, 3, 7}, []float64{0, 0, 0, 0}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if want := []int32{1, 2, 0, 2, 0, 1, 1, 2}; !slices.Equal(w.Other, want) || w.Weight[0] != 0.5 {
		t.Errorf("%v %v, want %v at 0.5", w.Other, w.Weight, want)
	}
	for name, bad := range map[string]func() error{
		"no neighbour": func() error { _, err := NearestNeighbours([]float64{0, 1}, []float64{0, 0}, 2); return err },
		"no place":     func() error { _, err := NearestNeighbours([]float64{0, math.NaN()}, []float64{0, 0}, 1); return err },
	} {
		if bad() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// TestNearestNeighbours_planted: a made-up gradient over 40 scattered places is found, and values that are shuffled over the same places are called likeness about as often
// as the level says: 5 % on the side of likeness, of 400 shuffles.
func TestNearestNeighbours_planted(t *testing.T) {
	const n, tries = 40, 400
	draw := rand.New(rand.NewPCG(11, 7))
	lat, lon, rising := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		lat[i], lon[i] = 34+4*draw.Float64(), 115+7*draw.Float64()
		rising[i] = 10*(lon[i]-115) + draw.NormFloat64()
	}
	w, err := NearestNeighbours(lat, lon, 4)
	if err != nil {
		t.Fatal(err)
	}
	planted, err := Moran(rising, w, 999, 1)
	if err != nil || planted.Value < 0.6 || planted.PShuffled != 0.001 || planted.PRandom > 1e-6 {
		t.Errorf("the gradient: %+v %v", planted, err)
	}
	found := 0
	for try := range tries {
		values := slices.Clone(rising)
		draw.Shuffle(n, func(i, j int) { values[i], values[j] = values[j], values[i] })
		m, err := Moran(values, w, 199, uint64(try))
		if err != nil {
			t.Fatal(err)
		}
		if m.PShuffled <= 0.05 && m.Value > m.Expected {
			found++
		}
	}
	t.Logf("I = %.3f of the gradient; likeness found in %d of %d shuffles", planted.Value, found, tries)
	if share := float64(found) / tries; share > 0.09 || share < 0.02 {
		t.Errorf("likeness in %.3f of the shuffles", share)
	}
}
