package composite

import (
	"fmt"
	"math"
)

// AggregateMethods make one score of the scores within a group, weights w sharing 1: arithmetic Σwx, geometric exp Σw ln x, harmonic 1/Σ(w/x), generalised
// (Σw x^p)^(1/p), of what is there; copeland and outranking (Compare), topsis (TOPSIS), mpi and mpi+ (MPI), bod (BenefitOfDoubt) of whole rows.
var AggregateMethods = []string{"arithmetic", "geometric", "harmonic", "generalised", "copeland", "outranking", "topsis", "mpi", "mpi+", "bod"}

// Aggregation is one way to aggregate.
type Aggregation struct {
	Method   string
	Power    float64 // generalised: p, not 0
	Least    float64 // least share of a group's members that a unit must have; below it the score is missing
	TiesLose bool    // copeland: COINr's count
	// Share is the least part of the score that benefit of the doubt leaves to each member, in shares of 1/n; 0 restricts nothing.
	Share float64
}

// scale is the function under whose arithmetic mean a mean is one, with its inverse; nil where the method is no such mean.
func (a Aggregation) scale() (to, from func(float64) float64) {
	same := func(x float64) float64 { return x }
	inverse := func(x float64) float64 { return 1 / x }
	switch a.Method {
	case "arithmetic":
		return same, same
	case "geometric":
		return math.Log, math.Exp
	case "harmonic":
		return inverse, inverse
	case "generalised":
		return func(x float64) float64 { return math.Pow(x, a.Power) }, func(x float64) float64 { return math.Pow(x, 1/a.Power) }
	}
	return nil, nil
}

// positive tells whether the method has no meaning for numbers that are not greater than 0.
func (a Aggregation) positive() bool {
	return a.Method == "geometric" || a.Method == "harmonic" || a.Method == "generalised" && (a.Power < 1 || a.Power != math.Trunc(a.Power))
}

// Of aggregates the members of one group, a column each. A number that the method has no meaning for is an error with its member and unit.
func (a Aggregation) Of(members Columns, weights []float64) ([]float64, error) {
	if err := a.fits(members); err != nil {
		return nil, err
	}
	var score []float64
	var err error
	to, from := a.scale()
	switch a.Method {
	case "copeland", "outranking":
		d := Compare(members, weights)
		score = d.Copeland()
		if a.Method == "outranking" {
			score = d.Share
		}
	case "topsis":
		score = TOPSIS(members, weights, nil, nil).Closeness
	case "mpi", "mpi+":
		score = MPI(members, weights, a.Method == "mpi+")
	case "bod":
		score, _, err = BenefitOfDoubt(members, a.Share)
	default:
		score = weighted(members, weights, to, from)
	}
	if err != nil || a.Least == 0 {
		return score, err
	}
	there, _ := Available(members)
	for u := range score {
		if there[u] < a.Least {
			score[u] = math.NaN()
		}
	}
	return score, nil
}

func (a Aggregation) fits(members Columns) error {
	if !a.positive() {
		return nil
	}
	for i, x := range members {
		for u, v := range x {
			if v <= 0 {
				return &Nonpositive{Member: i, Unit: u, Value: v, Method: a.Method}
			}
		}
	}
	return nil
}

// Nonpositive is a number that a geometric, harmonic or generalised mean cannot take.
type Nonpositive struct {
	Member, Unit int
	Value        float64
	Method       string
}

func (e *Nonpositive) Error() string {
	return fmt.Sprintf("the %s mean takes numbers greater than 0; unit %d, member %d has %g", e.Method, e.Unit+1, e.Member+1, e.Value)
}

// weighted is the mean under a scale over the members that a unit has.
func weighted(members Columns, weights []float64, to, from func(float64) float64) []float64 {
	out := make([]float64, members.Units())
	for u := range out {
		var sum, all float64
		for i, x := range members {
			if !math.IsNaN(x[u]) {
				sum += weights[i] * to(x[u])
				all += weights[i]
			}
		}
		out[u] = from(sum / all) // 0/0 where it has none: missing
	}
	return out
}

// At is the aggregation of a level: the list's place, the last one for all levels above.
func At(list []Aggregation, level int) Aggregation { return list[min(level-2, len(list)-1)] }

// Aggregate fills every node: the indicators as they are, then group by group up to the index. how[0] is for groups of indicators (level 2), how[1]
// for the next level, the last for all above.
func (t Tree) Aggregate(leaves Columns, how []Aggregation) (Columns, error) {
	nodes := append(make(Columns, 0, len(t.Nodes)), leaves...)
	for p := t.Leaves; p < len(t.Nodes); p++ {
		var members Columns
		for _, c := range t.Children[p] {
			members = append(members, nodes[c])
		}
		score, err := At(how, t.Level[p]).Of(members, t.WeightsOf(p))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Nodes[p].Name, err)
		}
		nodes = append(nodes, score)
	}
	return nodes, nil
}
