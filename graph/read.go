package graph

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Parse reads a network in whatever form it is: Pajek's .net, GEXF, GraphML, the JSON of VOSviewer, or a list of arcs. An error
// names the line where that can be told.
func Parse(data []byte) (*Edges, error) {
	head := bytes.TrimLeft(data[:min(len(data), 4096)], "\xef\xbb\xbf \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("*")):
		return ParsePajek(data)
	case bytes.HasPrefix(head, []byte("<")):
		return ParseGraphXML(data)
	case bytes.HasPrefix(head, []byte("{")):
		return ParseVOSviewer(data)
	}
	return ParseEdges(data)
}

// drawn gathers nodes with ids and labels, and arcs between ids.
type drawn struct {
	ids     map[string]uint32
	names   []string // ids, in the order they come
	labels  []string
	e       *Edges
	weighed bool
	arcs    int // of the file
	both    int // of these, those that count both ways
}

func newDrawn() *drawn { return &drawn{ids: map[string]uint32{}, e: &Edges{}} }

func (d *drawn) node(id, label string) {
	v := d.id(id)
	if label != "" {
		d.labels[v] = label
	}
}

func (d *drawn) id(id string) uint32 {
	v, ok := d.ids[id]
	if !ok {
		v = uint32(len(d.names))
		d.ids[id] = v
		d.names, d.labels = append(d.names, id), append(d.labels, "")
	}
	return v
}

func (d *drawn) arc(source, target string, weight float64, undirected bool) {
	s, t := d.id(source), d.id(target)
	d.weighed = d.weighed || weight != 1
	d.e.Source, d.e.Target, d.e.Weight = append(d.e.Source, s), append(d.e.Target, t), append(d.e.Weight, weight)
	d.arcs++
	if !undirected {
		return
	}
	if d.both++; s != t {
		d.e.Source, d.e.Target, d.e.Weight = append(d.e.Source, t), append(d.e.Target, s), append(d.e.Weight, weight)
	}
}

// end calls nodes by their labels where each has one of its own, else by their ids.
func (d *drawn) end() *Edges {
	seen := make(map[string]bool, len(d.labels))
	names := d.labels
	for _, label := range d.labels {
		if label == "" || seen[label] {
			names = d.names
			break
		}
		seen[label] = true
	}
	d.e.Labels = TextLabels(append([]string{}, names...))
	if !d.weighed {
		d.e.Weight = nil
	}
	d.e.Undirected = d.both > 0 && d.both == d.arcs
	return d.e
}

