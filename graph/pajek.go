package graph

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// unnamedNodes are how many nodes a file may declare beyond its bytes: a node with a line or an arc takes more than one.
const unnamedNodes = 1 << 20

// ParsePajek reads a network in Pajek's .net form: *Vertices n with labels (in quotes where they hold blanks), then *Arcs,
// *Edges (both ways), *Arcslist and *Edgeslist. Weights are kept where any arc has one other than 1. Coordinates and
// drawing attributes are passed over. Vertices without a line get their number as label. An error names the line.
func ParsePajek(data []byte) (*Edges, error) {
	p := &pajek{e: &Edges{}, bytes: len(data)}
	for n := 1; len(data) > 0; n++ {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		if err := p.line(strings.TrimSpace(string(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))))); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if p.section == "" {
		return nil, fmt.Errorf("no *Vertices: this is no Pajek network")
	}
	if !p.weighed {
		p.e.Weight = nil
	}
	p.e.Undirected = p.edges && !p.arcs
	return p.e, nil
}

type pajek struct {
	e       *Edges
	bytes   int // of the file
	section string
	weighed bool
	arcs    bool // some have a direction
	edges   bool // some have none
}

func (p *pajek) line(s string) error {
	switch {
	case s == "" || s[0] == '%':
		return nil
	case s[0] == '*':
		return p.begin(strings.Fields(strings.ToLower(s)))
	}
	switch p.section {
	case "*vertices":
		return p.vertex(s)
	case "*arcs", "*edges":
		return p.arc(strings.Fields(s))
	case "*arcslist", "*edgeslist":
		return p.list(strings.Fields(s))
	case "":
		return fmt.Errorf("%q stands before *Vertices", shorten([]byte(s)))
	}
	return nil // another object of a project file
}

func (p *pajek) begin(words []string) error {
	p.section = words[0]
	if p.section != "*vertices" {
		return nil
	}
	if len(words) < 2 {
		return fmt.Errorf("*Vertices without a number")
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 0 || n > p.bytes+unnamedNodes {
		return fmt.Errorf("*Vertices %s: a file of %d bytes can hold a number up to %d", words[1], p.bytes, p.bytes+unnamedNodes)
	}
	p.e.Labels.texts = make([]string, n)
	for i := range p.e.Labels.texts {
		p.e.Labels.texts[i] = strconv.Itoa(i + 1)
	}
	return nil
}

func (p *pajek) vertex(s string) error {
	number, rest, _ := strings.Cut(s, " ")
	v, err := p.node(number)
	if err != nil {
		return err
	}
	rest = strings.TrimSpace(rest)
	label := rest
	if quoted, found := strings.CutPrefix(rest, `"`); found {
		if label, _, found = strings.Cut(quoted, `"`); !found {
			return fmt.Errorf("the label of vertex %s has no closing quote", number)
		}
	} else {
		label, _, _ = strings.Cut(rest, " ")
	}
	if label != "" {
		p.e.Labels.texts[v] = label
	}
	return nil
}

func (p *pajek) node(s string) (uint32, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > p.e.Labels.Len() {
		return 0, fmt.Errorf("%q is no vertex from 1 to %d", s, p.e.Labels.Len())
	}
	return uint32(n - 1), nil
}

func (p *pajek) arc(f []string) error {
	if len(f) < 2 {
		return fmt.Errorf("an arc needs two vertices")
	}
	s, err := p.node(f[0])
	if err != nil {
		return err
	}
	t, err := p.node(f[1])
	if err != nil {
		return err
	}
	w := 1.0
	if len(f) > 2 {
		if w, err = strconv.ParseFloat(f[2], 64); err != nil {
			return fmt.Errorf("weight %q is no number", f[2])
		}
	}
	p.add(s, t, w)
	return nil
}

func (p *pajek) list(f []string) error {
	s, err := p.node(f[0])
	for _, word := range f[1:] {
		var t uint32
		if err == nil {
			t, err = p.node(word)
		}
		if err == nil {
			p.add(s, t, 1)
		}
	}
	return err
}

func (p *pajek) add(s, t uint32, w float64) {
	p.weighed = p.weighed || w != 1
	undirected := strings.HasPrefix(p.section, "*edges")
	p.edges, p.arcs = p.edges || undirected, p.arcs || !undirected
	p.e.Source, p.e.Target, p.e.Weight = append(p.e.Source, s), append(p.e.Target, t), append(p.e.Weight, w)
	if undirected && s != t {
		p.e.Source, p.e.Target, p.e.Weight = append(p.e.Source, t), append(p.e.Target, s), append(p.e.Weight, w)
	}
}
