package composite

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// RankRange is how sure a unit's rank is.
type RankRange struct {
	Nominal, Low, High int     // as made; the interval (Low is the better), ranks that occurred: the empirical quantiles of (1 ∓ level)/2
	Mean, Median       float64 // over the replications; NaN of a unit without a score
	Quantile5, Q95     float64 // 5 % and 95 %, interpolated (type 7) as COINr gives them
	TopShare           float64 // of replications in which it is first
}

// RankIntervals makes the index again and again, each time by choices drawn evenly and by themselves, and gives each unit the interval of ranks that holds
// at least level of them. The result depends on the seed, not on the number of cores. Saisana and others 2005, doi 10.1111/j.1467-985X.2005.00350.x.
func RankIntervals(c Choices, replications int, level float64, seed uint64) ([]RankRange, error) {
	r := newRanker(&c)
	nominal, err := r.ranked(c.nominal(), &scratch{})
	if err != nil {
		return nil, err
	}
	nominal = slices.Clone(nominal)
	units := len(nominal)
	all := make([]int32, replications*units)
	factors := len(c.Factors())
	err = parallel(replications, func(i int, s *scratch) error {
		random, u := rand.New(rand.NewPCG(seed, uint64(i))), make([]float64, factors)
		for k := range u {
			u[k] = random.Float64()
		}
		ranks, err := r.ranked(c.at(u, seed), s)
		copy(all[i*units:], ranks)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]RankRange, units)
	for u := range out {
		out[u] = rangeOf(int(nominal[u]), all, u, units, replications, level)
	}
	return out, nil
}

// rangeOf counts the ranks of one unit.
func rangeOf(nominal int, all []int32, unit, units, replications int, level float64) RankRange {
	count, sum, with := make([]int, units+1), 0, 0
	for i := range replications {
		rank := all[i*units+unit]
		count[rank]++
		sum += int(rank)
	}
	with = replications - count[0]
	r := RankRange{Nominal: nominal, Mean: math.NaN(), Median: math.NaN(), Quantile5: math.NaN(), Q95: math.NaN()}
	if with == 0 {
		return r
	}
	at := func(place int) float64 { // the rank at a place of the ordered ranks, from 0
		rank := 0
		for seen := 0; seen <= place; {
			rank++
			seen += count[rank]
		}
		return float64(rank)
	}
	between := func(p float64) float64 {
		x := p * float64(with-1)
		low := at(int(x))
		return low + (x-math.Floor(x))*(at(min(int(x)+1, with-1))-low)
	}
	tail := (1 - level) / 2
	r.Low, r.High = int(at(int(math.Floor(tail*float64(with-1))))), int(at(int(math.Ceil((1-tail)*float64(with-1)))))
	r.Mean, r.Median, r.Quantile5, r.Q95 = float64(sum)/float64(with), between(0.5), between(0.05), between(0.95)
	r.TopShare = float64(count[1]) / float64(with)
	return r
}

// parallel does n tasks on all cores, each core with its own scratch. Of several errors the first task's is given.
func parallel(n int, do func(i int, s *scratch) error) error {
	var next atomic.Int64
	var lock sync.Mutex
	var group sync.WaitGroup
	first, failed := n, error(nil)
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() {
			s := &scratch{}
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i, s); err != nil {
					lock.Lock()
					if i < first {
						first, failed = i, err
					}
					lock.Unlock()
					return
				}
			}
		})
	}
	group.Wait()
	return failed
}
