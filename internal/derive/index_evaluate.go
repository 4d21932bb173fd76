package derive

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"asterism/internal/fail"
)

// IndexRow is a figure that enters an index: of a unit, a year and a column of the data.
type IndexRow struct {
	Entity string
	Year   int
	Column string
	Value  float64
}

// Evaluation is a scheme's index over figures of all years; units are ranked year by year.
type Evaluation struct {
	File *IndexFile
	Left []string // indicators left out: the figures have no two different values of them
	made *madeIndex
	rows map[indexKey]int // in the frame of all
	kept map[indexKey]int // in the frame that was not screened out
}

type indexKey struct {
	entity string
	year   int
}

// IndexScore is a unit in a year. Rank 0: it has no score, Missing tells of what too much is unknown.
type IndexScore struct {
	Entity            string
	Year              int
	Score             float64 // NaN: none
	Rank, Low, High   int     // the interval's ends; 0 where the scheme asks for none
	Tier              int     // units whose intervals overlap that of the tier's first; 0: none
	Ranked            int     // units ranked in the year
	Known, Indicators int
	Missing           []string
	Imputed, Screened bool // missing figures were filled in by a step; too few known for a score
}

// Evaluate makes a scheme's index. The error tells what cannot be made of the figures.
func (f *IndexFile) Evaluate(rows []IndexRow) (*Evaluation, error) {
	if f.weightless() {
		return nil, fail.New(fail.Invalid, "all weights are 0: nothing is left of the index")
	}
	frame := f.frameOf(rows)
	spec, left := f.measured(frame)
	e := &Evaluation{File: f, Left: left, rows: map[indexKey]int{}, kept: map[indexKey]int{}}
	if err := frame.check(spec, f.name); err != nil {
		return nil, err
	}
	made, err := spec.make(frame)
	if err != nil {
		return nil, err
	}
	e.made = made
	for r := range frame.units {
		e.rows[frame.key(r)] = r
	}
	for r := range made.frame.units {
		e.kept[made.frame.key(r)] = r
	}
	return e, nil
}

// weightless tells whether nothing has a weight.
func (f *IndexFile) weightless() bool {
	root := ""
	for _, g := range f.Groups {
		if g.Group == "" {
			root = g.ID
		}
	}
	members := f.weightsIn(root)
	if root != "" {
		for i := range f.Indicators {
			if f.Indicators[i].Group == "" {
				members = append(members, &f.Indicators[i].Weight)
			}
		}
	}
	return !slices.ContainsFunc(members, func(w **float64) bool { return *w == nil || **w > 0 })
}

func (f *indexFrame) key(r int) indexKey {
	year, _ := strconv.Atoi(f.periods[r]) // written by frameOf
	return indexKey{f.units[r], year}
}

// Years are those with any figure, in order.
func (e *Evaluation) Years() (years []int) {
	for k := range e.rows {
		years = append(years, k.year)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// Scores are all units in all years, each year from the best rank down, with intervals of the rank.
func (e *Evaluation) Scores() ([]IndexScore, error) {
	m := e.made
	if err := m.instead(); err != nil {
		return nil, err
	}
	doubt, err := m.intervals()
	if err != nil {
		return nil, err
	}
	score := m.nodes[m.choices.Tree.Root()]
	ranks := m.ranks(score)
	var out []IndexScore
	for k, whole := range e.rows {
		s := IndexScore{Entity: k.entity, Year: k.year, Score: math.NaN(), Indicators: len(e.File.Indicators), Imputed: e.imputes(), Screened: true}
		s.Known, s.Missing = e.known(whole)
		if r, kept := e.kept[k]; kept {
			s.Score, s.Rank, s.Screened = score[r], ranks[r], false
			if doubt != nil {
				s.Low, s.High = doubt[r].Low, doubt[r].High
			}
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b IndexScore) int {
		return cmp.Or(a.Year-b.Year, last(a.Rank)-last(b.Rank), cmp.Compare(a.Entity, b.Entity))
	})
	tiers(out)
	return out, nil
}

// imputes tells whether a step fills missing figures in.
func (e *Evaluation) imputes() bool {
	return slices.ContainsFunc(e.File.Steps, func(x IndexStep) bool { return x.Do == "impute" })
}

// known counts the indicators that a row has figures of, and names the others.
func (e *Evaluation) known(row int) (n int, missing []string) {
	for _, i := range e.File.Indicators {
		if math.IsNaN(e.made.whole.sizes[i.Column][row]) {
			missing = append(missing, i.ID)
		} else {
			n++
		}
	}
	return n, missing
}

// tiers parts each year's units: a tier is begun by the best unit not in one, and holds those after it whose interval of ranks overlaps its own.
func tiers(scores []IndexScore) {
	for first := 0; first < len(scores); {
		end := first
		for end < len(scores) && scores[end].Year == scores[first].Year {
			end++
		}
		tier, reach, ranked := 0, 0, 0
		for i := first; i < end; i++ {
			s := &scores[i]
			if s.Rank == 0 {
				continue
			}
			ranked++
			if s.High > 0 && (tier == 0 || s.Low > reach) {
				tier, reach = tier+1, s.High
			}
			if s.High > 0 {
				s.Tier = tier
			}
		}
		for i := first; i < end; i++ {
			scores[i].Ranked = ranked
		}
		first = end
	}
}
