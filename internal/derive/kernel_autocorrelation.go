package derive

import (
	"context"
	"math"
	"strconv"
	"strings"

	"asterism/geo"
	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// area is what spatial autocorrelation starts from: values of units and their neighbours.
type area struct {
	ids    []string
	values []float64
	near   *geo.Neighbours
	draws  int
	seed   uint64
}

// readArea reads the units from the table and the neighbours from the option; units without a value are left out with their ties.
func readArea(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*area, error) {
	draws, err := o.whole("draws", 0)
	if err != nil {
		return nil, err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return nil, err
	}
	a := &area{draws: int(min(draws, 1_000_000)), seed: uint64(seed)}
	at, rows := map[string]int32{}, []int32{} // rows: the unit of each row, −1 for one without a value
	var bad error
	err = numbersOf(ctx, in, func(w []string, x []float64) {
		if _, again := at[w[0]]; again && bad == nil {
			bad = fail.New(fail.Invalid, "%s stands in two rows: one row a unit", w[0])
		}
		at[w[0]] = -1
		if !math.IsNaN(x[0]) {
			at[w[0]] = int32(len(a.ids))
			a.ids, a.values = append(a.ids, w[0]), append(a.values, x[0])
		}
		rows = append(rows, at[w[0]])
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return nil, err
	}
	ties, err := tiesOf(o, at, rows)
	if err == nil {
		a.near, err = geo.NewNeighbours(len(a.ids), ties)
	}
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "neighbours")
	}
	if o["weights"] == "row" {
		a.near = a.near.RowStandardised()
	}
	out.noted("%d 个单元；%d 个没有数值，未计；%d 个没有邻居 · units; without a value, left out; without neighbours", len(a.ids), len(rows)-len(a.ids), a.near.Islands())
	return a, nil
}

// tiesOf reads a GAL file or a list of pairs.
func tiesOf(o KernelOptions, at map[string]int32, rows []int32) ([]geo.Tie, error) {
	text := o["neighbours"]
	first, _, _ := strings.Cut(strings.TrimPrefix(text, "\ufeff"), "\n")
	switch {
	case strings.TrimSpace(first) == "":
		return nil, fail.New(fail.Invalid, "which units are neighbours? --neighbours FILE, a GAL file or CSV with a header source,target[,weight]")
	case strings.ContainsAny(first, ",\t"):
		return pairTies(text, o["pairs"] == "both", at)
	}
	return galTies(text, at, rows)
}

func galTies(text string, at map[string]int32, rows []int32) ([]geo.Tie, error) {
	names, lists, err := geo.ParseGAL(text)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "GAL file")
	}
	unit := func(name string) (int32, bool) { k, ok := at[name]; return k, ok }
	if _, named := at[strings.Join(names[:min(1, len(names))], "")]; !named { // called by their rows
		unit = func(name string) (int32, bool) {
			k, err := strconv.Atoi(name)
			if err != nil || k < 0 || k >= len(rows) {
				return 0, false
			}
			return rows[k], true
		}
	}
	var ties []geo.Tie
	for i, list := range lists {
		from, ok := unit(names[i])
		if !ok {
			return nil, fail.New(fail.Invalid, "GAL file: unit %s is not in the table", names[i])
		}
		for _, name := range list {
			to, ok := unit(name)
			if !ok {
				return nil, fail.New(fail.Invalid, "GAL file: unit %s is not in the table", name)
			}
			if from >= 0 && to >= 0 && from != to {
				ties = append(ties, geo.Tie{From: from, To: to, Weight: 1})
			}
		}
	}
	return ties, nil
}

func pairTies(text string, both bool, at map[string]int32) ([]geo.Tie, error) {
	in, err := readColumns("neighbours", []byte(text), words("source", "target"), doubles("weight"))
	if err != nil {
		return nil, err
	}
	defer in.Release()
	var ties []geo.Tie
	var bad error
	err = numbersOf(context.Background(), in, func(w []string, x []float64) {
		weight := 1.0
		if len(x) > 0 {
			weight = x[0]
		}
		from, ok := at[w[0]]
		to, too := at[w[1]]
		switch {
		case (!ok || !too) && bad == nil:
			bad = fail.New(fail.Invalid, "neighbours: %s and %s: not both are in the table", w[0], w[1])
		case !(weight >= 0) && bad == nil:
			bad = fail.New(fail.Invalid, "neighbours: %s and %s: weight %g", w[0], w[1], weight)
		case from >= 0 && to >= 0 && from != to && weight > 0:
			ties = append(ties, geo.Tie{From: from, To: to, Weight: weight})
			if both {
				ties = append(ties, geo.Tie{From: to, To: from, Weight: weight})
			}
		}
	})
	if err == nil {
		err = bad
	}
	return ties, err
}

func runMoran(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	a, err := readArea(ctx, in, o, out)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		name string
		of   func([]float64, *geo.Neighbours, int, uint64) (geo.Autocorrelation, error)
	}{{"moran", geo.Moran}, {"geary", geo.Geary}, {"getis_ord", geo.GetisOrd}} {
		m, err := s.of(a.values, a.near, a.draws, a.seed)
		if err != nil {
			if s.name == "getis_ord" { // of values below 0 there is no G
				out.noted("getis_ord: %v", err)
				continue
			}
			return fail.As(fail.Invalid, err, "moran")
		}
		if err := out.Row(numbersOrNull([]any{s.name}, m.Value, m.Expected, m.SdNormal, m.ZNormal, m.PNormal, m.SdRandom, m.ZRandom, m.PRandom, m.MeanShuffled, m.SdShuffled, m.PShuffled)...); err != nil {
			return err
		}
	}
	return nil
}

func runLocalMoran(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	a, err := readArea(ctx, in, o, out)
	if err != nil {
		return err
	}
	local, err := geo.LocalMoran(a.values, a.near, o["divisor"] == "n", a.draws, a.seed)
	if err != nil {
		return fail.As(fail.Invalid, err, "local-moran")
	}
	for i, l := range local {
		row := numbersOrNull([]any{a.ids[i]}, a.values[i], l.Lag, l.Value)
		var quadrant any
		if l.Quadrant != "" {
			quadrant = l.Quadrant
		}
		if err := out.Row(numbersOrNull(append(row, quadrant), l.Z, l.P, l.PFalse)...); err != nil {
			return err
		}
	}
	return nil
}

func runGetisOrd(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	a, err := readArea(ctx, in, o, out)
	if err != nil {
		return err
	}
	local, err := geo.LocalGetisOrd(a.values, a.near, o["star"] == "yes", a.draws, a.seed)
	if err != nil {
		return fail.As(fail.Invalid, err, "getis-ord")
	}
	for i, l := range local {
		if err := out.Row(numbersOrNull([]any{a.ids[i]}, a.values[i], l.Value, l.Z, l.P, l.PFalse)...); err != nil {
			return err
		}
	}
	return nil
}
