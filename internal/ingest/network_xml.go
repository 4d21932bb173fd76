package ingest

import (
	"context"
	"strings"

	"asterism/internal/finding"
	"asterism/internal/ingest/xmlscan"
)

// Networks in XML: GEXF (Gephi) and GraphML (yEd, igraph, networkx). docs/formats/network.md.
var (
	gexf    = Format{Name: "gexf", Detect: detectRoot("gexf"), Read: readGraphXML}
	graphml = Format{Name: "graphml", Detect: detectRoot("graphml"), Read: readGraphXML}
)

// graphXML reads either dialect: elements and attributes have much the same names.
type graphXML struct {
	*network
	*xmlscan.Scanner
	keys map[string]string // id of an attribute → its title, lower case
}

func readGraphXML(ctx context.Context, in *Source, out *Sink) error {
	g := &graphXML{network: newNetwork(in, out), Scanner: xmlscan.New(in), keys: map[string]string{}}
	seen := false
	for g.err == nil && ctx.Err() == nil {
		switch g.Next() {
		case xmlscan.Start:
			seen = g.element() || seen
		case xmlscan.EOF:
			return g.close(in, seen)
		}
	}
	if g.err != nil {
		return g.err
	}
	return ctx.Err()
}

func (g *graphXML) close(in *Source, seen bool) error {
	for _, note := range g.Remarks() {
		g.out.Finding(note)
	}
	if e, ok := g.Err().(*xmlscan.Error); ok && in.broken == nil {
		g.out.Finding(e.Finding)
	}
	if !seen {
		g.out.Finding(finding.Finding{Code: "xml.no_record", Severity: finding.Error})
		return g.err
	}
	return g.end()
}

// element reads what stands anywhere: declarations of attributes, the graph, nodes and edges.
func (g *graphXML) element() (known bool) {
	switch string(g.Local()) {
	case "graph":
		way := orElse(g.attr("defaultedgetype"), g.attr("edgedefault"))
		g.directed = strings.EqualFold(way, "directed")
		return true
	case "attribute", "key":
		g.keys[g.attr("id")] = strings.ToLower(orElse(g.attr("title"), g.attr("attr.name")))
	case "node":
		g.readNode()
		return true
	case "edge":
		g.readEdge()
		return true
	}
	return false
}

func (g *graphXML) attr(name string) string { return string(g.Attr(name)) }

// Titles that mean a column of network_node or network_arc.
var graphFields = map[string]string{"label": "label", "name": "label", "标签": "label", "名称": "label", "year": "year", "年份": "year", "modularity_class": "partition", "modularity class": "partition",
	"partition": "partition", "cluster": "partition", "community": "partition", "分组": "partition", "weight": "weight", "权重": "weight", "relation": "relation", "关系": "relation"}

func (g *graphXML) readNode() {
	line, id, v := g.Line(), g.attr("id"), map[string]string{"label": g.attr("label")}
	g.values(v)
	if id == "" {
		g.out.Reject(line, nil, finding.Finding{Code: "network.line", Value: "node"})
		return
	}
	g.node(line, id, v["label"], Field{Name: "partition", Value: v["partition"]}, Field{Name: "year", Value: v["year"]}, Field{Name: "value", Value: numeric(v["weight"])})
}

func numeric(s string) string {
	if isNumeric(s) {
		return s
	}
	return ""
}

func (g *graphXML) readEdge() {
	line, source, target := g.Line(), g.attr("source"), g.attr("target")
	directed := g.directed
	if way := orElse(g.attr("type"), g.attr("directed")); way != "" {
		directed = strings.EqualFold(way, "directed") || strings.EqualFold(way, "true")
	}
	v := map[string]string{"weight": g.attr("weight"), "relation": orElse(g.attr("kind"), g.attr("label"))}
	g.values(v)
	if source == "" || target == "" {
		g.out.Reject(line, nil, finding.Finding{Code: "network.line", Value: "edge " + source + " " + target})
		return
	}
	if g.arcs == 0 {
		g.settleLabels()
		if g.patents == nil {
			g.citeIf([]string{source, target})
		}
	}
	g.arc(line, source, target, orElse(numeric(v["weight"]), "1"), v["relation"], directed)
}

// values reads the attributes inside a node or edge: <attvalue for= value=> of GEXF, <data key=> of GraphML.
func (g *graphXML) values(v map[string]string) {
	for name := range g.Children {
		switch string(name) {
		case "attvalues":
			g.values(v)
		case "attvalue":
			g.set(v, orElse(g.attr("for"), g.attr("id")), g.attr("value"))
		case "data":
			g.set(v, g.attr("key"), g.Content())
		case "node", "edge": // nested graphs
			g.element()
		}
		if g.network.err != nil {
			return
		}
	}
}

func (g *graphXML) set(v map[string]string, key, value string) {
	title := orElse(g.keys[key], strings.ToLower(key))
	if field := graphFields[title]; field != "" && v[field] == "" {
		v[field] = value
	}
}
