package page

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
)

// benchLine is a unit by the weights given and by those asked.
type benchLine struct {
	Name, URL, Before, BeforeInterval, After, AfterInterval, Score, Move, Class string
}

// unitChange shares a unit's change between two years among the indicators.
type unitChange struct {
	Title  string
	Lines  []struct{ Name, Score, Rank string }
	Score  string
	Rank   string
	Before string
	After  string
}

// moves sets the ranks by the weights asked beside those of the scheme, the greatest move told by an arrow.
func (b *benchView) moves(r *Request, v *evaluationView, f *derive.IndexFile, scores []derive.IndexScore) {
	before := map[string]scoreLine{}
	for _, l := range v.Scores {
		before[l.ID] = l
	}
	for _, s := range scores {
		if s.Year != v.Year || s.Rank == 0 {
			continue
		}
		name, url := r.entityName(f, s.Entity)
		was := before[s.Entity]
		l := benchLine{Name: name, URL: url, Before: first(was.Rank, missing), BeforeInterval: was.Interval, After: strconv.Itoa(s.Rank), Score: score(s.Score), Move: "="}
		if s.Low > 0 {
			var now scoreLine
			now.place(s.Rank, s.Low, s.High, s.Ranked)
			l.AfterInterval = now.Interval
		}
		if old, err := strconv.Atoi(was.Rank); err == nil && old != s.Rank {
			b.Moved++
			l.Move, l.Class = "▲ "+strconv.Itoa(old-s.Rank), "good"
			if old < s.Rank {
				l.Move, l.Class = "▼ "+strconv.Itoa(s.Rank-old), "bad"
			}
		}
		b.Lines = append(b.Lines, l)
	}
}

// choices are the units and years whose change can be taken apart.
func (b *benchView) choices(r *Request, v *evaluationView, f *derive.IndexFile) {
	unit, from, to := r.Values.Get("unit"), r.Values.Get("from"), first(r.Values.Get("to"), strconv.Itoa(v.Year))
	for _, l := range v.Scores {
		if l.Rank != "" {
			b.Units = append(b.Units, LinkView{l.Name, l.ID, l.ID == unit})
		}
	}
	sort.SliceStable(b.Units, func(i, j int) bool { return b.Units[i].URL < b.Units[j].URL })
	for i, y := range v.Years {
		if from == "" && y.On && i > 0 {
			from = v.Years[i-1].Text
		}
	}
	for _, y := range v.Years {
		b.From = append(b.From, LinkView{y.Text, y.Text, y.Text == from})
		b.To = append(b.To, LinkView{y.Text, y.Text, y.Text == to})
	}
}

// change takes a unit's change between two years apart.
func (b *benchView) change(r *Request, f *derive.IndexFile, e *derive.Evaluation, scores []derive.IndexScore) error {
	unit := r.Values.Get("unit")
	if unit == "" {
		return nil
	}
	from, err := bounded("from", r.Values.Get("from"), 1900, 2200)
	if err != nil {
		return err
	}
	to, err := bounded("to", r.Values.Get("to"), 1900, 2200)
	if err != nil {
		return err
	}
	if from == to {
		return fail.New(fail.Invalid, "from and to are the same year: %d", from)
	}
	parts, err := e.Changes(unit, from, to)
	if err != nil {
		b.Failed = r.failed(err)
		return nil
	}
	name, _ := r.entityName(f, unit)
	c := &unitChange{Title: name + " " + strconv.Itoa(from) + "–" + strconv.Itoa(to)}
	b.Change = c
	names, sum, ranks := indicatorNames(f, r.Lang), 0.0, 0.0
	sort.SliceStable(parts, func(i, j int) bool { return math.Abs(parts[i].Score) > math.Abs(parts[j].Score) })
	for _, p := range parts {
		c.Lines = append(c.Lines, struct{ Name, Score, Rank string }{first(names[p.Node], p.Node), signed(p.Score, 1), signed(p.Rank, 1)})
		sum, ranks = sum+p.Score, ranks+p.Rank
	}
	c.Score, c.Rank = signed(sum, 1), signed(ranks, 1)
	for _, s := range scores {
		if s.Entity == unit && s.Rank > 0 && s.Year == from {
			c.Before = r.T("evaluation.at", "score", score(s.Score), "rank", s.Rank, "of", s.Ranked)
		}
		if s.Entity == unit && s.Rank > 0 && s.Year == to {
			c.After = r.T("evaluation.at", "score", score(s.Score), "rank", s.Rank, "of", s.Ranked)
		}
	}
	return nil
}

// signed writes a change with its sign.
func signed(x float64, n int) string {
	s := decimals(x, n)
	if x > 0 && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}
