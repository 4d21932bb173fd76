package demo

import "strings"

// The planted main path: in the largest cluster one invention about every two years builds on the one before, on nothing else but
// utility models and designs, which cite nothing; and seven in ten of the cluster's later inventions cite the newest that is public. So the most search
// paths run along it, and there is no way round.
type line struct {
	cluster int
	members []int64
}

// lineGap days lie between two members: more than a patent needs to be public. The last member is followed for a year at least, and nobody
// follows in the last lineCalm days, so that the path ends in what others built on rather than in hundreds of equal ends.
const (
	lineGap  = 700
	lineCalm = 900
)

func (w *world) makeLine() {
	for i, c := range w.Clusters {
		if c.Weight > w.Clusters[w.line.cluster].Weight {
			w.line.cluster = i
		}
	}
	next, end := dayOf(firstPatent, 1, 1), dayOf(lastPatent, 12, 31)-lineCalm-365-580
	for i := w.calendar.before(next); i < w.calendar.total; {
		c := w.core(i)
		if c.filed > end {
			return
		}
		if c.filed < next || c.kind != invention || c.cluster != w.line.cluster {
			i++
			continue
		}
		w.line.members = append(w.line.members, i)
		next = c.filed + lineGap
		i = max(i+1, w.calendar.before(next))
	}
}

// before is the last member filed before a day; false where there is none.
func (w *world) lineBefore(day int) (int64, bool) {
	last, found := int64(0), false
	for _, m := range w.line.members {
		if w.core(m).filed < day {
			last, found = m, true
		}
	}
	return last, found
}

// lineCites is what a member cites.
func (w *world) lineCites(c core, public int64, out []int64) []int64 {
	if before, ok := w.lineBefore(c.filed - 580); ok {
		out = append(out, before)
	}
	d := roll(w.seed, 27, c.i)
	for range 12 {
		if j := w.near(&d, c, public); w.core(j).kind != invention && !containsInt(out, j) {
			out = append(out, j)
		}
	}
	return out
}

// followsLine tells that c cites the newest public member, and which that is.
func (w *world) followsLine(c core) (int64, bool) {
	d := roll(w.seed, 28, c.i)
	if c.cluster != w.line.cluster || c.filed > dayOf(lastPatent, 12, 31)-lineCalm || !d.chance(0.7) {
		return 0, false
	}
	return w.lineBefore(c.filed - 580)
}

// LineTruth: the members by filing date, as application numbers without their check digit.
type LineTruth struct {
	Cluster      string   `yaml:"cluster"`
	Applications []string `yaml:"applications"`
}

func (w *world) lineTruth() LineTruth {
	t := LineTruth{Cluster: w.Clusters[w.line.cluster].ID}
	for _, m := range w.line.members {
		number, _, _ := strings.Cut(string(w.appendApplication(nil, w.core(m), false)), ".")
		t.Applications = append(t.Applications, number)
	}
	return t
}
