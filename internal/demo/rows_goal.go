package demo

import "math"

// goal is a provincial figure of the plan to 2027: known to goalYear, planted to its year due, so that a forecast can be held against the truth.
type goal struct {
	id, indicator, definition string
	start, wanted             float64 // in goalStart, in the year due
	grow                      func(start float64, years int) float64
	share                     bool
}

const goalStart, goalYear, goalDue = 2012, 2024, 2027

var goals = []goal{
	{"G1", "rd_gdp_share", "全社会研发经费与地区生产总值之比", 0.0204, 0.028, linear(0.00062), true},
	{"G2", "high_tech_firm_count", "有效期内高新技术企业数，年末", 9000, 40000, linear(2400), false},
	{"G3", "technology_sme_count", "入库科技型中小企业数，年末", 6000, 50000, linear(2300), false},
	{"G4", "high_tech_output_share", "高新技术产业产值占规模以上工业总产值比重", 0.40, 0.53, linear(0.006), true},
}

func linear(step float64) func(float64, int) float64 {
	return func(start float64, years int) float64 { return start + step*float64(years) }
}

// at is a goal's planted value of a year, within a half per cent of its course.
func (g *goal) at(seed uint64, k, year int) float64 {
	d := roll(seed, 71, int64(k*100+year))
	x := g.grow(g.start, year-goalStart) * d.between(0.995, 1.005)
	if g.share {
		return math.Round(x*1e4) / 1e4
	}
	return math.Round(x)
}

func (g *goal) written(x float64) (amount, unit string) {
	if g.share {
		return ratio(x), ""
	}
	return yuan(x), "家"
}

func goalRows(w *world, emit func(...string)) {
	for k := range goals {
		g := &goals[k]
		for y := goalStart; y <= goalYear; y++ {
			amount, unit := g.written(g.at(w.seed, k, y))
			emit("region", "370000", g.indicator, itoa(y), amount, unit, g.definition, "published", itoa(y+1)+"-10-31", madeUp+"：公布")
		}
	}
}

// revised is how many clusters had their published output first given otherwise, half a year before.
const revised = 3

// revisionRows: the first figures of what observationRows gives as published later, one to four per cent off.
func revisionRows(w *world, emit func(...string)) {
	for k, c := range w.Clusters[:revised] {
		for y := 2015; y <= lastYear; y++ {
			d := roll(w.seed, 72, int64(k*100+y))
			off := d.between(0.01, 0.04)
			if d.chance(0.5) {
				off = -off
			}
			emit("cluster", c.ID, "output_cny", itoa(y), yuan(w.output(k, y)*(1+off)), "元", "主营行业总产值，当年价", "published", itoa(y+1)+"-06-30", madeUp+"：公布")
		}
	}
}

// GoalTruth: whether a goal to 2027 is reached on its planted course, of which the files tell the years to 2024.
type GoalTruth struct {
	ID      string  `yaml:"id"`
	Wanted  float64 `yaml:"wanted"`
	InDue   float64 `yaml:"value_in_2027"`
	Reached bool    `yaml:"reached"`
}

func (w *world) goalTruth() (all []GoalTruth) {
	for k := range goals {
		g := &goals[k]
		x := g.at(w.seed, k, goalDue)
		all = append(all, GoalTruth{g.id, g.wanted, x, x >= g.wanted})
	}
	return all
}
