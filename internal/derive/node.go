package derive

import (
	"sort"
	"strings"

	"asterism/internal/lake"
)

// Kind says how a node's rows are made.
type Kind string

const (
	Query  Kind = "sql"    // one SELECT
	Data   Kind = "data"   // rows that stand in the content file itself
	Merged Kind = "merged" // generated from a table definition: one row per key out of raw.*
	Kernel Kind = "kernel" // a SELECT whose columns a kernel turns into the table
	Made   Kind = "step"   // a Step given by the program
)

// Node describes one table of the build: enough for a trace, a page of documentation, and the build itself.
type Node struct {
	Name string // schema.table
	Kind Kind
	File string // content file it is written in; "" for a step
	Line int    // line of that file where the SQL starts
	SQL  string
	Header
	Inputs []string // tables it reads, sorted

	grainLine int    // line of the file that states the grain
	version   string // kernel's or step's
	step      *Step
	kernel    *KernelAdapter
	words     map[string]Word
}

// Word describes a column of the node in both languages with its unit.
func (n Node) Word(column string) Word { return n.word(column, n.words) }

// Schema is the part of the name before the dot.
func (n Node) Schema() string { schema, _, _ := strings.Cut(n.Name, "."); return schema }

// Graph is every table a workspace can build, in the order in which they can be built.
type Graph struct {
	nodes   map[string]*Node
	order   []string // inputs before what reads them
	asked   []string // answered on demand, by name; no other table reads them
	raw     map[string][]lake.Column
	content string // hash of the content the graph was read from
	words   map[string]Word
}

// Node describes a table; false when the graph does not make it.
func (g *Graph) Node(name string) (Node, bool) {
	n, ok := g.nodes[name]
	if !ok {
		return Node{}, false
	}
	return *n, true
}

// Nodes lists the tables in build order.
func (g *Graph) Nodes() []Node {
	nodes := make([]Node, 0, len(g.order))
	for _, name := range g.order {
		nodes = append(nodes, *g.nodes[name])
	}
	return nodes
}

// Raw returns the declared columns of the importable tables, "raw.x" → columns.
func (g *Graph) Raw() map[string][]lake.Column { return g.raw }

// Readers lists the tables that read the named one directly.
func (g *Graph) Readers(name string) []string {
	var readers []string
	for _, n := range g.nodes {
		for _, in := range n.Inputs {
			if in == name {
				readers = append(readers, n.Name)
			}
		}
	}
	sort.Strings(readers)
	return readers
}
