package main

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"unsafe"

	"asterism/geo"
)

// pointFigures: density clustering of points around towns, 15 km and 10 points, exact by the great circle; a tenth of them beside scikit-learn.
type pointFigures struct {
	Points, Clusters int
	Ours             timing // reading the columns included
	Memory           memory
	Few              int // points that scikit-learn can do
	OursFew, Sklearn timing
	SklearnPeak      float64
}

const (
	allPoints, fewPoints = 2_000_000, 200_000
	pointKm, pointLeast  = 15, 10
)

func measurePoints(ctx context.Context, b *bench, p *report) error {
	f := &pointFigures{Points: int(allPoints * b.scale), Few: int(fewPoints * b.scale)}
	p.Points = f
	many, few := filepath.Join(b.dir, "points"), filepath.Join(b.dir, "fewpoints")
	defer os.Remove(many)
	defer os.Remove(few)
	if err := writePoints(many, f.Points); err != nil {
		return err
	}
	if err := writePoints(few, f.Few); err != nil {
		return err
	}
	check := 0
	for range b.runs {
		r, err := inChild(ctx, "points", many, 0)
		if err != nil {
			return err
		}
		f.Clusters, f.Memory = r.Count, worse(f.Memory, r.memory)
		f.Ours.add(r.Seconds, r.CPU)
		part, err := inChild(ctx, "points", few, 0)
		if err != nil {
			return err
		}
		check = part.Count
		f.OursFew.add(part.Seconds, part.CPU)
		say("DBSCAN of %d points: %.2f s, %d clusters, %.0f MB; of %d %.3f s", f.Points, r.Seconds, r.Count, r.Peak, f.Few, part.Seconds)
	}
	return f.peer(ctx, few, check)
}

// writePoints: 1,500 towns of uneven size and 15 % scattered over the earth; latitudes, then longitudes, degrees.
func writePoints(path string, n int) error {
	r := rand.New(rand.NewPCG(42, 13))
	towns := make([][3]float64, 1500)
	for i := range towns {
		towns[i] = [3]float64{130*r.Float64() - 60, 360*r.Float64() - 180, 0.02 + 0.08*r.Float64()}
	}
	x := make([]float64, 2*n)
	for i := range n {
		lat, lon := 130*r.Float64()-60, 360*r.Float64()-180
		if r.Float64() > 0.15 {
			t := towns[int(1500*math.Pow(r.Float64(), 2))]
			lat, lon = t[0]+t[2]*r.NormFloat64(), math.Remainder(t[1]+t[2]*r.NormFloat64(), 360)
		}
		x[i], x[n+i] = lat, lon
	}
	return os.WriteFile(path, unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), 8*len(x)), 0o644)
}

// runPoints reads and clusters, and counts the clusters.
func runPoints(_ context.Context, path string) (int, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	x := unsafe.Slice((*float64)(unsafe.Pointer(&data[0])), len(data)/8)
	c, err := geo.DBSCAN(x[:len(x)/2], x[len(x)/2:], nil, pointKm, pointLeast)
	if err != nil {
		return 0, err
	}
	return c.Count, nil
}

//go:embed peers/points.py
var pointPeer string

func (f *pointFigures) peer(ctx context.Context, file string, check int) error {
	var r struct {
		Seconds float64
		Check   int
		Peak    float64
	}
	ran, err := inPython(ctx, &f.Sklearn, "sklearn", pointPeer, &r, file, fmt.Sprint(pointKm), fmt.Sprint(pointLeast))
	if err != nil || !ran {
		return err
	}
	if r.Check != check {
		return fmt.Errorf("scikit-learn finds %d clusters, we %d", r.Check, check)
	}
	f.Sklearn.Wall, f.SklearnPeak = append(f.Sklearn.Wall, r.Seconds), r.Peak
	say("scikit-learn, %d points: %.1f s, %.0f MB", f.Few, r.Seconds, r.Peak)
	return nil
}
