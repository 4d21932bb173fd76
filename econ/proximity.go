package econ

import (
	"errors"
	"math"
)

// Profiles are the technological profiles of units (firms): how many patents unit i has in each class. Row i is
// Class[At[i]:At[i+1]] with Weight beside, each class once; classes are numbered 0 … Classes−1. Weights are counts or shares,
// positive; a unit's total does not matter.
type Profiles struct {
	At      []int
	Class   []uint32
	Weight  []float64
	Classes int
}

// Proximity of two units. A unit without classes has no place in technology: all its proximities are NaN, not 0.
type Proximity struct {
	Jaffe         float64 // cosine of the profiles, 0 … 1
	Mahalanobis   float64 // Jaffe plus what runs through different but related classes; may exceed 1
	MinComplement float64 // Σ min of the shares, 0 … 1
	Shared        int     // classes that both have
}

// Adjacent is the part of Mahalanobis that runs between different classes: high where one unit works beside the fields of the other.
func (p Proximity) Adjacent() float64 { return p.Mahalanobis - p.Jaffe }

// Nearness measures proximities of units, see NewNearness.
type Nearness struct {
	p       Profiles
	share   []float64 // weights over the row's sum
	unit    []float64 // weights over the row's length
	related []float64 // Classes × Classes
}

// ErrProfiles says that the rows are not as Profiles wants them.
var ErrProfiles = errors.New("econ: profiles: rows, classes and weights do not fit together")

// mostClasses bounds the matrix of relations between classes (32 MB).
const mostClasses = 2000

// ErrClasses says that there are more classes than a matrix of their relations is kept for.
var ErrClasses = errors.New("econ: profiles of more than 2000 classes: use a wider level of the classification")

// NewNearness prepares proximities among units. With F a unit's vector of counts by class:
//
//	Jaffe          F_i·F_j / (|F_i||F_j|)                        Jaffe 1986, AER 76:984
//	Mahalanobis    X̃ β X̃', β = X̂'X̂                               Bloom, Schankerman, Van Reenen 2013, Econometrica 81:1347
//	min-complement Σ_c min(s_ic, s_jc)                           Bar, Leiponen 2012, Economics Letters 116:457
//
// s are the shares of a unit's patents by class, X̃ the shares with each unit's row of length 1, X̂ with each class's column of
// length 1: β tells how often the same units hold two classes. So Mahalanobis of a unit with itself is not 1 but grows with
// how related its own classes are. β comes from all units given: choose them as the population. Time: entries per class squared.
func NewNearness(p Profiles) (*Nearness, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	n := &Nearness{p: p, share: make([]float64, len(p.Weight)), unit: make([]float64, len(p.Weight))}
	for i := range p.Units() {
		from, to := p.At[i], p.At[i+1]
		sum, square := 0.0, 0.0
		for _, w := range p.Weight[from:to] {
			sum, square = sum+w, square+w*w
		}
		for k := from; k < to; k++ {
			n.share[k], n.unit[k] = p.Weight[k]/sum, p.Weight[k]/math.Sqrt(square)
		}
	}
	n.relate()
	return n, nil
}

// Units is the number of rows.
func (p Profiles) Units() int { return max(0, len(p.At)-1) }

func (p Profiles) check() error {
	if p.Classes > mostClasses {
		return ErrClasses
	}
	if len(p.At) == 0 || p.At[0] != 0 || p.At[len(p.At)-1] != len(p.Class) || len(p.Class) != len(p.Weight) {
		return ErrProfiles
	}
	for i := range p.Units() {
		if p.At[i] > p.At[i+1] {
			return ErrProfiles
		}
	}
	for k, c := range p.Class {
		if int(c) >= p.Classes || !(p.Weight[k] > 0) || math.IsInf(p.Weight[k], 0) {
			return ErrProfiles
		}
	}
	return nil
}

// relate makes β: the cosine of two classes' columns of shares.
func (n *Nearness) relate() {
	m := n.p.Classes
	n.related = make([]float64, m*m)
	length := make([]float64, m)
	for k, c := range n.p.Class {
		length[c] += n.share[k] * n.share[k]
	}
	for i := range n.p.Units() {
		from, to := n.p.At[i], n.p.At[i+1]
		for a := from; a < to; a++ {
			row := n.related[int(n.p.Class[a])*m:]
			for b := from; b < to; b++ {
				row[n.p.Class[b]] += n.share[a] * n.share[b]
			}
		}
	}
	for a := range m {
		for b := range m {
			if r := &n.related[a*m+b]; *r != 0 {
				*r /= math.Sqrt(length[a] * length[b])
			}
		}
	}
}

// Of puts the proximities of unit i to every unit into out, which has Units places. Several goroutines may call it at once.
// Time: units × classes of each.
func (n *Nearness) Of(i int, out []Proximity) {
	m := n.p.Classes
	unit, share, through := make([]float64, m), make([]float64, m), make([]float64, m)
	for k := n.p.At[i]; k < n.p.At[i+1]; k++ {
		c := int(n.p.Class[k])
		unit[c], share[c] = n.unit[k], n.share[k]
		for d, r := range n.related[c*m : c*m+m] {
			through[d] += n.unit[k] * r
		}
	}
	isPlaced := n.p.At[i] < n.p.At[i+1]
	for j := range out[:n.p.Units()] {
		out[j] = n.between(j, isPlaced, unit, share, through)
	}
}

func (n *Nearness) between(j int, isPlaced bool, unit, share, through []float64) Proximity {
	from, to := n.p.At[j], n.p.At[j+1]
	if !isPlaced || from == to {
		return Proximity{Jaffe: math.NaN(), Mahalanobis: math.NaN(), MinComplement: math.NaN()}
	}
	var p Proximity
	for k := from; k < to; k++ {
		c := n.p.Class[k]
		p.Mahalanobis += through[c] * n.unit[k]
		if share[c] > 0 {
			p.Jaffe += unit[c] * n.unit[k]
			p.MinComplement += min(share[c], n.share[k])
			p.Shared++
		}
	}
	return p
}
