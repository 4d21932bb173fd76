package demo

import "math"

// dice is a random source keyed by what it is for, so that any row can be made again without those before it
// (splitmix64: Steele, Lea, Flood, OOPSLA 2014, doi:10.1145/2660193.2660195).
type dice struct{ state uint64 }

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// roll keys a source by seed, purpose and number.
func roll(seed, purpose uint64, n int64) dice {
	return dice{mix(seed+0x9e3779b97f4a7c15*purpose) ^ mix(uint64(n)*0x9e3779b97f4a7c15+purpose)}
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	return mix(d.state)
}

// upto is a number of 0 … n−1.
func (d *dice) upto(n int) int { return int(d.next() >> 33 % uint64(n)) }

// unit is a number in [0, 1).
func (d *dice) unit() float64 { return float64(d.next()>>11) / (1 << 53) }

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return d.unit() < p }

// between is a number in [low, high).
func (d *dice) between(low, high float64) float64 { return low + (high-low)*d.unit() }

// normal is a standard normal number (sum of twelve uniform ones less six: within ±6, enough for scatter).
func (d *dice) normal() float64 {
	s := -6.0
	for range 12 {
		s += d.unit()
	}
	return s
}

func (d *dice) lognormal(median, sigma float64) float64 { return median * math.Exp(sigma*d.normal()) }

// pick takes one of a list.
func pick[T any](d *dice, list []T) T { return list[d.upto(len(list))] }

// wheel draws an index with given weights in constant time, to one part in its slots.
type wheel []uint16

const wheelSlots = 4096

// newWheel needs non-negative weights with a positive sum; every positive weight keeps at least one slot.
func newWheel(weights []float64) wheel {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	var out wheel
	run := 0.0
	for i, w := range weights {
		run += w
		for w > 0 && (len(out) < int(run/total*wheelSlots) || len(out) == 0 || out[len(out)-1] != uint16(i)) {
			out = append(out, uint16(i))
		}
	}
	return out
}

func (w wheel) spin(d *dice) int { return int(w[d.upto(len(w))]) }
