package chain

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// QueryCheck tells what is wrong with a query in a dialect ("": found out); nil is right. Package search has the languages, which
// this package may not know.
type QueryCheck func(dialect, query string) error

// Load reads chains/*.yaml of a content tree, in order of name. A file with faults is left out and becomes findings;
// the other chains load. The error is for a tree that cannot be read.
func Load(content fs.FS, check QueryCheck) (chains []*Chain, found []finding.Finding, err error) {
	defer fail.Wrap(&err, "load chains")
	names, err := fs.Glob(content, "chains/*.yaml")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(content, name)
		if err != nil {
			return nil, nil, err
		}
		c, remarks := Decode(name, data, check)
		found = append(found, remarks...)
		if c != nil {
			chains = append(chains, c)
		}
	}
	return chains, found, nil
}

// Decode reads one file; with any fault the chain is nil. Unknown keys are faults, so that a misspelt key is not silently
// without effect, and so are YAML's anchors, which can grow without bound.
func Decode(name string, data []byte, check QueryCheck) (*Chain, []finding.Finding) {
	k := &checker{file: name, queries: check}
	if len(data) > MaxBytes {
		k.fault("$", "chain.large", "")
		return nil, k.found
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, []finding.Finding{unreadable(name, err)}
	}
	k.tree = tree
	for _, doc := range tree.Docs {
		ast.Walk(anchors{k}, doc.Body)
	}
	if len(k.found) > 0 {
		return nil, k.found
	}
	c := new(Chain)
	if err := yaml.UnmarshalWithOptions(data, c, yaml.Strict()); err != nil {
		return nil, []finding.Finding{unreadable(name, err)}
	}
	k.check(c)
	if len(k.found) > 0 {
		return nil, k.found
	}
	return c, nil
}

// Check tells what is wrong with a chain that is to stand under its id; Field of a finding is its place, as nodes[0].query.
func Check(c *Chain, check QueryCheck) []finding.Finding {
	k := &checker{file: "chains/" + c.ID + ".yaml", queries: check}
	k.check(c)
	return k.found
}

// Encode writes a chain as its file.
func Encode(c *Chain) ([]byte, error) {
	data, err := yaml.MarshalWithOptions(c, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
	return data, fail.As(fail.Internal, err, "write chain %s", c.ID)
}

func unreadable(name string, err error) finding.Finding {
	f := finding.Finding{File: name, Severity: finding.Error, Code: "chain.unreadable", Args: map[string]string{"error": err.Error()}}
	var located yaml.Error
	if errors.As(err, &located) {
		f.Args["error"] = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			f.Line = int64(t.Position.Line)
		}
	}
	return f
}

type anchors struct{ k *checker }

func (a anchors) Visit(n ast.Node) ast.Visitor {
	if n == nil {
		return nil
	}
	if t := n.Type(); t == ast.AnchorType || t == ast.AliasType {
		a.k.found = append(a.k.found, finding.Finding{File: a.k.file, Line: int64(n.GetToken().Position.Line), Severity: finding.Error, Code: "chain.anchor"})
		return nil
	}
	return a
}

// checker tests what the structure cannot promise by itself. Faults are placed by their path in the file ($.nodes[0].query).
type checker struct {
	file    string
	tree    *ast.File
	queries QueryCheck
	found   []finding.Finding
	nodes   int
	seen    map[string]bool
}

