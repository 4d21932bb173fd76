package graph

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Exchange is a network on its way to another program: nodes with attributes, arcs with weights.
type Exchange struct {
	Name           string
	Remark         string // where it is from, for a person; empty: none
	Undirected     bool
	IDs            []string // of nodes, all different
	Labels         []string // of nodes, for people; nil: the ids
	Attributes     []Attribute
	Source, Target []uint32
	Weight         []float64 // nil: 1
	X, Y           []float64 // places of nodes; nil: none
}

// Attribute is a value of each node: numbers (NaN: none), or texts where Texts is set (empty: none).
type Attribute struct {
	Name    string
	Numbers []float64
	Texts   []string
	Group   bool // whole numbers from 0 that name a group: VOSviewer's clusters, Gephi's classes
}

// Formats are the names of the forms a network is written in.
var Formats = []string{"gexf", "graphml", "vosviewer", "net"}

// Append writes the network in one of Formats.
func (x *Exchange) Append(b []byte, format string) ([]byte, error) {
	switch format {
	case "gexf":
		return x.appendGEXF(b), nil
	case "graphml":
		return x.appendGraphML(b), nil
	case "vosviewer":
		return x.appendVOSviewer(b)
	case "net":
		return x.appendPajek(b), nil
	}
	return nil, fmt.Errorf("no network format %q: %s", format, strings.Join(Formats, ", "))
}

func (x *Exchange) label(v int) string {
	if x.Labels == nil || x.Labels[v] == "" {
		return x.IDs[v]
	}
	return x.Labels[v]
}

func (x *Exchange) weight(i int) float64 {
	if x.Weight == nil {
		return 1
	}
	return x.Weight[i]
}

// value is the attribute of a node as a text; ok is false where it has none.
func (a *Attribute) value(v int) (s string, ok bool) {
	if a.Texts != nil {
		return a.Texts[v], a.Texts[v] != ""
	}
	f := a.Numbers[v]
	return number(f), !math.IsNaN(f) && !math.IsInf(f, 0)
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// kind is the name of the attribute's type in GEXF and GraphML.
func (a *Attribute) kind() string {
	switch {
	case a.Texts != nil:
		return "string"
	case a.Group:
		return "integer"
	}
	return "double"
}

var xmlMarks = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// xmlText escapes a text for an attribute or an element; what XML 1.0 cannot hold becomes U+FFFD.
func xmlText(s string) string {
	return xmlMarks.Replace(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return utf8.RuneError
		}
		return r
	}, s))
}

// appendGEXF writes GEXF 1.2, which Gephi, networkx and sigma read.
func (x *Exchange) appendGEXF(b []byte) []byte {
	way := "directed"
	if x.Undirected {
		way = "undirected"
	}
	b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">`+"\n"...)
	b = fmt.Appendf(b, "<meta><creator>Asterism</creator><description>%s</description></meta>\n", xmlText(strings.TrimSpace(x.Name+" "+x.Remark)))
	b = fmt.Appendf(b, "<graph defaultedgetype=%q mode=\"static\">\n<attributes class=\"node\">\n", way)
	for i, a := range x.Attributes {
		b = fmt.Appendf(b, "<attribute id=\"%d\" title=\"%s\" type=%q/>\n", i, xmlText(a.Name), a.kind())
	}
	b = append(b, "</attributes>\n<nodes>\n"...)
	for v := range x.IDs {
		b = fmt.Appendf(b, "<node id=\"%s\" label=\"%s\"><attvalues>", xmlText(x.IDs[v]), xmlText(x.label(v)))
		for i := range x.Attributes {
			if s, ok := x.Attributes[i].value(v); ok {
				b = fmt.Appendf(b, "<attvalue for=\"%d\" value=\"%s\"/>", i, xmlText(s))
			}
		}
		b = append(b, "</attvalues>"...)
		if x.X != nil {
			b = fmt.Appendf(b, "<viz:position x=\"%s\" y=\"%s\" z=\"0\"/>", number(x.X[v]), number(x.Y[v]))
		}
		b = append(b, "</node>\n"...)
	}
	b = append(b, "</nodes>\n<edges>\n"...)
	for i := range x.Source {
		b = fmt.Appendf(b, "<edge id=\"%d\" source=\"%s\" target=\"%s\" weight=\"%s\"/>\n", i, xmlText(x.IDs[x.Source[i]]), xmlText(x.IDs[x.Target[i]]), number(x.weight(i)))
	}
	return append(b, "</edges>\n</graph>\n</gexf>\n"...)
}

