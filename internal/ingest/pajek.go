package ingest

import (
	"bufio"
	"bytes"
	"context"
	"strconv"
	"strings"

	"asterism/internal/finding"
)

// Pajek networks (.net), partitions (.clu), vectors (.vec) and projects (.paj): *Vertices, *Arcs, *Edges, *Arcslist,
// *Edgeslist, *Matrix, *Partition, *Vector. docs/formats/network.md.
var pajek = Format{Name: "pajek", Detect: detectPajek, Read: readPajek}

func detectPajek(h Head) int {
	for _, line := range bytes.Split(h.Bytes[:min(len(h.Bytes), 4096)], []byte("\n")) {
		line = bytes.ToLower(bytes.TrimSpace(line))
		if len(line) == 0 || line[0] == '%' {
			continue
		}
		for _, mark := range []string{"*vertices", "*network", "*partition", "*vector"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				return 100
			}
		}
		return 0
	}
	return 0
}

// pajekReader reads line by line; what a line means depends on the section it stands in.
type pajekReader struct {
	*network
	line     int64
	section  string // vertices, arcs, edges, arcslist, edgeslist, matrix, partition, vector
	relation string
	kind     string // what the numbers of a list are: partition or vector
	size     int    // vertices as declared
	row      int    // of a matrix or list
	settled  bool
	refused  int64
}

func readPajek(ctx context.Context, in *Source, out *Sink) error {
	p := &pajekReader{network: newNetwork(in, out), kind: listKind(in.head.Ext())}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, in.Limits.RowBytes)
	for lines.Scan() && p.err == nil && ctx.Err() == nil {
		p.line++
		if text := strings.TrimSpace(lines.Text()); text != "" && text[0] != '%' {
			p.take(text)
		}
	}
	switch {
	case p.err != nil:
		return p.err
	case ctx.Err() != nil:
		return ctx.Err()
	case lines.Err() != nil:
		out.Finding(finding.Finding{Severity: finding.Error, Code: "csv.too_long", Line: p.line + 1})
	}
	return p.finish()
}

func listKind(ext string) string {
	switch ext {
	case ".clu":
		return "partition"
	case ".vec":
		return "vector"
	}
	return ""
}

func (p *pajekReader) take(text string) {
	if text[0] == '*' {
		p.open(text)
		return
	}
	switch p.section {
	case "vertices":
		p.vertex(text)
	case "arcs", "edges":
		p.tie(strings.Fields(text))
	case "arcslist", "edgeslist":
		p.list(strings.Fields(text))
	case "matrix":
		p.matrix(strings.Fields(text))
	case "partition", "vector":
		p.value(text)
	}
}

// open begins a section. "*Arcs :2 "cites"" names the relation of its arcs.
func (p *pajekReader) open(text string) {
	word, rest, _ := strings.Cut(text[1:], " ")
	p.section, p.row, rest = strings.ToLower(word), 0, strings.TrimSpace(rest)
	switch p.section {
	case "network":
		p.kind = ""
		if p.arcs+p.nodes > 0 { // another network of the project
			p.err = p.finish()
			*p.network = network{out: p.out, name: p.name, directed: true, labels: map[string]string{}, stated: p.stated}
			p.settled = false
		}
		p.name = orElse(rest, p.name)
	case "partition", "vector":
		p.kind = p.section
	case "vertices":
		p.size = leadingNumber(rest)
		if p.kind != "" {
			p.section = p.kind
		}
	case "arcs", "edges", "arcslist", "edgeslist", "matrix":
		p.relation = relationOf(rest)
		if !p.settled {
			p.settled = true
			p.settleLabels()
		}
	}
}

func leadingNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimRight(s[:strings.IndexFunc(s+" ", func(r rune) bool { return r == ' ' || r == '\t' })], ","))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// relationOf reads `:2 "Standard Global Main Path"`: the name, else the number.
func relationOf(rest string) string {
	number, name, _ := strings.Cut(strings.TrimPrefix(rest, ":"), " ")
	return orElse(strings.Trim(strings.TrimSpace(name), `"`), strings.Trim(number, `"`))
}

// vertex reads number and label; coordinates and shapes behind are passed over.
func (p *pajekReader) vertex(text string) {
	id, rest, _ := strings.Cut(text, " ")
	if tab := strings.IndexByte(text, '\t'); tab > 0 && tab < len(id) {
		id, rest = text[:tab], text[tab+1:]
	}
	if !p.known(id) {
		p.refuse(text)
		return
	}
	p.node(p.line, id, labelOf(strings.TrimSpace(rest)))
}

func labelOf(rest string) string {
	if !strings.HasPrefix(rest, `"`) {
		label, _, _ := strings.Cut(rest, " ")
		return label
	}
	label, _, _ := strings.Cut(rest[1:], `"`)
	return strings.TrimSpace(label)
}

// known asks for the number of a vertex within the declared ones.
func (p *pajekReader) known(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && n > 0 && (p.size == 0 || n <= p.size)
}

func (p *pajekReader) refuse(text string) {
	p.out.Reject(p.line, []string{text}, finding.Finding{Code: "network.line", Value: text})
}

func (p *pajekReader) tie(cells []string) {
	if len(cells) < 2 || !p.known(cells[0]) || !p.known(cells[1]) {
		p.refuse(strings.Join(cells, " "))
		return
	}
	weight := "1"
	if len(cells) > 2 && isNumeric(cells[2]) {
		weight = cells[2]
	}
	p.arc(p.line, cells[0], cells[1], weight, p.relation, p.section == "arcs")
}

// list reads a source and all its targets. Multiplicities are not written in lists.
func (p *pajekReader) list(cells []string) {
	for _, target := range cells[1:] {
		if !p.known(cells[0]) || !p.known(target) {
			p.refuse(strings.Join(cells, " "))
			return
		}
		p.arc(p.line, cells[0], target, "1", p.relation, p.section == "arcslist")
	}
}

func (p *pajekReader) matrix(cells []string) {
	p.row++
	if p.size > 0 && (len(cells) != p.size || p.row > p.size) {
		p.refuse(strings.Join(cells[:min(len(cells), 20)], " "))
		return
	}
	for i, weight := range cells {
		if v, err := strconv.ParseFloat(weight, 64); err == nil && v != 0 {
			p.arc(p.line, strconv.Itoa(p.row), strconv.Itoa(i+1), weight, p.relation, true)
		}
	}
}

// value reads a line of a partition or vector: the class or number of the next vertex.
func (p *pajekReader) value(text string) {
	p.row++
	field := "partition"
	if p.section == "vector" {
		field = "value"
	}
	if !isNumeric(text) || p.size > 0 && p.row > p.size {
		p.refuse(text)
		return
	}
	p.put("network_node", p.line, nil, Field{Name: "node", Value: strconv.Itoa(p.row)}, Field{Name: field, Value: text})
}

// finish writes the network's row; a partition alone describes nodes of a network that another file holds.
func (p *pajekReader) finish() error {
	if p.arcs+p.nodes == 0 && p.kind != "" {
		if p.row < p.size {
			p.out.Finding(finding.Finding{Severity: finding.Warning, Code: "network.short_list", Value: strconv.Itoa(p.row), Args: map[string]string{"count": strconv.Itoa(p.size)}})
		}
		return p.err
	}
	if p.nodes == 0 {
		p.nodes = int64(p.size)
	}
	return p.end()
}