func (k *checker) fault(at, code, value string, args ...string) {
	f := finding.Finding{File: k.file, Severity: finding.Error, Code: code, Field: strings.TrimPrefix(at, "$."), Value: value, Line: k.line(at), Args: map[string]string{"value": value}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	k.found = append(k.found, f)
}

// line finds the line of a path, or of the nearest one above it that the file has.
func (k *checker) line(at string) int64 {
	for k.tree != nil && at != "" {
		if p, err := yaml.PathString(at); err == nil {
			if n, err := p.FilterFile(k.tree); err == nil && n != nil && n.GetToken() != nil {
				return int64(n.GetToken().Position.Line)
			}
		}
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
	return 0
}

var (
	idPattern       = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	classPattern    = regexp.MustCompile(`^[A-HY]\d\d([A-Z](\d{1,4}/\d{2,6})?)?$`)
	subclassPattern = regexp.MustCompile(`^[A-HY]\d\d[A-Z]$`)
	groupPattern    = regexp.MustCompile(`^\d{1,4}/\d{2,6}$`)
	scopePattern    = regexp.MustCompile(`^[A-HY]\d\d[A-Z]?$`)
)

// isReserved tells the names of pages beside those of chains and nodes.
func isReserved(id string) bool {
	return id == "count" || id == "edit" || id == "new" || id == "versions"
}

func (k *checker) check(c *Chain) {
	k.seen = map[string]bool{}
	if c.ID != strings.TrimSuffix(path.Base(k.file), ".yaml") || !idPattern.MatchString(c.ID) || isReserved(c.ID) {
		k.fault("$.id", "chain.id", c.ID)
	}
	k.title("$", c.Title)
	for i, s := range c.Scope {
		if !scopePattern.MatchString(s) {
			k.fault(fmt.Sprintf("$.scope[%d]", i), "chain.scope", s)
		}
	}
	if len(c.Nodes) == 0 {
		k.fault("$.nodes", "chain.empty", c.ID)
	}
	k.list("$.nodes", c.Nodes, 1)
}

func (k *checker) title(at string, t lang.Text) {
	if strings.TrimSpace(t.Zh) == "" || strings.TrimSpace(t.En) == "" {
		k.fault(at+".title", "chain.language", "")
	}
}

func (k *checker) list(at string, nodes []Node, depth int) {
	if depth > MaxDepth && len(nodes) > 0 {
		k.fault(at, "chain.deep", "")
		return
	}
	for i, n := range nodes {
		here := fmt.Sprintf("%s[%d]", at, i)
		if k.nodes++; k.nodes == MaxNodes+1 {
			k.fault(here, "chain.many", "")
		}
		k.node(here, n)
		k.list(here+".nodes", n.Nodes, depth+1)
	}
}

func (k *checker) node(at string, n Node) {
	switch {
	case !idPattern.MatchString(n.ID) || isReserved(n.ID):
		k.fault(at+".id", "chain.node_id", n.ID)
	case k.seen[n.ID]:
		k.fault(at+".id", "chain.twice", n.ID)
	}
	k.seen[n.ID] = true
	k.title(at, n.Title)
	if n.Stage != "" && !slices.Contains(Stages, n.Stage) {
		k.fault(at+".stage", "chain.stage", n.Stage, "values", strings.Join(Stages, ", "))
	}
	if n.Role != "" && !slices.Contains(Roles, n.Role) {
		k.fault(at+".role", "chain.role", n.Role, "values", strings.Join(Roles, ", "))
	}
	if len(n.Classes) > MaxClasses {
		k.fault(at+".classes", "chain.classes", n.ID)
	}
	for i, s := range n.Classes {
		if !classPattern.MatchString(s) {
			k.fault(fmt.Sprintf("%s.classes[%d]", at, i), "chain.class", s)
		}
	}
	if len(n.Classes) == 0 && n.Query == "" && len(n.Nodes) == 0 {
		k.fault(at, "chain.nothing", n.ID)
	}
	if utf8.RuneCountInString(n.Note) > MaxNote {
		k.fault(at+".note", "chain.note", n.ID)
	}
	k.query(at, n)
}

func (k *checker) query(at string, n Node) {
	if n.Query == "" || k.queries == nil {
		return
	}
	if err := k.queries(n.Dialect, n.Query); err != nil {
		k.fault(at+".query", "chain.query", n.Query, "error", err.Error(), "dialect", n.Dialect)
	}
}
