package derive

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A table whose header says asked: party_id is not built. Its SQL holds $party_id, and whoever shows it asks for one value: what would be
// many parties times many patents as a table is some hundred rows as an answer.

// Ask is the SQL of a table for one value of the column it is asked by; that of a table that is built is its SQL.
func (n Node) Ask(value string) string {
	if n.Asked == "" {
		return n.SQL
	}
	text := "'" + strings.ReplaceAll(strings.ReplaceAll(value, "\x00", ""), "'", "''") + "'"
	return strings.ReplaceAll(n.SQL, "$"+n.Asked, text)
}

// AskInOrder is Ask with the rows in the table's order.
func (n Node) AskInOrder(value string) string {
	return "select * from (\n" + n.Ask(value) + "\n) as answer\norder by " + orderBy(n.order())
}

// checkAsked wants the column in the grain and its place in the SQL.
func (n *Node) checkAsked() error {
	switch {
	case n.Asked == "":
		return nil
	case n.Header.Kernel != nil:
		return fmt.Errorf("header: a kernel's table cannot be asked by %s", n.Asked)
	case !slices.Contains(n.Grain, n.Asked):
		return fmt.Errorf("header: asked by %s, which is not in the grain", n.Asked)
	case !strings.Contains(n.SQL, "$"+n.Asked):
		return fmt.Errorf("header: asked by %s, but the SQL does not hold $%[1]s", n.Asked)
	}
	return nil
}

// AskedNodes lists the tables that are answered on demand, by name.
func (g *Graph) AskedNodes() []Node {
	nodes := make([]Node, 0, len(g.asked))
	for _, name := range g.asked {
		nodes = append(nodes, *g.nodes[name])
	}
	return nodes
}

// setAside takes the tables answered on demand out of the order of the build.
func (g *Graph) setAside() {
	var built []string
	for _, name := range g.order {
		if g.nodes[name].Asked != "" {
			g.asked = append(g.asked, name)
		} else {
			built = append(built, name)
		}
	}
	slices.Sort(g.asked)
	g.order = built
}

// answering is the graph in which tables answered on demand are built for one value: what the tests of content run.
func (g *Graph) answering(value string) *Graph {
	if len(g.asked) == 0 {
		return g
	}
	all := *g
	all.nodes, all.order, all.asked = maps.Clone(g.nodes), slices.Concat(g.order, g.asked), nil
	for _, name := range g.asked {
		n := *g.nodes[name]
		n.SQL, n.Asked = n.Ask(value), ""
		all.nodes[name] = &n
	}
	return &all
}
