package chart

import "math"

// layout places n nodes by forces (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102) from a spiral start:
// repulsion k²/d between all, attraction d²/k along edges, a pull to the middle that keeps loose parts near, and a
// step that cools to nothing. No chance in it: the same network has the same map. O(steps · (n² + edges)).
func layout(n int, edges []Edge) [][2]float64 {
	at := spiral(n)
	const steps = 200
	for step := range steps {
		move(at, forces(at, edges), 40*(1-float64(step)/steps))
	}
	for i := range at {
		at[i] = [2]float64{math.Round(at[i][0]*100) / 100, math.Round(at[i][1]*100) / 100}
	}
	return at
}

const rest = 60 // k: the distance at which neighbours rest

// spiral is sunflower order: even density, no two at one place.
func spiral(n int) [][2]float64 {
	at := make([][2]float64, n)
	for i := range at {
		r, a := rest*0.6*math.Sqrt(float64(i)+0.5), float64(i)*2.399963229728653
		at[i] = [2]float64{r * math.Cos(a), r * math.Sin(a)}
	}
	return at
}

func forces(at [][2]float64, edges []Edge) [][2]float64 {
	f := make([][2]float64, len(at))
	for i := range at {
		push(at, f, i)
		f[i][0] -= 0.25 * at[i][0]
		f[i][1] -= 0.25 * at[i][1]
	}
	for _, e := range edges {
		dx, dy := at[e.To][0]-at[e.From][0], at[e.To][1]-at[e.From][1]
		d := math.Hypot(dx, dy) / rest
		f[e.From][0], f[e.From][1] = f[e.From][0]+dx*d, f[e.From][1]+dy*d
		f[e.To][0], f[e.To][1] = f[e.To][0]-dx*d, f[e.To][1]-dy*d
	}
	return f
}

func push(at, f [][2]float64, i int) {
	for j := range at {
		if i == j {
			continue
		}
		dx, dy := at[i][0]-at[j][0], at[i][1]-at[j][1]
		d2 := math.Max(dx*dx+dy*dy, 0.01)
		f[i][0] += dx * rest * rest / d2
		f[i][1] += dy * rest * rest / d2
	}
}

func move(at, f [][2]float64, most float64) {
	for i := range at {
		d := math.Hypot(f[i][0], f[i][1])
		if d > 0 {
			step := math.Min(d, most) / d
			at[i][0] += f[i][0] * step
			at[i][1] += f[i][1] * step
		}
	}
}
