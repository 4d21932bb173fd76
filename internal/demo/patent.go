package demo

// The types of patent, by the type digit of their number.
const (
	invention = 1
	utility   = 2
	design    = 3
)

// core is what other patents may need to know of patent i: nothing here looks at any other patent.
type core struct {
	i       int64
	year    int
	filed   int // day number
	kind    int
	cluster int // −1: outside clusters
}

func (w *world) core(i int64) core {
	d := roll(w.seed, 21, i)
	c := core{i: i, kind: utility}
	c.year, c.filed = w.calendar.filed(i)
	switch r := d.unit(); {
	case r < 0.36+0.006*float64(c.year-firstPatent):
		c.kind = invention
	case r > 0.86:
		c.kind = design
	}
	c.cluster = w.calendar.mix[c.year-firstPatent].spin(&d)
	if c.cluster == len(w.Clusters) {
		c.cluster = -1
	}
	return c
}

// life is what became of a patent by the cut-off, as day numbers; 0 = it did not happen.
type life struct {
	published, examined, granted, ended int
	end                                 string // CNIPA's word for the end
	traded                              int
	trade                               string // "转移", "许可" or "质押"
}

var cutOffDay = dayOf(2022, 6, 30)

func (w *world) life(c core) life {
	d := roll(w.seed, 22, c.i)
	var l life
	if c.kind != invention {
		l.granted = c.filed + 120 + d.upto(200)
		l.published = l.granted
	} else {
		l.published = c.filed + 240 + d.upto(300)
		l.examined = l.published + 20 + d.upto(60)
		w.examine(&d, c, &l)
	}
	if l.granted > 0 {
		w.afterGrant(&d, c, &l)
	}
	return l
}

// examine: 56 % granted after two to four years, 18 % refused, the rest deemed withdrawn; later than the cut-off is
// pending.
func (w *world) examine(d *dice, c core, l *life) {
	outcome, day := d.unit(), l.examined+400+d.upto(700)
	switch {
	case day > cutOffDay:
	case outcome < 0.56:
		l.granted = day
	case outcome < 0.74:
		l.ended, l.end = day, "发明专利申请公布后的驳回"
	default:
		l.ended, l.end = day, "发明专利申请公布后的视为撤回"
	}
}

// afterGrant: fees stop with a yearly chance of 9 % (inventions) or 17 %; the term ends after 20 or 10 years.
func (w *world) afterGrant(d *dice, c core, l *life) {
	stop, term := 0.17, 10
	if c.kind == invention {
		stop, term = 0.09, 20
	}
	y, m, day := dateOf(c.filed)
	if m == 2 && day == 29 {
		day = 28
	}
	end := dayOf(y+term, m, day)
	l.end = "专利权有效期届满"
	for fee := l.granted + 365; fee < end; fee += 365 {
		if d.chance(stop) {
			end, l.end = fee, "未缴年费专利权终止"
		}
	}
	l.ended = end
	if end > cutOffDay {
		l.ended, l.end = 0, ""
	}
	if at := l.granted + 30 + d.upto(900); d.chance(0.06) && at < cutOffDay && (l.ended == 0 || at < l.ended) {
		l.traded, l.trade = at, [...]string{"转移", "转移", "转移", "许可", "质押", "质押"}[d.upto(6)]
	}
}

// cites draws the earlier patents that c cites: utility models and designs cite nothing; a cited patent was filed
// nineteen months earlier at least, so it was public; three in four are of the same cluster.
func (w *world) cites(c core, out []int64) []int64 {
	if c.kind != invention {
		return out
	}
	d := roll(w.seed, 23, c.i)
	public := w.calendar.before(c.filed - 580)
	if public < 1 {
		return out
	}
	if containsInt(w.line.members, c.i) {
		return w.lineCites(c, public, out)
	}
	if j, ok := w.followsLine(c); ok {
		out = append(out, j)
	}
	for range d.upto(9) {
		j := w.near(&d, c, public)
		if !containsInt(out, j) {
			out = append(out, j)
		}
	}
	return out
}

// near prefers the recent and the cluster's own; in the bottleneck node two in three are the outside
// holder's, but in the cluster of the planted main path, which has no way round.
func (w *world) near(d *dice, c core, public int64) int64 {
	if w.isBottleneck(c) && c.cluster != w.line.cluster && d.chance(0.67) {
		if j, ok := w.nearHeld(d, c, public); ok {
			return j
		}
	}
	own := d.chance(0.75)
	j := int64(0)
	for range 12 {
		u := 1 - d.unit()*d.unit()
		j = min(int64(u*float64(public)), public-1)
		if !own || w.core(j).cluster == c.cluster {
			break
		}
	}
	return j
}

func containsInt(list []int64, x int64) bool {
	for _, v := range list {
		if v == x {
			return true
		}
	}
	return false
}
