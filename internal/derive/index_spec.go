package derive

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"asterism/composite"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// IndexSpec is a composite index as a file states it (docs/methods/composite.md).
type IndexSpec struct {
	Title       lang.Text        `yaml:"title" json:"-"`
	Source      lang.Text        `yaml:"source" json:"-"` // where the index is from
	Data        string           `yaml:"data" json:"-"`   // file of the data, beside the spec
	Unit        string           `yaml:"unit" json:"unit"`
	Period      string           `yaml:"period" json:"period"`
	Indicators  []IndexIndicator `yaml:"indicators" json:"indicators"`
	Groups      []IndexGroup     `yaml:"groups" json:"groups"`
	Steps       []IndexStep      `yaml:"steps" json:"-"` // each has a hash of its own
	Uncertainty IndexDoubt       `yaml:"uncertainty" json:"-"`
	file        *ast.File
	name        string
}

// IndexIndicator is one column of the data.
type IndexIndicator struct {
	ID          string     `yaml:"id" json:"id"`
	Name        any        `yaml:"name" json:"-"`     // a text, or zh and en
	Column      string     `yaml:"column" json:"col"` // in the data; the id, unless said
	Group       string     `yaml:"group" json:"group"`
	Direction   *int       `yaml:"direction" json:"direction"` // 1, more is better, or −1
	Weight      *float64   `yaml:"weight" json:"weight"`       // 1
	Unit        string     `yaml:"unit" json:"-"`
	Denominator string     `yaml:"denominator" json:"denominator"`
	Posts       [2]float64 `yaml:"posts" json:"posts"`   // goalposts, the lower number first
	Target      *float64   `yaml:"target" json:"target"` // of dist2targ
	Reference   *float64   `yaml:"reference" json:"reference"`
	Basis       string     `yaml:"basis" json:"-"`  // of a scheme for clusters: reported or computed figures
	Source      string     `yaml:"source" json:"-"` // where the indicator is from: document and clause
}

// IndexGroup is an aggregate.
type IndexGroup struct {
	ID     string   `yaml:"id" json:"id"`
	Name   any      `yaml:"name" json:"-"`
	Group  string   `yaml:"group" json:"group"` // "": this is the index
	Weight *float64 `yaml:"weight" json:"weight"`
}

// IndexStep is one step and its options; which a step takes, stepOptions says.
type IndexStep struct {
	Do         string                 `yaml:"do" json:"do"`
	Indicators []string               `yaml:"indicators" json:"indicators,omitempty"` // those it is for; none: all that no other step of its kind names
	Method     string                 `yaml:"method" json:"method,omitempty"`
	Methods    []string               `yaml:"methods" json:"methods,omitempty"` // aggregate: level by level from below
	By         string                 `yaml:"by" json:"by,omitempty"`           // impute: column of the groups
	Over       string                 `yaml:"over" json:"over,omitempty"`       // period or all
	Scale      *float64               `yaml:"scale" json:"scale,omitempty"`
	Least      *float64               `yaml:"least" json:"least,omitempty"`
	Nonzero    *float64               `yaml:"nonzero" json:"nonzero,omitempty"`
	Winsorise  *int                   `yaml:"winsorise" json:"winsorise,omitempty"`
	Skew       *float64               `yaml:"skew" json:"skew,omitempty"`
	Kurtosis   *float64               `yaml:"kurtosis" json:"kurtosis,omitempty"`
	Log        *string                `yaml:"log" json:"log,omitempty"`
	Lambda     *float64               `yaml:"lambda" json:"lambda,omitempty"`
	Range      *[2]float64            `yaml:"range" json:"range,omitempty"`
	Mean       *float64               `yaml:"mean" json:"mean,omitempty"`
	SD         *float64               `yaml:"sd" json:"sd,omitempty"`
	Cap        *bool                  `yaml:"cap" json:"cap,omitempty"`
	Reference  string                 `yaml:"reference" json:"reference,omitempty"` // unit
	Shift      *float64               `yaml:"shift" json:"shift,omitempty"`
	Power      *float64               `yaml:"power" json:"power,omitempty"`
	Share      *float64               `yaml:"share" json:"share,omitempty"`
	Judgements map[string][][]float64 `yaml:"judgements" json:"judgements,omitempty"`
	place      string                 // in the file
}

// IndexDoubt is what might have been chosen instead.
type IndexDoubt struct {
	Replications *int         `yaml:"replications"` // 1000; 0: no intervals
	Seed         *uint64      `yaml:"seed"`         // 1
	Level        *float64     `yaml:"level"`        // 0.9
	Weights      []float64    `yaml:"weights"`      // ± shares of indicators, groups, groups of groups …; [0.25]
	Instead      *[]IndexStep `yaml:"instead"`      // absent: the usual ones
	Sensitivity  int          `yaml:"sensitivity"`  // rows of the Sobol' design; 1000
}

// stepOptions are the options each step takes.
var stepOptions = map[string][]string{
	"denominate": {"indicators", "scale"}, "impute": {"indicators", "method", "by", "over"}, "screen": {"least", "nonzero"},
	"treat":     {"indicators", "method", "over", "winsorise", "skew", "kurtosis", "log", "lambda"},
	"normalise": {"indicators", "method", "over", "range", "mean", "sd", "cap", "reference"},
	"weigh":     {"method", "over", "shift", "judgements"}, "aggregate": {"method", "methods", "least", "power", "share"},
}

// stepOrder is the order of the steps' names in messages, and of those that come last.
var stepOrder = []string{"denominate", "impute", "screen", "treat", "normalise", "weigh", "aggregate"}

