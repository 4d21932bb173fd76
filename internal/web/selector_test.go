package web

import (
	"strings"

	"golang.org/x/net/html"
)

// selects finds the elements a selector names: tag, .class, #id and [attribute] or [attribute=value] in one step,
// steps separated by blanks for "somewhere inside".
func selects(root *html.Node, selector string) []*html.Node {
	found := []*html.Node{root}
	for _, step := range strings.Fields(selector) {
		var next []*html.Node
		for _, n := range found {
			for d := range n.Descendants() {
				if d.Type == html.ElementNode && fits(d, step) {
					next = append(next, d)
				}
			}
		}
		found = next
	}
	return found
}

func fits(n *html.Node, step string) bool {
	for _, part := range parts(step) {
		if !fitsPart(n, part) {
			return false
		}
	}
	return true
}

// parts cuts main.wide[lang=en] into main, .wide and [lang=en].
func parts(step string) []string {
	var all []string
	start := 0
	for i := 1; i <= len(step); i++ {
		if i == len(step) || step[i] == '[' || (step[i] == '.' || step[i] == '#') && !strings.Contains(step[start:i], "[") {
			all = append(all, step[start:i])
			start = i
		}
	}
	return all
}

func fitsPart(n *html.Node, part string) bool {
	switch part[0] {
	case '.':
		return contains(strings.Fields(attribute(n, "class")), part[1:])
	case '#':
		return attribute(n, "id") == part[1:]
	case '[':
		name, value, valued := strings.Cut(strings.Trim(part, "[]"), "=")
		return has(n, name) && (!valued || attribute(n, name) == value)
	}
	return n.Data == part
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
