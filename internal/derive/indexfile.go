package derive

import (
	"maps"
	"regexp"
	"slices"

	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// IndexFile is an evaluation scheme of content/indices: an index, conditions of recognition, or both. Its data are tables of the workspace, so unit,
// period and data are not stated. docs/methods/evaluation.md has the format.
type IndexFile struct {
	ID         string           `yaml:"id"`    // the file's name
	About      lang.Text        `yaml:"about"` // what it is for, and what is unknown of it
	Entity     string           `yaml:"entity"`
	Mark       string           `yaml:"mark"`
	Regime     IndexRegime      `yaml:"regime"`
	Entities   []IndexEntity    `yaml:"entities"` // names and groups of units that no table names
	Conditions []IndexCondition `yaml:"conditions"`
	IndexSpec  `yaml:",inline"`
}

// IndexRegime is the document that a scheme follows and when it is in force.
type IndexRegime struct {
	Document    string    `yaml:"document"`
	Issuer      lang.Text `yaml:"issuer"`
	ValidFrom   string    `yaml:"valid_from"` // 2013-01-02, or the year alone where the day is not known; "": not known
	ValidTo     string    `yaml:"valid_to"`
	ReviewYears int       `yaml:"review_years"` // 0: none known
}

// IndexEntity names a unit; Group is what a step's by: group takes.
type IndexEntity struct {
	ID    string    `yaml:"id"`
	Name  lang.Text `yaml:"name"`
	Group string    `yaml:"group"`
}

// IndexCondition is one condition of recognition: an indicator against a threshold, or, without an indicator, a question that a person answers by an
// observation of indicator <scheme>.<condition>: 1 yes, 0.5 in part, 0 no.
type IndexCondition struct {
	ID        string    `yaml:"id"`
	Title     lang.Text `yaml:"title"`
	Clause    string    `yaml:"clause"`
	Indicator string    `yaml:"indicator"`
	Op        string    `yaml:"op"` // ">=" unless said, or "<="
	Threshold *float64  `yaml:"threshold"`
	Unit      string    `yaml:"unit"`
	Soft      bool      `yaml:"soft"` // 原则上
	Mark      string    `yaml:"mark"` // the scheme's, unless said
}

// What a scheme may be about, how well what it says is known, and which figures an indicator takes.
var (
	IndexEntities = []string{"cluster", "region", "country", "firm", "carrier"}
	indexMarks    = []string{"confirmed", "secondary", "proposal"}
	indexBases    = []string{"reported", "computed"}
	indexID       = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
)

// ReadIndexFile reads and checks a file of content/indices; what is wrong is said with its line.
func ReadIndexFile(name string, data []byte) (*IndexFile, error) {
	if len(data) > 4<<20 {
		return nil, fail.New(fail.Invalid, "%s: more than %d bytes", name, 4<<20)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlFault(name, err)
	}
	f := &IndexFile{}
	f.name, f.file = name, tree
	if line := aliased(tree); line > 0 {
		return nil, fail.New(fail.Invalid, "%s:%d: %w", name, line, fail.New(fail.Invalid, "anchors and aliases are not read; write the text again"))
	}
	if err := yaml.UnmarshalWithOptions(data, f, yaml.Strict()); err != nil {
		return nil, yamlFault(name, err)
	}
	f.name, f.file = name, tree
	if err := f.checkScheme(); err != nil {
		return nil, err
	}
	if len(f.Indicators) == 0 && len(f.Groups)+len(f.Steps) == 0 {
		return f, nil // conditions alone
	}
	f.Unit, f.Period = "entity_id", "year"
	for i := range f.Indicators {
		if err := f.checkBasis(i); err != nil {
			return nil, err
		}
	}
	return f, f.check()
}

// aliased is the line of the first anchor or alias, which can grow without bound; 0: none.
func aliased(tree *ast.File) int {
	line := 0
	for _, doc := range tree.Docs {
		ast.Walk(visitor(func(n ast.Node) {
			if t := n.Type(); line == 0 && (t == ast.AnchorType || t == ast.AliasType) {
				line = n.GetToken().Position.Line
			}
		}), doc.Body)
	}
	return line
}

type visitor func(ast.Node)

func (v visitor) Visit(n ast.Node) ast.Visitor {
	if n != nil {
		v(n)
	}
	return v
}

// IndicatorName is an indicator's name as the file gives it: a text, or one in each language.
func (n IndexIndicator) IndicatorName() lang.Text { return indexName(n.Name, n.ID) }

// GroupName is a group's name, as IndicatorName.
func (g IndexGroup) GroupName() lang.Text { return indexName(g.Name, g.ID) }

func indexName(name any, id string) lang.Text {
	switch name := name.(type) {
	case string:
		return lang.Text{Zh: name, En: name}
	case map[string]any:
		t := lang.Text{Zh: id, En: id}
		if zh, is := name["zh"].(string); is {
			t.Zh = zh
		}
		if en, is := name["en"].(string); is {
			t.En = en
		}
		return t
	}
	return lang.Text{Zh: id, En: id}
}

// WithWeights is the scheme with other weights of indicators and groups; names it does not have are left.
func (f *IndexFile) WithWeights(weights map[string]float64) *IndexFile {
	g := *f
	g.Indicators, g.Groups = slices.Clone(f.Indicators), slices.Clone(f.Groups)
	for _, id := range slices.Sorted(maps.Keys(weights)) {
		w := weights[id]
		for i := range g.Indicators {
			if g.Indicators[i].ID == id {
				g.Indicators[i].Weight = &w
			}
		}
		for i := range g.Groups {
			if g.Groups[i].ID == id {
				g.Groups[i].Weight = &w
			}
		}
	}
	for range g.Groups {
		g.leaveEmpty()
	}
	return &g
}

// leaveEmpty gives a group in which all weights are 0 the weight 0 itself, so that it is left out; the index remains, and is refused.
func (f *IndexFile) leaveEmpty() {
	for i := range f.Groups {
		members := f.weightsIn(f.Groups[i].ID)
		if f.Groups[i].Group == "" || len(members) == 0 || slices.ContainsFunc(members, func(w **float64) bool { return *w == nil || **w > 0 }) {
			continue
		}
		zero, one := 0.0, 1.0
		f.Groups[i].Weight = &zero
		for _, w := range members {
			*w = &one
		}
	}
}

// weightsIn are the weights of a group's members.
func (f *IndexFile) weightsIn(group string) (list []**float64) {
	for i := range f.Indicators {
		if f.Indicators[i].Group == group {
			list = append(list, &f.Indicators[i].Weight)
		}
	}
	for i := range f.Groups {
		if f.Groups[i].Group == group {
			list = append(list, &f.Groups[i].Weight)
		}
	}
	return list
}
