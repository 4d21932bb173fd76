package ingest

import (
	"path"
	"strconv"
	"strings"

	"asterism/internal/finding"
	"asterism/patent"
)

// network gathers what a network file holds: one row of table network, a row of network_node per node that the file
// describes, a row of network_arc per arc or edge. Where the nodes are patent numbers the arcs are also citations.
type network struct {
	out      *Sink
	name     string
	directed bool
	nodes    int64
	arcs     int64
	patents  *citing // nil where nodes are no patents
	labels   map[string]string
	stated   map[string]bool // fields that the importer gave as constants
	err      error
}

// heldNodes bounds the labels and citations kept in memory; beyond it arcs stay arcs.
const heldNodes = 4 << 20

// citing holds the arcs between patents by their source, in the order of the file.
type citing struct {
	at    map[string]int
	from  []string
	cited [][]string
	count int
}

func newNetwork(in *Source, out *Sink) *network {
	return &network{out: out, name: networkNamed(in.Name), directed: true, labels: map[string]string{}, stated: out.job.given()}
}

// networkNamed is the file's name without what tells a part of the network from the others.
func networkNamed(name string) string {
	s := stem(name)
	for _, tail := range []string{"-dates", "_dates", "-years", "_years"} {
		s = strings.TrimSuffix(s, tail)
	}
	return s
}

func (n *network) put(table string, line int64, cells []string, fields ...Field) {
	if n.err == nil {
		n.err = n.out.Row(table, Row{Line: line, Cells: cells, Fields: append([]Field{{Name: "network", Value: n.given("network", n.name)}}, fields...)})
	}
}

// given leaves a value out that the importer states.
func (n *network) given(field, value string) string {
	if n.stated[field] {
		return ""
	}
	return value
}

// node writes a node. An id stands for itself where there is no label.
func (n *network) node(line int64, id, label string, more ...Field) {
	n.nodes++
	if label != "" && len(n.labels) < heldNodes {
		n.labels[id] = label
	}
	n.put("network_node", line, nil, append([]Field{{Name: "node", Value: id}, {Name: "label", Value: label}}, more...)...)
}

func (n *network) arc(line int64, source, target, weight, relation string, directed bool) {
	n.arcs++
	n.put("network_arc", line, nil, Field{Name: "seq", Value: strconv.FormatInt(n.arcs, 10)}, Field{Name: "source", Value: source}, Field{Name: "target", Value: target},
		Field{Name: "weight", Value: weight}, Field{Name: "relation", Value: relation}, Field{Name: "is_directed", Value: strconv.FormatBool(directed)})
	if n.patents != nil && directed {
		n.patents.add(orElse(n.labels[source], source), orElse(n.labels[target], target))
	}
}

// settleLabels looks at the labels once they are all there: patent numbers make it a network of citations.
func (n *network) settleLabels() {
	var some []string
	for _, label := range n.labels {
		if some = append(some, label); len(some) == 500 {
			break
		}
	}
	n.citeIf(some)
}

func (n *network) citeIf(labels []string) {
	if len(labels) > 0 && n.patents == nil && share(labels, isPublication) >= 0.8 {
		n.patents = &citing{at: map[string]int{}}
	}
}

// isPublication asks for an office's code and a number that is understood: bare numbers may be anything.
func isPublication(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) < 5 || !isCountry(s[:2]) {
		return false
	}
	n := patent.ParsePublication(s, "", "")
	return n.Normal != "" && n.Country == s[:2]
}

func (c *citing) add(source, target string) {
	if c.count >= heldNodes || source == target {
		return
	}
	c.count++
	i, ok := c.at[source]
	if !ok {
		i = len(c.from)
		c.at[source] = i
		c.from, c.cited = append(c.from, source), append(c.cited, nil)
	}
	c.cited[i] = append(c.cited[i], target)
}

// end writes the network's row and, for patents, a record per source with what it cites.
func (n *network) end() error {
	direction := ""
	if n.patents != nil && n.patents.count > 0 {
		direction = "cites"
	}
	n.put("network", 0, nil, Field{Name: "name", Value: n.name}, Field{Name: "is_directed", Value: strconv.FormatBool(n.directed)}, Field{Name: "direction", Value: n.given("direction", direction)},
		Field{Name: "node_count", Value: count(n.nodes)}, Field{Name: "arc_count", Value: count(n.arcs)}, Field{Name: "source", Value: path.Base(n.out.name)})
	if direction == "" || n.err != nil {
		return n.err
	}
	n.cite()
	return n.err
}

func count(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func (n *network) cite() {
	way := n.out.constant("direction")
	if way != "cited_by" {
		way = "cites"
	}
	n.out.Finding(finding.Finding{Severity: finding.Info, Code: "network.citations_" + way, Args: map[string]string{"count": strconv.Itoa(n.patents.count)}})
	for i, source := range n.patents.from {
		r := &PatentRecord{Publication: source}
		for _, other := range n.patents.cited[i] {
			r.Citations = append(r.Citations, PatentCitation{Direction: way, Number: other})
		}
		if n.err = n.out.Patent(r); n.err != nil {
			return
		}
	}
}

// constant is the value of a field that the importer gave as a constant.
func (s *Sink) constant(field string) string {
	for _, a := range s.job.set {
		if a.field == field {
			return a.value
		}
	}
	return ""
}
