package derive

import (
	"slices"
	"strconv"

	"asterism/composite"
	"asterism/internal/fail"
)

func or[T any](given *T, usual T) T {
	if given == nil {
		return usual
	}
	return *given
}

// step makes a step of the frame's rows; usual is whether several of its kind share the indicators out.
func (s *IndexSpec) step(x IndexStep, f *indexFrame) composite.Step {
	return func(c composite.Columns) (composite.Columns, error) {
		out := slices.Clone(c)
		for i, n := range s.Indicators {
			if !s.takes(x, n.ID) {
				continue
			}
			y, err := s.column(x, f, n, c[i])
			if err != nil {
				return nil, err
			}
			out[i] = y
		}
		return out, nil
	}
}

// takes tells whether a step is for an indicator: named, or named by no step of the kind.
func (s *IndexSpec) takes(x IndexStep, id string) bool {
	if len(x.Indicators) > 0 {
		return slices.Contains(x.Indicators, id)
	}
	for _, other := range s.Steps {
		if other.Do == x.Do && slices.Contains(other.Indicators, id) {
			return false
		}
	}
	return true
}

func (s *IndexSpec) column(x IndexStep, f *indexFrame, n IndexIndicator, v []float64) ([]float64, error) {
	switch x.Do {
	case "denominate":
		if n.Denominator == "" {
			return v, nil
		}
		return composite.Denominate(v, f.sizes[n.Denominator], or(x.Scale, 1)), nil
	case "impute":
		if slices.Contains(composite.ImputePanelMethods, x.Method) {
			return composite.ImputePanel(v, x.Method, f.units, numbersIn(f.periods)), nil
		}
		return byParts(v, f.parts(x.Over, "period"), func(rows []int, v []float64) []float64 {
			var group []string
			if x.By != "" {
				for _, r := range rows {
					group = append(group, f.labels[x.By][r])
				}
			}
			method := x.Method
			if method == "" {
				method = "mean"
			}
			return composite.Impute(v, method, group)
		}), nil
	case "treat":
		if x.Method == "none" {
			return v, nil
		}
		t := x.treatment()
		return byParts(v, f.parts(x.Over, "period"), func(_ []int, v []float64) []float64 {
			v, _ = t.Column(v)
			return v
		}), nil
	}
	scale, err := x.scaling(f, n)
	if err != nil {
		return nil, err
	}
	return byParts(v, f.parts(x.Over, "all"), func(_ []int, v []float64) []float64 {
		if x.Method == "ampi" {
			return ampi(v, n)
		}
		y := scale.Column(v, *n.Direction)
		if x.Method == "goalposts" {
			for r := range y {
				y[r] += or(x.Range, [2]float64{0, 100})[0]
			}
		}
		return y
	}), nil
}

func ampi(v []float64, n IndexIndicator) []float64 {
	low, high := composite.AMPIPosts(composite.Quantile(v, 0), composite.Quantile(v, 1), or(n.Reference, composite.Mean(v)))
	return composite.AMPIScale(v, low, high, *n.Direction)
}

func (x IndexStep) treatment() composite.Treatment {
	t := composite.StandardTreatment
	t.Winmax, t.Skew, t.Kurt, t.Log, t.Lambda = or(x.Winsorise, t.Winmax), or(x.Skew, t.Skew), or(x.Kurtosis, t.Kurt), or(x.Log, t.Log), or(x.Lambda, 0)
	if t.Log == "none" {
		t.Log = ""
	}
	return t
}

// scaling is a normalise step for one indicator.
func (x IndexStep) scaling(f *indexFrame, n IndexIndicator) (composite.Scaling, error) {
	onto := or(x.Range, [2]float64{0, 100})
	c := composite.Scaling{Method: x.Method, Low: onto[0], High: onto[1]}
	switch x.Method {
	case "":
		c.Method = "minmax"
	case "zscore":
		c.Low, c.High = or(x.Mean, 0), or(x.SD, 1)
	case "goalposts":
		c.Low, c.High, c.Scale, c.Cap = n.Posts[0], n.Posts[1], onto[1]-onto[0], or(x.Cap, true)
	case "dist2targ":
		c.Target, c.Cap = *n.Target, or(x.Cap, false)
	case "dist2ref":
		c.Cap = or(x.Cap, false)
		if c.Reference = slices.Index(f.units, x.Reference); c.Reference < 0 {
			return c, fail.New(fail.Invalid, "dist2ref: there is no unit %s", x.Reference)
		}
	}
	return c, nil
}

func numbersIn(texts []string) []float64 {
	out := make([]float64, len(texts))
	for i, t := range texts {
		out[i], _ = strconv.ParseFloat(t, 64) // the frame has checked them
	}
	return out
}

// byParts does rows part by part.
func byParts(v []float64, parts [][]int, do func(rows []int, v []float64) []float64) []float64 {
	out := make([]float64, len(v))
	for _, rows := range parts {
		part := make([]float64, len(rows))
		for k, r := range rows {
			part[k] = v[r]
		}
		for k, y := range do(rows, part) {
			out[rows[k]] = y
		}
	}
	return out
}

// aggregations are the ways of an aggregate step, level by level.
func (x IndexStep) aggregations() []composite.Aggregation {
	methods := x.Methods
	if len(methods) == 0 {
		methods = []string{x.Method}
	}
	var out []composite.Aggregation
	for _, m := range methods {
		if m == "" {
			m = "arithmetic"
		}
		out = append(out, composite.Aggregation{Method: m, Power: or(x.Power, 0), Least: or(x.Least, 0), Share: or(x.Share, 0)})
	}
	return out
}
