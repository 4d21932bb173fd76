package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/forecast"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/plan"
)

// outlookView is how likely an open target is to be reached, by figures of one status and definition.
type outlookView struct {
	ID, Title, Origin     string
	Figures               []Figure
	Lines                 []chanceLine
	Vintages              []vintageLine
	ChanceTrace, AllTrace string
	Notes                 []string
	Fields                []Pair // what the what-if form keeps
	Choices               []LinkView
	Growth, Amount        string
	IsMoney, IsShare      bool
	One                   bool // the target is a figure of one entity, not a number of clusters
	Answer                *whatIfView
}

// chanceLine is one cluster; what is unknown is told so.
type chanceLine struct {
	Name, URL, Value, Forecast, Band, Chance, Needed, Pivotal, Reason string
}

// vintageLine is the outlook as of an earlier year.
type vintageLine struct {
	Year                                    int
	Known, Expected, Chance, Joint, Unknown string
}

// whatIfView is the outlook with one cluster's forecast replaced.
type whatIfView struct {
	What string
	Rows []struct{ Label, Before, After string }
}

const outlookTable, chanceTable, seriesTable = "measure.target_outlook", "measure.target_chance", "measure.target_series"

// What a reader may suppose of a cluster: growth a year in per cent, and its value in the year due (¥100 m, or as the target counts).
var supposedGrowth, supposedAmount = [2]int{-90, 300}, [2]int{0, 10_000_000}

// outlooks are those of the targets that are open as of the plan's year and can be forecast.
func (r *Request) outlooks(p *plan.Plan, s *plan.Status) (all []outlookView, err error) {
	if err := r.supposes(p); err != nil {
		return nil, err
	}
	if !r.Has(outlookTable, chanceTable) {
		return nil, nil
	}
	for i, t := range s.Targets {
		if p.Targets[i].Series == nil || t.Due {
			continue
		}
		o, err := r.outlook(p, t, s.AsOf)
		if err != nil {
			return nil, err
		}
		if o != nil {
			all = append(all, *o)
		}
	}
	return all, nil
}

