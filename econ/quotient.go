package econ

import "math"

// Quotients are location quotients of a table and what is made of them, in the table's order. NaN where a margin is 0.
type Quotients struct {
	Expected  []float64 // E = region total · industry total / total
	LQ        []float64 // amount / E; Balassa's RCA of trade and RTA of patents are the same number
	Additive  []float64 // share of the region in the industry less its share in all
	Symmetric []float64 // (LQ−1)/(LQ+1), −1 … 1
	Log       []float64 // ln LQ; NaN where LQ is 0
	Z         []float64 // z-score of LQ over the regions of an industry (O'Donoghue and Gleave 2004); above 1.96: a cluster
	ZLog      []float64 // z-score of ln LQ over the regions that have the industry (Tian 2013)
	Shrunk    []float64 // posterior mean (amount + a)/(E + b): few jobs are pulled to the industry's mean
	Low, High []float64 // Poisson interval of LQ, for amounts that are counts
}

// QuotientOptions are the conventions.
type QuotientOptions struct {
	Population bool    // divide by n in standard deviations; else by n−1, as R does
	Z          float64 // of the interval; 0: 1.96 (95 %)
}

// Locate makes the quotients: LQ = (e_ij/e_j)/(e_i/e). O'Donoghue and Gleave 2004, doi 10.1080/0034340042000265261; Tian 2013, doi
// 10.1080/00343404.2012.750428. The gamma-Poisson shrinkage takes its a and b from each industry's regions by moments (Marshall 1991, doi
// 10.2307/2347593): a = m²/A, b = m/A with m = Σe/ΣE = 1 and A = ΣE(LQ−1)²/ΣE − m/(ΣE/n); A ≤ 0 leaves m alone. The interval is Byar's
// approximation of the exact Poisson limits: e(1 − 1/9e − z/3√e)³/E … f(1 − 1/9f + z/3√f)³/E with f = e + 1 (Breslow and Day 1987, Statistical
// Methods in Cancer Research II, p. 69).
func Locate(t Table, o QuotientOptions) Quotients {
	n := len(t.Amount)
	var q Quotients
	for _, list := range []*[]float64{&q.Expected, &q.LQ, &q.Additive, &q.Symmetric, &q.Log, &q.Z, &q.ZLog, &q.Shrunk, &q.Low, &q.High} {
		*list = make([]float64, n)
	}
	region, industry, all := t.Margins()
	for r := range t.Regions {
		for i, e := range t.Of(r) {
			q.cell(r*t.Industries+i, e, region[r], industry[i], all, o)
		}
	}
	for i := range t.Industries {
		q.scores(t, i, o)
	}
	return q
}

func (q *Quotients) cell(k int, e, region, industry, all float64, o QuotientOptions) {
	if region <= 0 || industry <= 0 {
		for _, list := range [][]float64{q.Expected, q.LQ, q.Additive, q.Symmetric, q.Log, q.Low, q.High} {
			list[k] = math.NaN()
		}
		return
	}
	x := region * industry / all
	q.Expected[k], q.LQ[k] = x, (e/region)/(industry/all)
	q.Additive[k] = e/industry - region/all
	q.Symmetric[k] = (q.LQ[k] - 1) / (q.LQ[k] + 1)
	q.Log[k] = math.NaN()
	if e > 0 {
		q.Log[k] = math.Log(q.LQ[k])
	}
	z := o.Z
	if z == 0 {
		z = 1.959963984540054
	}
	if e > 0 {
		q.Low[k] = byar(e, -z) / x
	}
	q.High[k] = byar(e+1, z) / x
}

func byar(n, z float64) float64 { return n * math.Pow(1-1/(9*n)+z/(3*math.Sqrt(n)), 3) }

// scores compares the regions of one industry.
func (q *Quotients) scores(t Table, i int, o QuotientOptions) {
	lq, logs := make([]float64, t.Regions), make([]float64, t.Regions)
	for r := range lq {
		lq[r], logs[r] = q.LQ[r*t.Industries+i], q.Log[r*t.Industries+i]
	}
	mean, sd := moments(lq, o.Population)
	meanLog, sdLog := moments(logs, o.Population)
	a, b := q.prior(t, i)
	for r := range lq {
		k := r*t.Industries + i
		q.Z[k], q.ZLog[k] = (lq[r]-mean)/sd, (logs[r]-meanLog)/sdLog
		q.Shrunk[k] = (t.Amount[k] + a) / (q.Expected[k] + b)
		if math.IsInf(b, 1) {
			q.Shrunk[k] = 1 + 0*q.LQ[k] // no more difference than chance makes; NaN stays
		}
	}
}

// prior is the gamma prior of an industry's quotients; infinite where they differ no more than Poisson counts would.
func (q *Quotients) prior(t Table, i int) (a, b float64) {
	var sum, spread, n float64
	for r := range t.Regions {
		k := r*t.Industries + i
		if x := q.Expected[k]; x > 0 {
			sum, n = sum+x, n+1
			spread += x * (q.LQ[k] - 1) * (q.LQ[k] - 1)
		}
	}
	between := spread/sum - n/sum
	if !(between > 0) {
		return math.Inf(1), math.Inf(1)
	}
	return 1 / between, 1 / between
}

// moments are the mean and standard deviation of what is known; NaN where fewer than two values are.
func moments(x []float64, population bool) (mean, sd float64) {
	var n, sum, squares float64
	for _, v := range x {
		if !math.IsNaN(v) {
			n, sum = n+1, sum+v
		}
	}
	mean = sum / n
	for _, v := range x {
		if !math.IsNaN(v) {
			squares += (v - mean) * (v - mean)
		}
	}
	if population {
		return mean, math.Sqrt(squares / n)
	}
	return mean, math.Sqrt(squares / (n - 1))
}

// RCA is LQ alone, in the table's order: (e_ij/e_j)/(e_i/e). Balassa 1965, doi 10.1111/j.1467-9957.1965.tb00050.x.
func RCA(t Table) []float64 {
	region, share, all := t.Margins()
	for i := range share {
		share[i] /= all
	}
	out := make([]float64, len(t.Amount))
	inBands(t.Regions, func(r int) {
		row := out[r*t.Industries : (r+1)*t.Industries]
		for i, e := range t.Of(r)[:len(row)] {
			row[i] = (e / region[r]) / share[i]
		}
	})
	return out
}
