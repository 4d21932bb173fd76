package geo

import (
	"math"
	"math/rand/v2"
	"testing"
)

// area of a ring, positive where it runs anticlockwise.
func area(ring []float64) (a float64) {
	for i := 0; i < len(ring); i += 2 {
		j := (i + 2) % len(ring)
		a += ring[i]*ring[j+1] - ring[j]*ring[i+1]
	}
	return a / 2
}

// TestContoursOfACone: the level h of a cone of height 1 and radius 10 is the circle of radius 10(1−h).
func TestContoursOfACone(t *testing.T) {
	g := &Grid{Left: -12, Low: -12, Cell: 0.25, Wide: 97, High: 97}
	for j := range g.High {
		for i := range g.Wide {
			g.Value = append(g.Value, 1-math.Hypot(g.Left+float64(i)*g.Cell, g.Low+float64(j)*g.Cell)/10)
		}
	}
	for _, h := range []float64{0.2, 0.5, 0.9} {
		rings := g.Contours(h)
		want := math.Pi * 100 * (1 - h) * (1 - h)
		if len(rings) != 1 || math.Abs(area(rings[0])-want) > 0.02*want {
			t.Errorf("level %g: %d rings, area %g, want %g", h, len(rings), area(rings[0]), want)
		}
	}
}

// TestContoursOfAnything: on random fields the rings hold together: area of rings, holes subtracted, is about the share of cells above the level.
func TestContoursOfAnything(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		g := &Grid{Cell: 1, Wide: 30, High: 20, Value: make([]float64, 600)}
		for j := 1; j < g.High-1; j++ {
			for i := 1; i < g.Wide-1; i++ {
				g.Value[j*g.Wide+i] = draw.Float64()
			}
		}
		sum, points := 0.0, 0
		for _, r := range g.Contours(0.5) {
			sum += area(r)
			points += len(r) / 2
		}
		above := 0
		for _, v := range g.Value {
			above += bit(v >= 0.5)
		}
		if math.Abs(sum-float64(above)) > 0.25*float64(above) {
			t.Fatalf("rings enclose %.1f, %d places are above", sum, above)
		}
		crossings := 0
		for j := range g.High {
			for i := range g.Wide {
				at := j*g.Wide + i
				if i+1 < g.Wide {
					crossings += bit((g.Value[at] >= 0.5) != (g.Value[at+1] >= 0.5))
				}
				if j+1 < g.High {
					crossings += bit((g.Value[at] >= 0.5) != (g.Value[at+g.Wide] >= 0.5))
				}
			}
		}
		if points != crossings {
			t.Fatalf("%d points for %d crossed edges", points, crossings)
		}
	}
}

func TestDensity(t *testing.T) {
	draw := rand.New(rand.NewPCG(2, 1))
	var x, y []float64
	for range 4000 {
		x, y = append(x, 100*draw.NormFloat64()), append(y, 50*draw.NormFloat64())
	}
	g := Density(x, y, 128, 20)
	sum := 0.0
	for i, v := range g.Value {
		sum += v
		if edge := i%g.Wide == 0 || i%g.Wide == g.Wide-1 || i < g.Wide || i >= len(g.Value)-g.Wide; edge && v > 0 {
			t.Fatal("density at the edge of the grid")
		}
	}
	if math.Abs(sum-4000) > 1 {
		t.Errorf("the density adds up to %g of 4000 points", sum)
	}
	// Half of a normal field lies within radius 1.177 of its deviations, here √(100²+20²) and √(50²+20²).
	levels := g.Levels(0.5, 0.9)
	if len(levels) != 2 || levels[0] <= levels[1] {
		t.Fatalf("levels %v", levels)
	}
	inside := 0.0
	for _, r := range g.Contours(levels[0]) {
		inside += area(r)
	}
	if want := math.Pi * 1.386 * math.Hypot(100, 20) * math.Hypot(50, 20); math.Abs(inside-want) > 0.1*want {
		t.Errorf("the densest half covers %g, want about %g", inside, want)
	}
	if g := Density(nil, nil, 64, 1); g.Contours(0.5) != nil {
		t.Error("no points have contours")
	}
	if g := Density([]float64{5}, []float64{5}, 64, 1); len(g.Contours(g.Levels(0.5)[0])) != 1 {
		t.Error("one point has one hill")
	}
}
