package plan

import (
	"context"
	"math/big"
	"strconv"
)

// judge sets a source's count, what is missing, and its state.
func (e *evaluation) judge(ctx context.Context, t Target, v Values, s TargetStatus, one *SourceStatus) {
	switch t.Test {
	case "register":
		e.judgeRegister(ctx, t, v, s, one)
	case "value":
		e.judgeValue(t, s, one)
	default:
		e.judgeCount(ctx, t, v, s, one)
	}
}

// judgeCount counts the clusters at or above the threshold, each once. Not met needs proof: even if every
// registered cluster without a value and every supported but unnamed one were above, the goal would be missed.
func (e *evaluation) judgeCount(ctx context.Context, t Target, v Values, s TargetStatus, one *SourceStatus) {
	threshold, _ := new(big.Rat).SetString(t.ThresholdCNY) // checked on load
	for i, value := range one.Values {
		one.Values[i].Passes = value.number.Cmp(threshold) >= 0
	}
	one.Count, one.Disputed = verdicts(one.Values)
	one.Missing = e.missing(ctx, t, one.Values)
	one.Unnamed = e.unnamed(ctx)
	possible := one.Count + len(one.Missing) + len(one.Disputed) + one.Unnamed
	args := []string{"count", itoa(one.Count), "goal", number(t.Goal), "missing", itoa(len(one.Missing) + len(one.Disputed)), "unnamed", itoa(one.Unnamed),
		"registered", itoa(len(e.registered(ctx)))}
	switch {
	case float64(one.Count) >= t.Goal:
		one.State, one.Reason = Met, reason("reached", args...)
	case len(one.Values) == 0:
		one.State, one.Reason = CannotTell, reason("no_values", args...)
	case !s.Due:
		one.State, one.Reason = Open, reason("not_due", args...)
	case v.LowerBound:
		one.State, one.Reason = CannotTell, reason("lower_bound", args...)
	case float64(possible) < t.Goal:
		one.State, one.Reason = NotMet, reason("below", args...)
	default:
		one.State, one.Reason = CannotTell, reason("missing", args...)
	}
}

// verdicts counts the clusters all of whose values pass and lists those whose values disagree, as two yearbooks may.
func verdicts(values []ClusterValue) (count int, disputed []ClusterRef) {
	var order []ClusterRef
	passes, fails := map[string]bool{}, map[string]bool{}
	for _, v := range values {
		if !passes[v.ID] && !fails[v.ID] {
			order = append(order, v.ClusterRef)
		}
		passes[v.ID] = passes[v.ID] || v.Passes
		fails[v.ID] = fails[v.ID] || !v.Passes
	}
	for _, c := range order {
		switch {
		case passes[c.ID] && fails[c.ID]:
			disputed = append(disputed, c)
		case passes[c.ID]:
			count++
		}
	}
	return count, disputed
}

// judgeRegister counts decisions, each cluster once. A register proves what it holds; that it holds no more proves
// something only where its import stated it to be whole.
func (e *evaluation) judgeRegister(ctx context.Context, t Target, v Values, s TargetStatus, one *SourceStatus) {
	clusters := map[string]bool{}
	for i, value := range one.Values {
		one.Values[i].Passes = true
		clusters[value.ID] = true
	}
	one.Count, one.Missing = len(clusters), []ClusterRef{}
	args := []string{"count", itoa(one.Count), "goal", number(t.Goal)}
	switch {
	case float64(one.Count) >= t.Goal:
		one.State, one.Reason = Met, reason("reached_register", args...)
	case !s.Due:
		one.State, one.Reason = Open, reason("not_due_register", args...)
	case e.whole(ctx, v):
		one.State, one.Reason = NotMet, reason("register_whole", args...)
	case one.Count == 0:
		one.State, one.Reason = CannotTell, reason("register_empty", args...)
	default:
		one.State, one.Reason = CannotTell, reason("register_open", args...)
	}
}

