// Package chain reads industry chains from content (content/chains/*.yaml): a tree of nodes, each with stage, role, class
// symbols and a query. In flows YAML that people edit; out flow chains that are whole, and findings that name file, line
// and field of what is wrong. derive makes tables of them, measures count.
package chain

import (
	"asterism/internal/lang"
)

// Chain is one industry chain (产业链).
type Chain struct {
	ID       string    `yaml:"id" json:"id"` // file name without .yaml
	Title    lang.Text `yaml:"title" json:"title"`
	About    lang.Text `yaml:"about,omitempty" json:"about"`
	Source   lang.Text `yaml:"source,omitempty" json:"source"`          // where classes and structure are from
	Clusters []string  `yaml:"clusters,flow,omitempty" json:"clusters"` // clusters of the plans that it serves
	Scope    []string  `yaml:"scope,flow,omitempty" json:"scope"`       // classes (A01) and subclasses (A01B) within which queries count; none: everywhere
	Nodes    []Node    `yaml:"nodes" json:"nodes"`
}

// Node is one link of a chain (环节). Its patents are those of its classes, of its query, and of the nodes below it.
type Node struct {
	ID      string    `yaml:"id" json:"id"` // of its chain, once
	Title   lang.Text `yaml:"title" json:"title"`
	Stage   string    `yaml:"stage,omitempty" json:"stage"`          // see Stages
	Role    string    `yaml:"role,omitempty" json:"role"`            // see Roles
	Classes []string  `yaml:"classes,flow,omitempty" json:"classes"` // IPC or CPC symbols, with all below them
	Query   string    `yaml:"query,omitempty" json:"query"`          // in a language of package search; words without a field are looked for in title and abstract
	Dialect string    `yaml:"dialect,omitempty" json:"dialect"`      // of the query; "": found out
	Note    string    `yaml:"note,omitempty" json:"note"`
	Nodes   []Node    `yaml:"nodes,omitempty" json:"nodes"`
}

// Stages and Roles are the codes of a node: 上中下游; 关键材料、核心器件、智能装备、节能减排 (the policy's four links, 二(二)).
var (
	Stages = []string{"upstream", "midstream", "downstream"}
	Roles  = []string{"key_material", "core_device", "intelligent_equipment", "energy_saving"}
)

// Limits of one file.
const (
	MaxBytes   = 256 << 10
	MaxNodes   = 500
	MaxDepth   = 4 // of nodes below the chain
	MaxClasses = 200
	MaxNote    = 2000 // characters
)

// Each calls take for every node, parents first, with its depth from 1 and the id of the node above ("" for the chain).
func (c *Chain) Each(take func(n *Node, depth int, parent string)) { each(c.Nodes, 1, "", take) }

func each(nodes []Node, depth int, parent string, take func(*Node, int, string)) {
	for i := range nodes {
		take(&nodes[i], depth, parent)
		each(nodes[i].Nodes, depth+1, nodes[i].ID, take)
	}
}

// Find is the node of an id, or nil.
func (c *Chain) Find(id string) (found *Node) {
	c.Each(func(n *Node, _ int, _ string) {
		if n.ID == id {
			found = n
		}
	})
	return found
}
