package derive

import (
	"fmt"
	"sort"
	"strings"
)

// reads says which schemas a table of a schema may read: data flows one way.
var reads = map[string][]string{
	"base":    {"raw", "base"},
	"measure": {"base", "measure"},
	"index":   {"measure", "index"},
}

// connect checks every edge and puts the tables in build order. A table that reads what does not exist, reads
// against the direction, or stands on a circle is left out with a finding, and so is what reads it.
func (ld *loader) connect() {
	for _, name := range ld.names() {
		n := ld.graph.nodes[name]
		if what := ld.wrongInput(n); what != "" {
			ld.drop(n, "derive.input", what)
		}
	}
	ld.dropOrphans()
	ld.graph.order = ld.sort()
	ld.graph.setAside()
}

func (ld *loader) names() []string {
	names := make([]string, 0, len(ld.graph.nodes))
	for name := range ld.graph.nodes {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (ld *loader) wrongInput(n *Node) string {
	for _, in := range n.Inputs {
		schema, _, _ := strings.Cut(in, ".")
		if !contains(reads[n.Schema()], schema) {
			return fmt.Sprintf("%s may not read %s: %s tables read %s", n.Name, in, n.Schema(), strings.Join(reads[n.Schema()], " and "))
		}
		if _, made := ld.graph.nodes[in]; !made && ld.graph.raw[in] == nil {
			return fmt.Sprintf("%s reads %s, which no content file, table definition or step makes", n.Name, in)
		}
		if other := ld.graph.nodes[in]; other != nil && other.Asked != "" {
			return fmt.Sprintf("%s reads %s, which is answered on demand and not built", n.Name, in)
		}
	}
	return ""
}

// dropOrphans removes tables whose input was dropped, until none is left.
func (ld *loader) dropOrphans() {
	for again := true; again; {
		again = false
		for _, name := range ld.names() {
			n := ld.graph.nodes[name]
			if what := ld.wrongInput(n); what != "" {
				ld.drop(n, "derive.input", what)
				again = true
			}
		}
	}
}

func (ld *loader) drop(n *Node, code, what string) {
	ld.remark(n, n.Line, code, what)
	delete(ld.graph.nodes, n.Name)
}

// sort orders the tables so that inputs come first (Kahn, by name among equals); what remains stands on a circle.
func (ld *loader) sort() []string {
	waits := map[string]int{}
	for name, n := range ld.graph.nodes {
		waits[name] = len(ld.madeInputs(n))
	}
	var order []string
	for len(waits) > 0 {
		free := ready(waits)
		if len(free) == 0 {
			ld.dropCircle(waits)
			return order
		}
		for _, name := range free {
			delete(waits, name)
			order = append(order, name)
			for _, reader := range ld.graph.Readers(name) {
				waits[reader]--
			}
		}
	}
	return order
}

func (ld *loader) madeInputs(n *Node) []string {
	var made []string
	for _, in := range n.Inputs {
		if ld.graph.nodes[in] != nil {
			made = append(made, in)
		}
	}
	return made
}

func ready(waits map[string]int) []string {
	var free []string
	for name, n := range waits {
		if n == 0 {
			free = append(free, name)
		}
	}
	sort.Strings(free)
	return free
}

func (ld *loader) dropCircle(waits map[string]int) {
	circle := make([]string, 0, len(waits))
	for name := range waits {
		circle = append(circle, name)
	}
	sort.Strings(circle)
	for _, name := range circle {
		ld.drop(ld.graph.nodes[name], "derive.circle", strings.Join(circle, ", "))
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