func (e *evaluation) whole(ctx context.Context, v Values) bool {
	if v.Complete == "" {
		return false
	}
	rows, why := e.ask.rows(ctx, v.Complete)
	return why == nil && len(rows.Data) > 0
}

// judgeValue compares the latest value with the goal; of a range its lower end is the goal.
func (e *evaluation) judgeValue(t Target, s TargetStatus, one *SourceStatus) {
	goal := new(big.Rat).SetFloat64(t.Goal)
	one.Missing = []ClusterRef{}
	args := []string{"goal", number(t.Goal), "year", itoa(s.Year)}
	if len(one.Values) == 0 {
		one.State, one.Reason = CannotTell, reason("no_value", args...)
		return
	}
	for i, v := range one.Values {
		one.Values[i].Passes = v.number.Cmp(goal) >= 0
	}
	best := one.Values[0]
	args = append(args, "value", best.Value)
	switch {
	case best.Passes:
		one.State, one.Count, one.Reason = Met, 1, reason("value_reached", args...)
	case !s.Due:
		one.State, one.Reason = Open, reason("value_not_due", args...)
	default:
		one.State, one.Reason = NotMet, reason("value_below", args...)
	}
}

// decide takes the answer of the best source: a published figure before an audited before a declared one, reported
// figures before sums. Another reported answer that says the contrary makes the whole undecided, since nobody but
// the reporting bodies can settle it.
func (s *TargetStatus) decide() {
	s.Chosen, s.State, s.Reason = -1, CannotTell, reason("no_source")
	for i, one := range s.Sources {
		if one.State == CannotTell && s.Chosen >= 0 || s.Chosen >= 0 && s.State != CannotTell {
			continue
		}
		s.Chosen, s.State, s.Reason = i, one.State, one.Reason
	}
	for i, one := range s.Sources {
		if s.Chosen >= 0 && contrary(s.Sources[s.Chosen], one) {
			s.State, s.Reason = CannotTell, reason("sources_differ", "a", s.Sources[s.Chosen].label(), "b", s.Sources[i].label())
			return
		}
	}
}

func contrary(a, b SourceStatus) bool {
	return a.Status == b.Status && (a.State == Met && b.State == NotMet || a.State == NotMet && b.State == Met)
}

func (s SourceStatus) label() string {
	label := s.Source
	for _, part := range []string{s.Status, s.Definition} {
		if part != "" {
			label += " · " + part
		}
	}
	return label
}

// registered lists the clusters the data register; none when there is no register. It asks once.
func (e *evaluation) registered(ctx context.Context) []ClusterRef {
	if e.registry == nil {
		e.registry = e.readRegistry(ctx)
	}
	return e.registry
}

func (e *evaluation) readRegistry(ctx context.Context) []ClusterRef {
	all := []ClusterRef{}
	if e.plan.Registry == "" {
		return all
	}
	rows, why := e.ask.rows(ctx, e.plan.Registry)
	if why != nil {
		return all
	}
	for _, row := range rows.Data {
		if len(row) >= 3 && row[0] != nil {
			all = append(all, ClusterRef{cell(row[0]), cell(row[1]), cell(row[2]) == "1"})
		}
	}
	return all
}

// unnamed is how many supported clusters neither the policy names nor the data register.
func (e *evaluation) unnamed(ctx context.Context) int {
	known := 0
	for _, c := range e.registered(ctx) {
		if c.supported {
			known++
		}
	}
	return max(0, e.plan.Supported-max(len(e.plan.Clusters), known))
}

// missing lists registered clusters that have no value.
func (e *evaluation) missing(ctx context.Context, t Target, values []ClusterValue) []ClusterRef {
	without := []ClusterRef{}
	if t.Test != "count_above" {
		return without
	}
	have := map[string]bool{}
	for _, v := range values {
		have[v.ID] = true
	}
	for _, c := range e.registered(ctx) {
		if !have[c.ID] {
			without = append(without, c)
		}
	}
	return without
}

// number writes a goal without needless digits: 5, 0.028.
func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