// stepMethods are the methods each step knows.
var stepMethods = map[string][]string{
	"impute": slices.Concat(composite.ImputeMethods, composite.ImputePanelMethods), "treat": {"standard", "none"},
	"normalise": slices.Concat(composite.NormaliseMethods, []string{"ampi"}), "weigh": composite.WeighMethods, "aggregate": composite.AggregateMethods,
}

// ReadIndexSpec reads and checks a spec; what is wrong is said with its line.
func ReadIndexSpec(name string, data []byte) (*IndexSpec, error) {
	if len(data) > 4<<20 {
		return nil, fail.New(fail.Invalid, "%s: more than %d bytes", name, 4<<20)
	}
	s := &IndexSpec{name: name}
	if err := yaml.UnmarshalWithOptions(data, s, yaml.Strict()); err != nil {
		return nil, yamlFault(name, err)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlFault(name, err)
	}
	s.file = file
	if err := s.check(); err != nil {
		return nil, err
	}
	return s, nil
}

func yamlFault(name string, err error) error {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil && located.GetToken().Position != nil {
		return fail.New(fail.Invalid, "%s:%d: %s", name, located.GetToken().Position.Line, located.GetMessage())
	}
	return fail.New(fail.Invalid, "%s: %v", name, err)
}

// at puts file and line before what is wrong with a place of the spec, given as a YAML path; of a place that is not there, its parent's.
func (s *IndexSpec) at(path string, wrong error) error {
	for path != "$" && path != "" {
		if p, err := yaml.PathString(path); err == nil {
			if node, err := p.FilterFile(s.file); err == nil && node.GetToken() != nil {
				return fail.New(fail.Invalid, "%s:%d: %w", s.name, node.GetToken().Position.Line, wrong)
			}
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 1)]
	}
	return fail.New(fail.Invalid, "%s: %w", s.name, wrong)
}

func (s *IndexSpec) check() error {
	if s.Unit == "" {
		s.Unit = "unit"
	}
	if len(s.Indicators) == 0 || len(s.Indicators) > 2000 {
		return s.at("$.indicators", fail.New(fail.Invalid, "indicators: from 1 to 2000, not %d", len(s.Indicators)))
	}
	for i := range s.Indicators {
		if err := s.checkIndicator(i); err != nil {
			return err
		}
	}
	for i, g := range s.Groups {
		if !idPattern.MatchString(g.ID) {
			return s.at(fmt.Sprintf("$.groups[%d].id", i), fail.New(fail.Invalid, "id %q: letters, digits, _, - and .", g.ID))
		}
		if slices.Contains(resultColumns, g.ID) {
			return s.at(fmt.Sprintf("$.groups[%d].id", i), fail.New(fail.Invalid, "id %q is a column of the result; give the group another", g.ID))
		}
	}
	if _, err := s.tree(); err != nil {
		return s.at(s.blamed(err), fail.As(fail.Invalid, err, "groups"))
	}
	if err := s.checkSteps(); err != nil {
		return err
	}
	return s.checkDoubt()
}

var idPattern = regexp.MustCompile(`^[\p{L}\p{N}_.-]{1,64}$`)

// resultColumns are the first columns of the result; groups follow.
var resultColumns = []string{"unit", "period", "score", "rank", "rank_low", "rank_high"}

func (s *IndexSpec) checkIndicator(i int) error {
	n := &s.Indicators[i]
	place := fmt.Sprintf("$.indicators[%d]", i)
	if n.Column == "" {
		n.Column = n.ID
	}
	one := 1
	if n.Direction == nil {
		n.Direction = &one
	}
	switch {
	case !idPattern.MatchString(n.ID):
		return s.at(place, fail.New(fail.Invalid, "id %q: letters, digits, _, - and .", n.ID))
	case *n.Direction != 1 && *n.Direction != -1:
		return s.at(place+".direction", fail.New(fail.Invalid, "direction of %s: 1 (more is better) or -1, not %d", n.ID, *n.Direction))
	case n.Posts[0] > n.Posts[1] || math.IsNaN(n.Posts[0]+n.Posts[1]):
		return s.at(place+".posts", fail.New(fail.Invalid, "posts of %s: the lower number first; direction says which is better", n.ID))
	}
	return nil
}

// tree is the tree of the spec; without groups all indicators make one index.
func (s *IndexSpec) tree() (composite.Tree, error) {
	weight := func(w *float64) float64 {
		if w == nil {
			return 1
		}
		return *w
	}
	groups := s.Groups
	root := "index"
	for _, g := range groups {
		if g.Group == "" {
			root = g.ID
		}
	}
	if len(groups) == 0 {
		groups = []IndexGroup{{ID: root}}
	}
	var nodes []composite.Node
	for _, n := range s.Indicators {
		parent := n.Group
		if parent == "" {
			parent = root
		}
		nodes = append(nodes, composite.Node{Name: n.ID, Parent: parent, Weight: weight(n.Weight)})
	}
	for _, g := range groups {
		nodes = append(nodes, composite.Node{Name: g.ID, Parent: g.Group, Weight: weight(g.Weight)})
	}
	return composite.NewTree(nodes, len(s.Indicators))
}

// blamed is the place of the node that an error of the tree names first.
func (s *IndexSpec) blamed(err error) string {
	name, _, _ := strings.Cut(err.Error(), ":")
	name, _, _ = strings.Cut(name, " stands")
	place := "$.groups"
	for i, n := range s.Indicators {
		if n.ID == name {
			place = fmt.Sprintf("$.indicators[%d].id", i)
		}
	}
	for i, g := range s.Groups {
		if g.ID == name {
			place = fmt.Sprintf("$.groups[%d].id", i)
		}
	}
	return place
}
