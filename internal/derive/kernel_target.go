package derive

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"asterism/forecast"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

var targetWords = []string{"plan_id", "target_id", "figure_status", "definition"}

// targetKernels adapt the outlook of targets: each entity's chance as of every year before the target is due, and how many are to be expected.
func targetKernels() []KernelAdapter {
	return []KernelAdapter{
		{Name: "target-chance", Version: "1", AnyOrder: true, Run: runTargetChance,
			Doc: lang.Text{Zh: "目标的达标概率：截至期限前每一年，由各对象的年度序列预测期限年（中位数法，经验误差），求不低于门槛的概率、所需年增速与关键程度 ∂P/∂p；不足 3 年、没有数值、久未更新者为未知。方法见 docs/methods/forecasts.md",
				En: "chances of a target: as of every year before it is due, each entity's annual series forecasts the year due (median method, empirical errors): probability to be at or above the threshold, growth needed, ∂P/∂p; unknown with fewer than 3 years, no value or none of late. docs/methods/forecasts.md"},
			Input: slices.Concat(words(append(targetWords, "entity_id")...), wholeColumns("due_year", "goal", "year"), doubles("threshold", "value")),
			Output: slices.Concat(words(targetWords...), wholeColumns("as_of"), words("entity_id"), wholeColumns("due_year", "goal", "last_year", "year_count"),
				doubles("value", "forecast", "low", "high", "probability", "needed_growth", "pivotal", "rho"), words("rho_source", "chance_reason"))},
		{Name: "target-outlook", Version: "1", AnyOrder: true, Run: runTargetOutlook,
			Doc: lang.Text{Zh: "达标个数：由各对象的概率得期望个数与 P(≥目标)，独立与同向变动（公共因子 ρ）两种；概率未知者全不达标、全达标给出上下限。Poisson-binomial，Hong 2013, doi 10.1016/j.csda.2012.10.006",
				En: "how many reach a target: expected number and P(≥ goal) from the chances of each, apart and moved by a common factor ρ; with bounds where all of unknown chance fail, or reach it. Poisson-binomial, Hong 2013, doi 10.1016/j.csda.2012.10.006"},
			Input: slices.Concat(words(targetWords...), wholeColumns("as_of"), words("entity_id", "rho_source"), wholeColumns("due_year", "goal"), doubles("probability", "rho")),
			Output: slices.Concat(words(targetWords...), wholeColumns("as_of", "due_year", "goal", "known_count", "unknown_count"),
				doubles("expected_count", "chance", "chance_most", "chance_joint", "chance_joint_most", "rho"), words("rho_source"))},
	}
}

type targetKey struct{ plan, target, status, definition string }

func (k targetKey) row() []any { return []any{k.plan, k.target, k.status, k.definition} }

func compareTargets(a, b targetKey) int {
	return cmp.Or(cmp.Compare(a.plan, b.plan), cmp.Compare(a.target, b.target), cmp.Compare(a.status, b.status), cmp.Compare(a.definition, b.definition))
}

// targetGroup is a target by figures of one status and definition.
type targetGroup struct {
	due, goal int
	threshold float64
	values    map[string]map[int64]float64
}

func readTargets(ctx context.Context, in array.RecordReader) (map[targetKey]*targetGroup, error) {
	groups := map[targetKey]*targetGroup{}
	var bad error
	err := numbersOf(ctx, in, func(w []string, n []float64) {
		k := targetKey{w[0], w[1], w[2], w[3]}
		g := groups[k]
		if g == nil {
			g = &targetGroup{int(n[0]), int(n[1]), n[3], map[string]map[int64]float64{}}
			groups[k] = g
		}
		if g.values[w[4]] == nil {
			g.values[w[4]] = map[int64]float64{}
		}
		if math.IsNaN(n[2]) || math.IsNaN(n[4]) {
			return
		}
		if _, twice := g.values[w[4]][int64(n[2])]; twice && bad == nil {
			bad = fail.New(fail.Invalid, "%s: year %d stands twice", w[4], int64(n[2]))
		}
		g.values[w[4]][int64(n[2])] = n[4]
	})
	return groups, cmp.Or(err, bad)
}

func runTargetChance(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	groups, err := readTargets(ctx, in)
	if err != nil {
		return err
	}
	for _, k := range slices.SortedFunc(maps.Keys(groups), compareTargets) {
		if err := groups[k].chances(k, out); err != nil {
			return err
		}
	}
	return nil
}

func (g *targetGroup) chances(k targetKey, out *Output) error {
	first := g.due
	for _, at := range g.values {
		for y := range at {
			first = min(first, int(y))
		}
	}
	names := sortedKeys(g.values)
	for asOf := first + forecast.Least - 1; asOf < g.due; asOf++ {
		courses := make([]forecast.Course, len(names))
		for i, n := range names {
			courses[i] = forecast.Run(g.values[n], asOf)
		}
		panel, err := forecast.Outlook(courses, asOf, g.due, g.threshold, g.goal)
		if err != nil {
			return err
		}
		for i, c := range panel.Chances {
			row := append(k.row(), asOf, names[i], g.due, g.goal, yearOrNull(c.Last), c.Years)
			row = numbersOrNull(row, c.Value, c.Forecast, c.Low, c.High, c.P, c.Needed, c.Pivotal, panel.Rho)
			if err := out.Row(append(row, rhoSource(panel.Given), targetReason(c.Reason))...); err != nil {
				return err
			}
		}
	}
	return nil
}

func rhoSource(given bool) string {
	if given {
		return "estimated"
	}
	return "default"
}

func yearOrNull(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func targetReason(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// targetCount gathers the chances of one target as of one year.
type targetCount struct {
	due, goal, unknown int
	p                  []float64
	rho                float64
	source             string
}

type targetYear struct {
	targetKey
	asOf int
}

func runTargetOutlook(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	counts := map[targetYear]*targetCount{}
	if err := numbersOf(ctx, in, func(w []string, n []float64) {
		k := targetYear{targetKey{w[0], w[1], w[2], w[3]}, int(n[0])}
		c := counts[k]
		if c == nil {
			c = &targetCount{due: int(n[1]), goal: int(n[2]), rho: n[4], source: w[5]}
			counts[k] = c
		}
		if math.IsNaN(n[3]) {
			c.unknown++
		} else {
			c.p = append(c.p, n[3])
		}
	}); err != nil {
		return err
	}
	for _, k := range slices.SortedFunc(maps.Keys(counts), func(a, b targetYear) int {
		return cmp.Or(compareTargets(a.targetKey, b.targetKey), cmp.Compare(a.asOf, b.asOf))
	}) {
		if err := counts[k].row(k, out); err != nil {
			return err
		}
	}
	return nil
}

func (c *targetCount) row(k targetYear, out *Output) error {
	row := append(k.row(), k.asOf, c.due, c.goal, len(c.p), c.unknown)
	if len(c.p) == 0 {
		return out.Row(append(row, nil, nil, nil, nil, nil, nil, nil)...)
	}
	expected := 0.0
	slices.Sort(c.p) // the same sums in whatever order the rows came
	for _, p := range c.p {
		expected += p
	}
	row = append(row, expected)
	for _, rho := range []float64{0, c.rho} {
		pmf, err := forecast.ReachTogether(c.p, rho)
		if err != nil {
			return fail.As(fail.Invalid, err, "target-outlook")
		}
		row = append(row, forecast.AtLeast(pmf, c.goal), forecast.AtLeast(pmf, c.goal-c.unknown))
	}
	return out.Row(append(row, c.rho, c.source)...)
}