// appendGraphML writes GraphML, which yEd, igraph, networkx and Gephi read.
func (x *Exchange) appendGraphML(b []byte) []byte {
	way := "directed"
	if x.Undirected {
		way = "undirected"
	}
	b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`+"\n"...)
	b = append(b, `<key id="label" for="node" attr.name="label" attr.type="string"/>`+"\n"...)
	for i, a := range x.Attributes {
		kind := a.kind()
		if kind == "integer" {
			kind = "int"
		}
		b = fmt.Appendf(b, "<key id=\"d%d\" for=\"node\" attr.name=\"%s\" attr.type=%q/>\n", i, xmlText(a.Name), kind)
	}
	if x.X != nil {
		b = append(b, `<key id="x" for="node" attr.name="x" attr.type="double"/>`+"\n"+`<key id="y" for="node" attr.name="y" attr.type="double"/>`+"\n"...)
	}
	b = append(b, `<key id="weight" for="edge" attr.name="weight" attr.type="double"/>`+"\n"...)
	b = fmt.Appendf(b, "<graph id=\"%s\" edgedefault=%q>\n<desc>%s</desc>\n", xmlText(x.Name), way, xmlText(x.Remark))
	for v := range x.IDs {
		b = fmt.Appendf(b, "<node id=\"%s\"><data key=\"label\">%s</data>", xmlText(x.IDs[v]), xmlText(x.label(v)))
		for i := range x.Attributes {
			if s, ok := x.Attributes[i].value(v); ok {
				b = fmt.Appendf(b, "<data key=\"d%d\">%s</data>", i, xmlText(s))
			}
		}
		if x.X != nil {
			b = fmt.Appendf(b, "<data key=\"x\">%s</data><data key=\"y\">%s</data>", number(x.X[v]), number(x.Y[v]))
		}
		b = append(b, "</node>\n"...)
	}
	for i := range x.Source {
		b = fmt.Appendf(b, "<edge source=\"%s\" target=\"%s\"><data key=\"weight\">%s</data></edge>\n", xmlText(x.IDs[x.Source[i]]), xmlText(x.IDs[x.Target[i]]), number(x.weight(i)))
	}
	return append(b, "</graph>\n</graphml>\n"...)
}

// vosNetwork is the JSON of VOSviewer 1.6.17 and VOSviewer Online: https://app.vosviewer.com/docs/file-types/json-file-type/.
type vosNetwork struct {
	Network struct {
		Items []vosItem `json:"items"`
		Links []vosLink `json:"links"`
	} `json:"network"`
	Info *vosInfo `json:"info,omitempty"`
}

type vosInfo struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}

// vosItem: ids are whole numbers in VOSviewer's own files, texts in others'.
type vosItem struct {
	ID          any                `json:"id"`
	Label       string             `json:"label"`
	Description string             `json:"description,omitempty"`
	X           *float64           `json:"x,omitempty"`
	Y           *float64           `json:"y,omitempty"`
	Cluster     int                `json:"cluster,omitempty"`
	Weights     map[string]float64 `json:"weights,omitempty"`
	Scores      map[string]float64 `json:"scores,omitempty"`
}

type vosLink struct {
	Source   any     `json:"source_id"`
	Target   any     `json:"target_id"`
	Strength float64 `json:"strength"`
}

// appendVOSviewer writes numbers as ids, and our ids in the description where the label is another. A group is the cluster,
// from 1; values that are never negative are weights, the others scores; texts have no place in the form.
func (x *Exchange) appendVOSviewer(b []byte) ([]byte, error) {
	var n vosNetwork
	n.Info = &vosInfo{x.Name, x.Remark}
	isWeight := make([]bool, len(x.Attributes))
	for i, a := range x.Attributes {
		least, _ := bounds(a.Numbers)
		isWeight[i] = least >= 0
	}
	n.Network.Items, n.Network.Links = make([]vosItem, 0, len(x.IDs)), make([]vosLink, 0, len(x.Source))
	for v, id := range x.IDs {
		item := vosItem{ID: v + 1, Label: x.label(v)}
		if item.Label != id {
			item.Description = id
		}
		if x.X != nil {
			item.X, item.Y = &x.X[v], &x.Y[v]
		}
		x.vosValues(&item, v, isWeight)
		n.Network.Items = append(n.Network.Items, item)
	}
	for i := range x.Source {
		n.Network.Links = append(n.Network.Links, vosLink{x.Source[i] + 1, x.Target[i] + 1, x.weight(i)})
	}
	body, err := json.Marshal(n)
	return append(append(b, body...), '\n'), err
}

func (x *Exchange) vosValues(item *vosItem, v int, isWeight []bool) {
	for i, a := range x.Attributes {
		if a.Texts != nil || math.IsNaN(a.Numbers[v]) || math.IsInf(a.Numbers[v], 0) {
			continue
		}
		switch {
		case a.Group && item.Cluster == 0:
			item.Cluster = int(a.Numbers[v]) + 1
		case isWeight[i]:
			item.Weights = with(item.Weights, a.Name, a.Numbers[v])
		default:
			item.Scores = with(item.Scores, a.Name, a.Numbers[v])
		}
	}
}

func with(m map[string]float64, name string, f float64) map[string]float64 {
	if m == nil {
		m = map[string]float64{}
	}
	m[name] = f
	return m
}

// appendPajek writes Pajek's .net: CRLF, labels in quotes, places between 0 and 1. Attributes have no place in it. Some readers know nodes by
// their label, so that labels which come twice get the node's id behind them.
func (x *Exchange) appendPajek(b []byte) []byte {
	times := map[string]int{}
	for v := range x.IDs {
		times[x.label(v)]++
	}
	b = fmt.Appendf(b, "*Vertices %d\r\n", len(x.IDs))
	left, right := bounds(x.X)
	low, high := bounds(x.Y)
	for v := range x.IDs {
		label := strings.NewReplacer(`"`, "'", "\r", " ", "\n", " ").Replace(x.label(v))
		if times[x.label(v)] > 1 {
			label += " [" + x.IDs[v] + "]"
		}
		b = fmt.Appendf(b, "%d \"%s\"", v+1, label)
		if x.X != nil {
			b = fmt.Appendf(b, " %.4f %.4f 0.5", (x.X[v]-left)/(right-left), (x.Y[v]-low)/(high-low))
		}
		b = append(b, "\r\n"...)
	}
	if x.Undirected {
		b = append(b, "*Edges\r\n"...)
	} else {
		b = append(b, "*Arcs\r\n"...)
	}
	for i := range x.Source {
		b = fmt.Appendf(b, "%d %d %s\r\n", x.Source[i]+1, x.Target[i]+1, number(x.weight(i)))
	}
	return b
}

func bounds(x []float64) (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			least, most = min(least, v), max(most, v)
		}
	}
	if !(most > least) {
		return least, least + 1
	}
	return least, most
}
