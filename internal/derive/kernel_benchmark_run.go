package derive

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/econ"
	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// candidate is a partition on trial.
type candidate struct {
	function string
	count    int
	cluster  []int
	score    float64 // mean VS over all similarities
	margin   float64 // mean over industries of similarity within less between, 0 for one alone: tells partitions of the same score apart
}

// matrix is the similarity, or average, that the option names.
func (r *related) matrix(o KernelOptions) (*econ.Similarity, error) {
	var list []*econ.Similarity
	for _, name := range strings.Split(o["matrix"], ",") {
		s := r.by[strings.TrimSpace(name)]
		if s == nil {
			return nil, fail.New(fail.Invalid, "option matrix: no similarity %q here; there are: %s (lc-est needs a column est, io the option flows, occ the option occupations)", name, strings.Join(sortedKeys(r.by), ", "))
		}
		list = append(list, s)
	}
	if len(list) == 1 {
		return list[0], nil
	}
	s, err := econ.AverageStandardised(list)
	return s, fail.As(fail.Invalid, err, "similarity")
}

// candidates are all partitions of the functions and numbers asked for, with their scores.
func (r *related) candidates(ctx context.Context, s *econ.Similarity, o KernelOptions) ([]candidate, error) {
	restarts, err := o.whole("restarts", 1)
	if err != nil {
		return nil, err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return nil, err
	}
	counts, err := countsOf(o["clusters"], len(r.industries))
	if err != nil {
		return nil, err
	}
	functions := econ.Groupings
	if o["function"] != "all" {
		functions = []string{o["function"]}
	}
	var list []candidate
	for _, function := range functions {
		groups, err := s.Groups(function, counts, int(min(restarts, 1000)), uint64(seed))
		if err != nil {
			return nil, fail.As(fail.Invalid, err, "benchmark-clusters")
		}
		for k, cluster := range groups {
			c := candidate{function: function, count: counts[k], cluster: cluster}
			if c.score, c.margin, err = r.score(s, cluster); err != nil {
				return nil, err
			}
			list = append(list, c)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// score is the mean VS over the similarities there are; margin is by s, which the clusters were made from.
func (r *related) score(s *econ.Similarity, cluster []int) (sum, margin float64, err error) {
	for _, name := range sortedKeys(r.by) {
		v, err := econ.Validate(r.by[name], cluster)
		if err != nil {
			return 0, 0, fail.As(fail.Invalid, err, "benchmark-clusters")
		}
		sum += v.Score / float64(len(r.by))
	}
	v, err := econ.Validate(s, cluster)
	if err != nil {
		return 0, 0, fail.As(fail.Invalid, err, "benchmark-clusters")
	}
	for _, f := range v.Industries {
		if !math.IsNaN(f.Within) {
			margin += (f.Within - f.Between) / float64(len(cluster))
		}
	}
	return sum, margin, nil
}

// bestOf takes the best score, of like ones the greatest margin. Small tables give several partitions the full score, the first of which would be the coarsest.
func bestOf(list []candidate) candidate {
	best := list[0]
	for _, c := range list[1:] {
		if d := c.score - best.score; d > 1e-9 || d > -1e-9 && c.margin > best.margin {
			best = c
		}
	}
	return best
}

// countsOf reads "40" or "30-60".
func countsOf(text string, industries int) ([]int, error) {
	if text == "auto" {
		text = fmt.Sprintf("%d-%d", max(3, industries/20), min(60, max(5, industries/5)))
	}
	low, high, found := strings.Cut(text, "-")
	if !found {
		high = low
	}
	from, err := strconv.Atoi(strings.TrimSpace(low))
	to, err2 := strconv.Atoi(strings.TrimSpace(high))
	if err != nil || err2 != nil || from < 2 || to < from {
		return nil, fail.New(fail.Invalid, "option clusters=%s: a number from 2, or a range as 30-60", text)
	}
	if !found && from > industries {
		return nil, fail.New(fail.Invalid, "%d clusters of %d industries", from, industries)
	}
	if found {
		to = min(to, max(2, industries/2))
		from = min(from, to)
		if from == to {
			from = 2
		}
	}
	var list []int
	for k := from; k <= to; k++ {
		list = append(list, k)
	}
	return list, nil
}

func runBenchmarkClusters(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	r, err := readRelated(ctx, in, o, out)
	if err == errFew {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := r.matrix(o)
	if err != nil && o["few"] == "none" { // all pairs are alike
		return nil
	}
	if err != nil {
		return err
	}
	list, err := r.candidates(ctx, s, o)
	if err != nil {
		return err
	}
	best := bestOf(list)
	out.noted("%s，%d 个集群：VS %.4g，%d 种划分中最好 · clusters, the best of so many partitions", best.function, best.count, best.score, len(list))
	if o["refine"] == "yes" {
		refined, moved, err := econ.Refine(s, best.cluster, 20)
		if err != nil {
			return fail.As(fail.Invalid, err, "benchmark-clusters")
		}
		best.cluster = refined
		out.noted("%d 个行业换了集群 · industries moved", moved)
	}
	v, err := econ.Validate(s, best.cluster)
	if err != nil {
		return fail.As(fail.Invalid, err, "benchmark-clusters")
	}
	stable := r.stability(best, o)
	for i, f := range v.Industries {
		var better any
		if f.Best >= 0 && f.BestBetween > f.Within {
			better = f.Best + 1
		}
		row := numbersOrNull([]any{r.industries[i], best.cluster[i] + 1}, f.Within, f.Between, f.High)
		row = append(numbersOrNull(append(row, better), stable[i]), best.function)
		if err := out.Row(numbersOrNull(row, best.score)...); err != nil {
			return err
		}
	}
	return nil
}

// mostCells bounds the tables whose clusters are made anew without some of their regions.
const mostCells, regionGroups = 200_000, 5

// stability makes the clusters anew without a fifth of the regions, five times; NaN where that cannot be, takes too long, or rests on more than the table.
func (r *related) stability(c candidate, o KernelOptions) []float64 {
	of := strings.Split(o["matrix"], ",")
	if len(r.table.Amount) > mostCells || slices.ContainsFunc(of, func(name string) bool { return !slices.Contains([]string{"lc-emp", "coi"}, strings.TrimSpace(name)) }) {
		return unknowns(len(r.industries))
	}
	stable, _ := econ.Stability(r.table, c.cluster, regionGroups, func(t econ.Table) ([]int, error) {
		lc, err := econ.Correlations(t)
		if err != nil {
			return nil, err
		}
		part := related{industries: r.industries, by: map[string]*econ.Similarity{"lc-emp": lc, "coi": econ.Coagglomerations(t)}}
		s, err := part.matrix(o)
		if err != nil {
			return nil, err
		}
		return s.Group(c.function, c.count, 3, 1)
	})
	return stable
}

func runBenchmarkScores(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	r, err := readRelated(ctx, in, o, out)
	if err == errFew {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := r.matrix(o)
	if err != nil && o["few"] == "none" { // all pairs are alike
		return nil
	}
	if err != nil {
		return err
	}
	list, err := r.candidates(ctx, s, o)
	if err != nil {
		return err
	}
	if text := o["definition"]; text != "" {
		cluster, err := r.given(ctx, text)
		if err != nil {
			return err
		}
		list = append(list, candidate{function: "given", count: slices.Max(cluster) + 1, cluster: cluster})
	}
	for _, c := range list {
		for _, name := range sortedKeys(r.by) {
			v, err := econ.Validate(r.by[name], c.cluster)
			if err != nil {
				return fail.As(fail.Invalid, err, "benchmark-scores")
			}
			if err := out.Row(numbersOrNull([]any{c.function, c.count, name}, v.ClusterAverage, v.ClusterHigh, v.IndustryAverage, v.IndustryHigh, v.Score)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// given reads a definition: every industry in one cluster.
func (r *related) given(ctx context.Context, text string) ([]int, error) {
	in, err := readColumns("definition", []byte(text), words("industry", "cluster"), nil)
	if err != nil {
		return nil, err
	}
	defer in.Release()
	of, number := map[string]string{}, map[string]int{}
	var bad error
	err = numbersOf(ctx, in, func(w []string, _ []float64) {
		if before, ok := of[w[0]]; ok && before != w[1] && bad == nil {
			bad = fail.New(fail.Invalid, "definition: industry %s is in clusters %s and %s", w[0], before, w[1])
		}
		of[w[0]] = w[1]
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return nil, err
	}
	cluster := make([]int, len(r.industries))
	for i, name := range r.industries {
		c, ok := of[name]
		if !ok {
			return nil, fail.New(fail.Invalid, "definition: industry %s is in no cluster", name)
		}
		if _, ok := number[c]; !ok {
			number[c] = len(number)
		}
		cluster[i] = number[c]
	}
	return cluster, nil
}