// ParseGraphXML reads GEXF and GraphML: nodes with their labels, arcs with their weights, directed or both ways as each edge or the
// graph says. Other attributes, nesting and drawing are passed over. Nodes are called by their labels where all have
// different ones, else by their ids.
func ParseGraphXML(data []byte) (*Edges, error) {
	g := &graphXML{drawn: newDrawn(), in: xml.NewDecoder(bytes.NewReader(data)), keys: map[string]string{}}
	for {
		t, err := g.in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			line, _ := g.in.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if err := g.take(t); err != nil {
			line, _ := g.in.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if !g.graph {
		return nil, fmt.Errorf("no <graph>: this is neither GEXF nor GraphML")
	}
	return g.end(), nil
}

type graphXML struct {
	*drawn
	in         *xml.Decoder
	graph      bool
	undirected bool
	keys       map[string]string // id of an attribute → its title, lower case
	open       []xmlEdge         // nodes and edges that are open: they nest in nested graphs
	text       *strings.Builder  // of the <data> that is open
	key        string
}

// xmlEdge is a node (isNode) or an edge with what is known of it.
type xmlEdge struct {
	isNode               bool
	id, label            string
	source, target, link string
	weight               string
}

func (g *graphXML) take(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		g.start(t)
	case xml.CharData:
		if g.text != nil {
			g.text.Write(t)
		}
	case xml.EndElement:
		return g.close(t.Name.Local)
	}
	return nil
}

func (g *graphXML) start(t xml.StartElement) {
	a := map[string]string{}
	for _, x := range t.Attr {
		a[x.Name.Local] = x.Value
	}
	switch t.Name.Local {
	case "graph":
		g.graph = true
		g.undirected = strings.EqualFold(a["defaultedgetype"]+a["edgedefault"], "undirected")
	case "attribute", "key":
		g.keys[a["id"]] = strings.ToLower(a["title"] + a["attr.name"])
	case "node":
		g.open = append(g.open, xmlEdge{isNode: true, id: a["id"], label: a["label"]})
		if a["id"] != "" {
			g.id(a["id"])
		}
	case "edge":
		g.open = append(g.open, xmlEdge{source: a["source"], target: a["target"], weight: a["weight"], link: a["type"] + a["directed"]})
	case "data":
		g.key, g.text = a["key"], &strings.Builder{}
	case "attvalue":
		g.value(a["for"]+a["id"], a["value"])
	}
}

// value sets what an attribute tells of the node or edge that is open.
func (g *graphXML) value(key, value string) {
	if len(g.open) == 0 {
		return
	}
	e := &g.open[len(g.open)-1]
	title := g.keys[key]
	if title == "" {
		title = strings.ToLower(key)
	}
	switch {
	case e.isNode && (title == "label" || title == "name") && e.label == "":
		e.label = strings.TrimSpace(value)
	case !e.isNode && title == "weight" && e.weight == "":
		e.weight = strings.TrimSpace(value)
	}
}

func (g *graphXML) close(name string) error {
	switch name {
	case "data":
		if g.text != nil {
			g.value(g.key, g.text.String())
		}
		g.text = nil
	case "node", "edge":
		e := g.open[len(g.open)-1] // the decoder sees to it that elements match
		g.open = g.open[:len(g.open)-1]
		if e.isNode {
			return g.closeNode(e)
		}
		return g.closeEdge(e)
	}
	return nil
}

func (g *graphXML) closeNode(e xmlEdge) error {
	if e.id == "" {
		return fmt.Errorf("a node without an id")
	}
	g.node(e.id, e.label)
	return nil
}

func (g *graphXML) closeEdge(e xmlEdge) error {
	if e.source == "" || e.target == "" {
		return fmt.Errorf("an edge without its two ends")
	}
	weight := 1.0
	if e.weight != "" {
		var err error
		if weight, err = strconv.ParseFloat(e.weight, 64); err != nil {
			return fmt.Errorf("weight %q is no number", e.weight)
		}
	}
	undirected := g.undirected
	if e.link != "" {
		undirected = strings.EqualFold(e.link, "undirected") || strings.EqualFold(e.link, "false") || strings.EqualFold(e.link, "mutual")
	}
	g.arc(e.source, e.target, weight, undirected)
	return nil
}

// ParseVOSviewer reads the JSON of VOSviewer: items with labels, links with strengths. Links have no direction.
func ParseVOSviewer(data []byte) (*Edges, error) {
	var n vosNetwork
	in := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	in.UseNumber()
	if err := in.Decode(&n); err != nil {
		return nil, fmt.Errorf("byte %d: %w", in.InputOffset(), err)
	}
	if len(n.Network.Items) == 0 {
		return nil, fmt.Errorf("no network with items: this is no network of VOSviewer")
	}
	d := newDrawn()
	for i, item := range n.Network.Items {
		if item.ID == nil {
			return nil, fmt.Errorf("item %d has no id", i+1)
		}
		d.node(fmt.Sprint(item.ID), item.Label)
	}
	for i, link := range n.Network.Links {
		if link.Source == nil || link.Target == nil {
			return nil, fmt.Errorf("link %d lacks an end", i+1)
		}
		if link.Strength == 0 {
			link.Strength = 1
		}
		d.arc(fmt.Sprint(link.Source), fmt.Sprint(link.Target), link.Strength, true)
	}
	return d.end(), nil
}
