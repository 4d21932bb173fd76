package econ

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Density tells of every region and industry how much of what is related to the industry the region has: Σ_k φ_ik M_rk / Σ_k φ_ik over proximities φ, 0 …
// 1, region by region. withoutSelf leaves φ_ii out, which otherwise raises the density of what a region already has (py-ecomplexity and
// economiccomplexity keep it, EconGeo does not). NaN where an industry is related to none. Hidalgo et al. 2007, doi 10.1126/science.1144581.
// Eight industries at a time: the sums of all 256 choices of them are made once and added by bytes of the presence. O(regions × industries² / 8),
// on all cores.
func (p Presence) Density(t *CoOccurrence, withoutSelf bool) []float64 {
	turned := p.Turn() // a row a region, a bit an industry
	out := make([]float64, p.Regions*p.Industries)
	chunks := (t.N + columnChunk - 1) / columnChunk
	inBands(chunks, func(c int) {
		from := c * columnChunk
		newChunk(t, from, min(columnChunk, t.N-from), withoutSelf).density(turned, out)
	})
	return out
}

// columnChunk are the industries worked at together: the sums of their choices stay in a core's cache.
const columnChunk = 64

// chunk is a band of columns of the proximities: φ of every industry k with the columns.
type chunk struct {
	t           *CoOccurrence
	from, wide  int
	withoutSelf bool
	total       []float64
	sums        []float64 // 256 rows of wide
}

func newChunk(t *CoOccurrence, from, wide int, withoutSelf bool) *chunk {
	return &chunk{t, from, wide, withoutSelf, make([]float64, wide), make([]float64, 256*wide)}
}

func (c *chunk) proximities(k int, into []float64) {
	for x := range into {
		into[x] = c.t.Proximity(k, c.from+x)
		if c.withoutSelf && c.from+x == k {
			into[x] = 0
		}
	}
	floats.Add(c.total, into)
}

func (c *chunk) density(turned Presence, out []float64) {
	n := c.t.N
	for block := range (n + 7) / 8 {
		c.choices(block)
		for r := range turned.Industries { // of the turned presence: regions
			if b := turned.of(r)[block/8] >> (block % 8 * 8) & 255; b != 0 {
				floats.Add(out[r*n+c.from:r*n+c.from+c.wide], c.sums[int(b)*c.wide:(int(b)+1)*c.wide])
			}
		}
	}
	for x, total := range c.total {
		if total == 0 {
			c.total[x] = math.NaN()
		}
	}
	for r := range turned.Industries {
		floats.Div(out[r*n+c.from:r*n+c.from+c.wide], c.total)
	}
}

// choices makes the sums of all choices of the eight industries of a block: each is a smaller choice and one more.
func (c *chunk) choices(block int) {
	for bit := range 8 {
		one := c.sums[c.wide<<bit : c.wide<<bit+c.wide]
		clear(one)
		if k := block*8 + bit; k < c.t.N {
			c.proximities(k, one)
		}
		for b := 1; b < 1<<bit; b++ {
			floats.AddTo(c.sums[(1<<bit+b)*c.wide:(1<<bit+b+1)*c.wide], c.sums[b*c.wide:(b+1)*c.wide], one)
		}
	}
}
