package derive

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"asterism/composite"
	"asterism/internal/fail"
)

// checkSteps checks every step, puts the usual ones in where none stands, and the order: weigh and aggregate come last.
func (s *IndexSpec) checkSteps() error {
	last := -1
	for i := range s.Steps {
		place := fmt.Sprintf("$.steps[%d]", i)
		s.Steps[i].place = place
		if err := s.checkStep(&s.Steps[i], place); err != nil {
			return err
		}
		at := slices.Index(stepOrder, s.Steps[i].Do)
		if last > at && last >= slices.Index(stepOrder, "normalise") {
			return s.at(place, fail.New(fail.Invalid, "%s comes before %s", s.Steps[i].Do, stepOrder[last]))
		}
		if s.Steps[i].Do == "screen" && slices.ContainsFunc(s.Steps[:i], func(x IndexStep) bool { return x.Do == "screen" }) || last == at && at > slices.Index(stepOrder, "normalise") {
			return s.at(place, fail.New(fail.Invalid, "%s stands twice", s.Steps[i].Do))
		}
		last = at
	}
	for _, do := range []string{"normalise", "weigh", "aggregate"} {
		if !slices.ContainsFunc(s.Steps, func(x IndexStep) bool { return x.Do == do }) {
			s.Steps = append(s.Steps, IndexStep{Do: do, place: "$.steps"})
		}
	}
	slices.SortStableFunc(s.Steps, func(a, b IndexStep) int { return late(a.Do) - late(b.Do) })
	return nil
}

// late orders normalise, weigh and aggregate behind the steps that may stand in any order.
func late(do string) int {
	return max(0, slices.Index(stepOrder, do)-slices.Index(stepOrder, "treat"))
}

func (s *IndexSpec) checkStep(x *IndexStep, place string) error {
	takes, known := stepOptions[x.Do]
	if !known {
		return s.at(place, fail.New(fail.Invalid, "do: %q is no step; there are %s", x.Do, strings.Join(stepOrder, ", ")))
	}
	for _, option := range given(*x) {
		if !slices.Contains(takes, option) {
			return s.at(place+"."+option, fail.New(fail.Invalid, "%s takes no %s; it takes %s", x.Do, option, strings.Join(takes, ", ")))
		}
	}
	for _, m := range append([]string{x.Method}, x.Methods...) {
		if list := stepMethods[x.Do]; m != "" && !slices.Contains(list, m) {
			return s.at(place, fail.New(fail.Invalid, "%s: method %q: one of %s", x.Do, m, strings.Join(list, ", ")))
		}
	}
	for _, id := range x.Indicators {
		if !slices.ContainsFunc(s.Indicators, func(n IndexIndicator) bool { return n.ID == id }) {
			return s.at(place+".indicators", fail.New(fail.Invalid, "there is no indicator %s", id))
		}
	}
	if x.Over != "" && (x.Over != "period" && x.Over != "all" && !(x.Do == "weigh" && x.Over == "group") || x.Over == "period" && s.Period == "") {
		return s.at(place+".over", fail.New(fail.Invalid, "over: all, period where the spec names one, group of weigh; not %q", x.Over))
	}
	return s.checkValues(x, place)
}

// checkValues checks what an option's type cannot.
func (s *IndexSpec) checkValues(x *IndexStep, place string) error {
	wrong := func(option, must string) error {
		return s.at(place+"."+option, fail.New(fail.Invalid, "%s: %s: %s", x.Do, option, must))
	}
	outside := func(v *float64, low, high float64) bool { return v != nil && !(*v >= low && *v <= high) }
	switch {
	case outside(x.Least, 0, 1):
		return wrong("least", "0…1")
	case outside(x.Nonzero, 0, 1):
		return wrong("nonzero", "0…1")
	case outside(x.Share, 0, 1):
		return wrong("share", "0…1")
	case x.Range != nil && !(x.Range[0] < x.Range[1]):
		return wrong("range", "[low, high]")
	case x.SD != nil && !(*x.SD > 0):
		return wrong("sd", "> 0")
	case x.Winsorise != nil && *x.Winsorise < 0:
		return wrong("winsorise", "≥ 0")
	case x.Log != nil && *x.Log != "none" && !slices.Contains(composite.LogMethods, *x.Log):
		return wrong("log", "none, "+strings.Join(composite.LogMethods, ", "))
	case slices.Contains(append([]string{x.Method}, x.Methods...), "generalised") && (x.Power == nil || *x.Power == 0 || math.IsNaN(*x.Power)):
		return wrong("power", "≠ 0")
	case x.Do == "aggregate" && x.Method != "" && len(x.Methods) > 0:
		return wrong("methods", "method | methods")
	case strings.HasPrefix(x.Method, "group_") && x.By == "":
		return wrong("by", "column")
	case (x.Method == "latest" || x.Method == "linear") && s.Period == "":
		return wrong("method", "period")
	case x.Method == "dist2ref" && (x.Reference == "" || s.Period != ""):
		return wrong("reference", "unit, no period")
	}
	for _, n := range s.Indicators {
		of := len(x.Indicators) == 0 || slices.Contains(x.Indicators, n.ID)
		if of && x.Method == "goalposts" && n.Posts[0] == n.Posts[1] {
			return s.at(place, fail.New(fail.Invalid, "goalposts: %s has no posts: [low, high]", n.ID))
		}
		if of && x.Method == "dist2targ" && n.Target == nil {
			return s.at(place, fail.New(fail.Invalid, "dist2targ: %s has no target", n.ID))
		}
	}
	return s.checkJudgements(x, place)
}