// supposes refuses a what-if that cannot be meant.
func (r *Request) supposes(p *plan.Plan) error {
	var targets []string
	for _, t := range p.Targets {
		targets = append(targets, t.ID)
	}
	if _, err := r.oneOf("target", targets...); err != nil {
		return err
	}
	for name, ends := range map[string][2]int{"growth": supposedGrowth, "amount": supposedAmount} {
		if value := r.Values.Get(name); value != "" {
			if _, err := bounded(name, value, ends[0], ends[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Request) outlook(p *plan.Plan, t plan.TargetStatus, asOf int) (*outlookView, error) {
	of := fmt.Sprintf("plan_id = %s and target_id = %s", literal(p.ID), literal(t.ID))
	rows, err := r.outlookRows(of, asOf)
	if err != nil {
		return nil, err
	}
	now := chosenOutlook(rows, asOf)
	if now == nil {
		return nil, nil
	}
	group := outlookGroup(of, now)
	o := &outlookView{ID: t.ID, Title: t.Title.In(r.Lang), IsMoney: t.ThresholdCNY != "", IsShare: t.Unit == "share", One: t.Test == "value", Growth: r.Values.Get("growth"), Amount: r.Values.Get("amount"),
		Origin:   first(r.coded("base.cluster_year", "figure_status", now[0]), text(now[0])) + " · " + first(text(now[1]), "–"),
		AllTrace: r.Trace("select *\nfrom "+outlookTable+"\nwhere "+group+"\norder by as_of", r.T("outlook.vintages"))}
	o.Fields = []Pair{{"plan", p.ID}, {"year", strconv.Itoa(asOf)}, {"target", t.ID}}
	o.Figures = r.outlookFigures(now, t, o.AllTrace)
	if o.One {
		o.Figures = []Figure{{Label: r.T("outlook.reach", "goal", r.targetAmount(t)(t.Goal), "year", t.Span.To), Value: r.between(now[6], now[7]), Trace: o.AllTrace}}
	}
	for _, row := range rows.Data {
		if row[0] == now[0] && row[1] == now[1] {
			o.Vintages = append(o.Vintages, r.vintage(row))
		}
	}
	return o, r.chances(o, t, group, asOf, now)
}

func (r *Request) outlookRows(of string, asOf int) (*lake.Rows, error) {
	return r.Query("select figure_status, definition, as_of, known_count, unknown_count, expected_count, chance, chance_most, chance_joint, chance_joint_most, rho, rho_source, goal\nfrom " + outlookTable +
		"\nwhere " + of + fmt.Sprintf(" and as_of <= %d\norder by as_of desc, figure_status, definition", asOf))
}

// outlookGroup is the condition for the figures of one status and definition.
func outlookGroup(of string, now []any) string {
	return of + fmt.Sprintf(" and figure_status = %s and definition = %s", literal(now[0]), literal(now[1]))
}

// outlookNow is a target's outlook as of a year, with the condition for the figures it rests on; nil where there is none.
func (r *Request) outlookNow(planID, target string, asOf int) (now []any, group string, err error) {
	of := fmt.Sprintf("plan_id = %s and target_id = %s", literal(planID), literal(target))
	rows, err := r.outlookRows(of, asOf)
	if err != nil {
		return nil, "", err
	}
	if now = chosenOutlook(rows, asOf); now == nil {
		return nil, "", nil
	}
	return now, outlookGroup(of, now), nil
}

// chosenOutlook is the group with most known chances as of a year; of equals the published, then the reviewed one.
func chosenOutlook(rows *lake.Rows, asOf int) (best []any) {
	rank := []string{"", "reported", "reviewed", "published"}
	better := func(a, b []any) bool {
		return cmp.Or(cmp.Compare(a[3].(int64), b[3].(int64)), cmp.Compare(slices.Index(rank, text(a[0])), slices.Index(rank, text(b[0])))) > 0
	}
	for _, row := range rows.Data {
		if row[2] == int64(asOf) && (best == nil || better(row, best)) {
			best = row
		}
	}
	return best
}

// between is a share, or the two bounds of one.
func (r *Request) between(low, high any) string {
	if low == nil {
		return r.T("outlook.unknown")
	}
	a, b := Format{r.Lang}.Share(low), Format{r.Lang}.Share(high)
	if a == b {
		return a
	}
	return a + "–" + b
}

func (r *Request) outlookFigures(now []any, t plan.TargetStatus, trace string) []Figure {
	known, unknown := now[3].(int64), now[4].(int64)
	figures := []Figure{
		{Label: r.T("outlook.apart", "goal", Format{r.Lang}.Number(t.Goal)), Value: r.between(now[6], now[7]), Trace: trace, Note: r.T("outlook.bounds", "n", unknown)},
		{Label: r.T("outlook.joint"), Value: r.between(now[8], now[9]), Trace: trace},
		{Label: r.T("outlook.expected"), Value: r.T("outlook.unknown"), Trace: trace, Note: r.T("outlook.known", "known", known, "unknown", unknown)},
	}
	if now[5] != nil {
		figures[2].Value = strconv.FormatFloat(now[5].(float64), 'f', 1, 64)
		figures[1].Note = "ρ = " + strconv.FormatFloat(now[10].(float64), 'f', 2, 64) + " · " + r.coded(outlookTable, "rho_source", now[11])
	}
	return figures
}

func (r *Request) vintage(row []any) vintageLine {
	v := vintageLine{Year: int(row[2].(int64)), Known: text(row[3]), Unknown: text(row[4]), Expected: r.T("outlook.unknown"), Chance: r.between(row[6], row[7]), Joint: r.between(row[8], row[9])}
	if row[5] != nil {
		v.Expected = strconv.FormatFloat(row[5].(float64), 'f', 1, 64)
	}
	return v
}

// chances fills in the clusters, the most decisive first, and the answer to what-if.
func (r *Request) chances(o *outlookView, t plan.TargetStatus, group string, asOf int, now []any) error {
	sql := "select entity_id, last_year, value, forecast, low, high, probability, needed_growth, pivotal, chance_reason\nfrom " + chanceTable + "\nwhere " + group +
		fmt.Sprintf(" and as_of = %d\norder by pivotal desc nulls last, probability desc nulls last, entity_id", asOf)
	o.ChanceTrace = r.Trace(sql, r.T("outlook.clusters"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	var ids, all []string
	chosen := ""
	if r.Values.Get("target") == t.ID {
		chosen = r.Values.Get("cluster")
	}
	decisive := false
	for _, row := range rows.Data {
		o.Lines = append(o.Lines, r.chanceLine(row, o, t))
		decisive, all = decisive || row[8] != nil, append(all, text(row[0]))
		if row[6] != nil {
			ids = append(ids, text(row[0]))
			o.Choices = append(o.Choices, LinkView{o.Lines[len(o.Lines)-1].Name, text(row[0]), text(row[0]) == chosen})
		}
	}
	if !decisive && len(ids) > 0 && !o.One {
		o.Notes = append(o.Notes, r.T("outlook.undecided", "known", len(ids), "goal", Format{r.Lang}.Number(t.Goal)))
	}
	if chosen != "" && !slices.Contains(all, chosen) {
		return fail.New(fail.Invalid, "option %s=%s: one of %s", "cluster", chosen, strings.Join(all, ", "))
	}
	if slices.Contains(ids, chosen) && (o.Growth != "" || o.Amount != "") {
		return r.whatIf(o, t, group, asOf, all, chosen, now)
	}
	return nil
}

func (r *Request) chanceLine(row []any, o *outlookView, t plan.TargetStatus) chanceLine {
	f := Format{r.Lang}
	amount := r.targetAmount(t)
	if o.IsMoney {
		amount = f.Money
	}
	id := text(row[0])
	l := chanceLine{Name: first(r.clusterName(id), r.nameOf("cluster_id", id), r.placeName(id)), Chance: r.T("outlook.unknown"), Reason: r.coded(chanceTable, "chance_reason", row[9])}
	if o.IsMoney {
		l.URL = r.Link("/clusters/" + id)
	}
	if row[2] != nil {
		l.Value = amount(row[2]) + "（" + text(row[1]) + "）"
		if r.Lang == "en" {
			l.Value = amount(row[2]) + " (" + text(row[1]) + ")"
		}
	}
	if row[3] != nil {
		l.Forecast = amount(row[3])
	}
	if row[4] != nil {
		l.Band = amount(row[4]) + "–" + amount(row[5])
	}
	if row[6] != nil {
		l.Chance = f.Share(row[6])
	}
	if row[7] != nil {
		l.Needed = f.Share(row[7])
	}
	if row[8] != nil {
		l.Pivotal = strconv.FormatFloat(row[8].(float64), 'f', 3, 64)
	}
	return l
}

// whatIf works the chances out again from the series, with one cluster's forecast replaced.
func (r *Request) whatIf(o *outlookView, t plan.TargetStatus, group string, asOf int, all []string, chosen string, now []any) error {
	values, err := r.seriesOf(group)
	if err != nil {
		return err
	}
	courses, at := []forecast.Course(nil), 0
	for i, id := range slices.Sorted(slices.Values(all)) {
		courses = append(courses, forecast.Run(values[id], asOf))
		if id == chosen {
			at = i
		}
	}
	threshold, _ := strconv.ParseFloat(first(t.ThresholdCNY, strconv.FormatFloat(t.Goal, 'g', -1, 64)), 64)
	goal := int(now[12].(int64))
	before, err := forecast.Outlook(courses, asOf, t.Span.To, threshold, goal)
	if err != nil {
		return err
	}
	value, what, err := r.supposed(o, before.Chances[at], t.Span.To)
	if err != nil {
		return err
	}
	after := before.At(at, value, threshold, goal)
	name := first(r.clusterName(chosen), r.nameOf("cluster_id", chosen), r.placeName(chosen))
	o.Answer = &whatIfView{What: name + "：" + what}
	if r.Lang == "en" {
		o.Answer.What = name + ": " + what
	}
	return r.compare(o, before, after, at, goal, now[10].(float64), int(now[4].(int64)))
}

// supposed is the value in the year due that the reader asks about.
func (r *Request) supposed(o *outlookView, c forecast.Chance, due int) (float64, string, error) {
	if o.Amount != "" {
		n, err := bounded("amount", o.Amount, supposedAmount[0], supposedAmount[1])
		if !o.IsMoney {
			return float64(n), r.T("outlook.value", "value", n, "year", due), err
		}
		return float64(n) * 1e8, r.T("outlook.value", "value", Format{r.Lang}.Money(float64(n)*1e8), "year", due), err
	}
	n, err := bounded("growth", o.Growth, supposedGrowth[0], supposedGrowth[1])
	value := c.Value
	for range due - c.Last {
		value *= 1 + float64(n)/100
	}
	return value, r.T("outlook.grows", "n", n, "year", c.Last), err
}

func (r *Request) compare(o *outlookView, before, after forecast.Panel, at, goal int, rho float64, unknown int) error {
	f, v := Format{r.Lang}, o.Answer
	add := func(label, a, b string) { v.Rows = append(v.Rows, struct{ Label, Before, After string }{label, a, b}) }
	add(r.T("outlook.chance"), f.Share(before.Chances[at].P), f.Share(after.Chances[at].P))
	if o.One {
		return nil
	}
	was, _ := before.Known()
	is, _ := after.Known()
	for i, share := range []float64{0, rho} {
		label := []string{r.T("outlook.apart", "goal", goal), r.T("outlook.joint")}[i]
		var both [2]string
		for k, p := range [][]float64{was, is} {
			pmf, err := forecast.ReachTogether(p, share)
			if err != nil {
				return err
			}
			both[k] = r.between(forecast.AtLeast(pmf, goal), forecast.AtLeast(pmf, goal-unknown))
		}
		add(label, both[0], both[1])
	}
	add(r.T("outlook.expected"), expected(was), expected(is))
	return nil
}

func expected(p []float64) string {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	return strconv.FormatFloat(sum, 'f', 1, 64)
}
