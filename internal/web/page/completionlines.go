package page

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/plan"
)

// addTargets writes a line for each target, by the answer the plan takes.
func (c *completion) addTargets(r *Request) error {
	for i, t := range c.status.Targets {
		l := completionLine{name: t.ID + " " + t.Title.In(r.Lang), url: r.Link("/plan", "plan", c.plan.ID, "year", c.status.AsOf) + "#" + t.ID, clause: t.Clause,
			due: int64(t.Span.To), year: int64(t.Year), code: string(t.State), state: r.wording("plan.state." + string(t.State)), doubt: r.reasoned(t.Unit, t.Reason)}
		scale := l.measured(r, t)
		l.wanted = t.Goal * scale
		if at := told(t); at >= 0 {
			l.read(r, t, t.Sources[at], scale)
			l.beside(r, t, at)
		}
		if !t.Confirmed {
			l.doubt += r.T("comma") + r.T("completion.unconfirmed")
		}
		if err := l.ahead(r, c.plan.ID, t, c.status.AsOf, c.plan.Targets[i].Series != nil); err != nil {
			return err
		}
		c.targets = append(c.targets, l)
	}
	return nil
}

// told is the source whose answer the line tells: the one that decides, else the one with most values; −1 without a source.
func told(t plan.TargetStatus) int {
	if t.Chosen >= 0 && t.Chosen < len(t.Sources) && (t.State == plan.Met || t.State == plan.NotMet) {
		return t.Chosen
	}
	best := -1
	for i, s := range t.Sources {
		if best < 0 || len(s.Values) > len(t.Sources[best].Values) {
			best = i
		}
	}
	return best
}

// beside adds the counts of the other sources to the doubts, since these are never mixed.
func (l *completionLine) beside(r *Request, t plan.TargetStatus, at int) {
	if t.Test == "register" {
		return
	}
	if t.Chosen != at {
		l.doubt = r.reasoned(t.Unit, t.Sources[at].Reason)
	}
	var others []string
	for i, s := range t.Sources {
		if i != at && t.Test == "count_above" && s.Known() {
			others = append(others, first(r.coded("base.cluster_year", "figure_status", s.Status), s.Title.In(r.Lang))+" "+strconv.Itoa(s.Count))
		}
	}
	if len(others) > 0 {
		l.doubt = joined(r, l.doubt, r.T("completion.besides", "list", strings.Join(others, r.T("comma"))))
	}
}

// measured sets the unit of a target's line and returns what its values are multiplied by.
func (l *completionLine) measured(r *Request, t plan.TargetStatus) float64 {
	switch t.Unit {
	case "share":
		l.unit = "%"
		return 100
	case "count":
		l.unit = r.wording("web.code.unit.firm")
	default:
		l.unit = first(r.wording("web.code.unit."+t.Unit), t.Unit)
	}
	return 1
}

// read takes the value of the source chosen: a number of clusters, or the figure itself.
func (l *completionLine) read(r *Request, t plan.TargetStatus, s plan.SourceStatus, scale float64) {
	status := first(r.coded("base.cluster_year", "figure_status", s.Status), s.Status)
	l.status = first(status, s.Title.In(r.Lang))
	if s.Status == "" {
		s.Definition = "" // a register or a sum: the title says it
	}
	l.sources = joined(r, s.Definition, origins(s.Values))
	switch {
	case t.Test == "value" && len(s.Values) > 0:
		if x, err := strconv.ParseFloat(s.Values[0].Value, 64); err == nil {
			l.value = round4(x * scale)
		}
	case t.Test != "value" && s.Known():
		l.value = float64(s.Count)
	default:
		l.status = ""
	}
	if x, ok := l.value.(float64); ok {
		l.gap = round4(max(0, t.Goal*scale-x))
	}
}

// round4 takes the last bits off a number that stands in a sheet.
func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func joined(r *Request, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, r.T("semicolon"))
}

// origins are the sources of some values, each once, three at most.
func origins(values []plan.ClusterValue) string {
	var all []string
	for _, v := range values {
		if v.Source != "" && !slices.Contains(all, v.Source) && len(all) < 3 {
			all = append(all, v.Source)
		}
	}
	return strings.Join(all, "、")
}

// ahead fills in what is to be expected of an open target; of one entity also the growth it needs.
func (l *completionLine) ahead(r *Request, planID string, t plan.TargetStatus, asOf int, forecastable bool) error {
	if t.Due || !forecastable || !r.Has(outlookTable, chanceTable) {
		return nil
	}
	now, group, err := r.outlookNow(planID, t.ID, asOf)
	if err != nil || now == nil {
		return err
	}
	l.chance = r.between(now[6], now[7])
	if unknown, _ := now[4].(int64); unknown > 0 {
		l.doubt = joined(r, l.doubt, r.T("completion.bounds", "n", unknown))
	}
	if t.Test != "value" {
		return nil
	}
	growth, err := r.Value("select case when needed_growth > 0 then needed_growth end as needed_growth\nfrom " + chanceTable + "\nwhere " + group + " and as_of = " + strconv.Itoa(asOf))
	l.growth = growth
	return err
}