func (s *IndexSpec) checkJudgements(x *IndexStep, place string) error {
	if x.Method == "ahp" && len(x.Judgements) == 0 {
		return s.at(place, fail.New(fail.Invalid, "ahp: judgements: a matrix of each group"))
	}
	tree, err := s.tree()
	if err != nil {
		return err
	}
	for _, group := range sortedKeys(x.Judgements) {
		judged := x.Judgements[group]
		p := slices.IndexFunc(tree.Nodes, func(n composite.Node) bool { return n.Name == group })
		if p < tree.Leaves {
			return s.at(place+".judgements", fail.New(fail.Invalid, "judgements: there is no group %s", group))
		}
		if len(judged) != len(tree.Children[p]) {
			return s.at(place+".judgements."+group, fail.New(fail.Invalid, "judgements of %s: %d rows for %d members", group, len(judged), len(tree.Children[p])))
		}
		if _, err := composite.AHP(judged); err != nil {
			return s.at(place+".judgements."+group, fail.As(fail.Invalid, err, "judgements of %s", group))
		}
	}
	return nil
}

// given are the options a step has been given.
func given(x IndexStep) []string {
	data, err := json.Marshal(x)
	if err != nil {
		return nil
	}
	options := map[string]any{}
	if json.Unmarshal(data, &options) != nil {
		return nil
	}
	delete(options, "do")
	return sortedKeys(options)
}

func (s *IndexSpec) checkDoubt() error {
	d := &s.Uncertainty
	replications, seed, level := 1000, uint64(1), 0.9
	if d.Replications == nil {
		d.Replications = &replications
	}
	if d.Seed == nil {
		d.Seed = &seed
	}
	if d.Level == nil {
		d.Level = &level
	}
	if d.Weights == nil {
		d.Weights = []float64{0.25}
	}
	if d.Sensitivity == 0 {
		d.Sensitivity = 1000
	}
	switch {
	case *d.Replications < 0 || *d.Replications > 1_000_000:
		return s.at("$.uncertainty.replications", fail.New(fail.Invalid, "replications: 0 to %d", 1_000_000))
	case d.Sensitivity < 2 || d.Sensitivity > 1_000_000:
		return s.at("$.uncertainty.sensitivity", fail.New(fail.Invalid, "sensitivity: rows, 2 to %d", 1_000_000))
	case !(*d.Level > 0 && *d.Level < 1):
		return s.at("$.uncertainty.level", fail.New(fail.Invalid, "level: between 0 and 1"))
	}
	for _, w := range d.Weights {
		if !(w >= 0 && w < 1) {
			return s.at("$.uncertainty.weights", fail.New(fail.Invalid, "weights: shares from 0, under 1"))
		}
	}
	if d.Instead == nil {
		return nil
	}
	for i := range *d.Instead {
		x, place := &(*d.Instead)[i], fmt.Sprintf("$.uncertainty.instead[%d]", i)
		if err := s.checkStep(x, place); err != nil {
			return err
		}
		if x.Do == "screen" || x.Do == "weigh" || len(x.Indicators) > 0 || !slices.ContainsFunc(s.Steps, func(y IndexStep) bool { return y.Do == x.Do }) {
			return s.at(place, fail.New(fail.Invalid, "instead: one of the index's steps denominate, impute, treat, normalise, aggregate, for all indicators"))
		}
	}
	return nil
}

// IndexStepHelp is a line for each step: its options and methods.
func IndexStepHelp() []string {
	var lines []string
	for _, do := range stepOrder {
		line := fmt.Sprintf("%-10s %s", do, strings.Join(stepOptions[do], ", "))
		if list := stepMethods[do]; list != nil {
			line += "; method: " + strings.Join(list, "|")
		}
		lines = append(lines, line)
	}
	return lines
}
