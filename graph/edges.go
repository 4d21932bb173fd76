package graph

import (
	"bytes"
	"fmt"
	"math/bits"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Edges is a list of arcs between labelled nodes, as a text file holds it.
type Edges struct {
	Labels         Labels
	Source, Target []uint32
	Weight         []float64 // of each arc; nil where the text has no third column
	Undirected     bool      // the file has edges only: each stands here both ways
}

// Labels are the names of nodes by id. Whole numbers get ids in their order, other labels in the order they come.
type Labels struct {
	numbers []uint64
	texts   []string
}

// Len is the number of nodes.
func (l *Labels) Len() int { return len(l.numbers) + len(l.texts) }

// Append adds the label of a node to b.
func (l *Labels) Append(b []byte, v uint32) []byte {
	if l.texts != nil {
		return append(b, l.texts[v]...)
	}
	return strconv.AppendUint(b, l.numbers[v], 10)
}

// Of is the label of a node.
func (l *Labels) Of(v uint32) string { return string(l.Append(nil, v)) }

// TextLabels makes labels of given names, id by id.
func TextLabels(names []string) Labels { return Labels{texts: names} }

// Graph builds the graph of the edges.
func (e *Edges) Graph() (*Graph, error) { return New(e.Labels.Len(), e.Source, e.Target) }

// Halved is the same network with each undirected edge once, for what counts neighbours; directed ones stay as they are.
func (e *Edges) Halved() *Edges {
	if !e.Undirected {
		return e
	}
	h := &Edges{Labels: e.Labels}
	for i, s := range e.Source {
		if s > e.Target[i] {
			continue
		}
		h.Source, h.Target = append(h.Source, s), append(h.Target, e.Target[i])
		if e.Weight != nil {
			h.Weight = append(h.Weight, e.Weight[i])
		}
	}
	return h
}

// Weighed builds the graph of the edges and the weight of each of its arcs; arcs given several times add up. Without weights
// each counts 1.
func (e *Edges) Weighed() (*Graph, []float64, error) {
	g, err := e.Graph()
	if err != nil {
		return nil, nil, err
	}
	weight := make([]float64, g.Arcs())
	for k, v := range e.Source {
		if v == e.Target[k] {
			continue
		}
		w := 1.0
		if e.Weight != nil {
			w = e.Weight[k]
		}
		weight[g.arc(v, e.Target[k])] += w
	}
	return g, weight, nil
}

// ParseEdges reads a list of arcs: one a line, source and target parted by a tab, comma, semicolon or blanks, a weight
// behind them where there is one. Lines that begin with # or % are comments; a first line of column names (source,
// target; from, to; citing, cited …) is passed over. A line with fewer than two fields is an error that names it.
// Lists of whole numbers are read on all cores: about 16 bytes an arc of memory, O(bytes).
func ParseEdges(data []byte) (*Edges, error) {
	body := afterHeader(data)
	if e := parseNumbers(body); e != nil {
		return e, nil
	}
	if rest, ok := afterWords(body); ok { // words over numbers are a header, whatever they are
		if e := parseNumbers(rest); e != nil {
			return e, nil
		}
	}
	return parseTexts(body, bytes.Count(data[:len(data)-len(body)], []byte("\n")))
}

var columnNames = map[string]bool{"source": true, "target": true, "supplier": true, "customer": true, "seller": true, "buyer": true, "供方": true, "客户": true, "供应商": true, "from": true, "to": true, "citing": true, "cited": true, "src": true,
	"dst": true, "source_id": true, "target_id": true, "citing_patent_id": true, "cited_patent_id": true, "citing_id": true, "cited_id": true, "from_id": true, "to_id": true,
	"citing_patent": true, "cited_patent": true, "源": true, "目标": true, "源节点": true, "目标节点": true, "施引": true, "被引": true, "引用": true, "施引专利": true, "被引专利": true, "start": true, "end": true, "node1": true, "node2": true, "fromnodeid": true, "tonodeid": true}

// afterHeader skips leading comments and a line of column names.
func afterHeader(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		if !isComment(line) {
			f := fieldsOf(strings.ToLower(string(line)), nil)
			if len(f) >= 2 && columnNames[f[0]] && columnNames[f[1]] {
				return rest
			}
			return data
		}
		data = rest
	}
	return data
}

// afterWords skips a first line whose two fields hold no digit.
func afterWords(data []byte) (rest []byte, ok bool) {
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	return rest, !bytes.ContainsAny(line, "0123456789")
}

func isComment(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#' || line[0] == '%'
}

// parseNumbers reads lines of exactly two whole numbers; nil when anything else stands there.
func parseNumbers(data []byte) *Edges {
	parts := cutLines(data, runtime.GOMAXPROCS(0))
	found := make([]pairs, len(parts))
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() { found[i] = scanPairs(p) })
	}
	all.Wait()
	total, most := 0, uint64(0)
	for _, f := range found {
		if !f.ok {
			return nil
		}
		total += len(f.source)
		most = max(most, f.most)
	}
	if total == 0 || most > uint64(16*total)+1<<20 {
		return nil
	}
	return densely(found, total, most)
}

// cutLines cuts a text into n parts at line ends.
func cutLines(data []byte, n int) [][]byte {
	var parts [][]byte
	for i := n; i > 1 && len(data) > 0; i-- {
		at := len(data) / i
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			break
		}
		parts = append(parts, data[:at+end+1])
		data = data[at+end+1:]
	}
	return append(parts, data)
}

// pairs are the numbers of a part of the text.
type pairs struct {
	source, target []uint32
	most           uint64
	ok             bool
}

func scanPairs(data []byte) pairs {
	p := pairs{source: make([]uint32, 0, len(data)/12), target: make([]uint32, 0, len(data)/12), ok: true}
	for i := 0; i < len(data); {
		a, k := scanNumber(data, i)
		if k == i {
			if c := data[i]; c == '\n' || c == '\r' {
				i++
				continue
			}
			return pairs{}
		}
		if k >= len(data) || data[k] != '\t' && data[k] != ' ' && data[k] != ',' && data[k] != ';' {
			return pairs{}
		}
		b, end := scanNumber(data, k+1)
		if end == k+1 {
			return pairs{}
		}
		if end < len(data) && data[end] == '\r' {
			end++
		}
		if end < len(data) && data[end] != '\n' {
			return pairs{}
		}
		i = end + 1
		p.source, p.target = append(p.source, uint32(a)), append(p.target, uint32(b))
		p.most = max(p.most, a, b)
	}
	return p
}

// scanNumber reads a whole number below 2³²-1 from a place on, without leading zeros: labels come out as they went in. end is the place
// itself where there is none.
func scanNumber(data []byte, at int) (n uint64, end int) {
	i := at
	for ; i < len(data); i++ {
		c := data[i] - '0'
		if c > 9 {
			break
		}
		n = n*10 + uint64(c)
	}
	if i-at > 10 || n > 1<<32-2 || i-at > 1 && data[at] == '0' {
		return 0, at
	}
	return n, i
}

// densely gives the numbers that occur ids in their order.
func densely(found []pairs, total int, most uint64) *Edges {
	seen := occurring(found, most)
	below := make([]uint32, len(seen)+1)
	for i, w := range seen {
		below[i+1] = below[i] + uint32(bits.OnesCount64(w))
	}
	n := int(below[len(seen)])
	e := &Edges{Source: make([]uint32, total), Target: make([]uint32, total)}
	at := 0
	var all sync.WaitGroup
	for _, f := range found {
		source, target := e.Source[at:at+len(f.source)], e.Target[at:at+len(f.source)]
		at += len(f.source)
		all.Go(func() {
			copy(source, f.source)
			copy(target, f.target)
			if uint64(n) != most+1 {
				renumber(source, seen, below)
				renumber(target, seen, below)
			}
		})
	}
	e.Labels.numbers = make([]uint64, 0, n)
	for i, w := range seen {
		for ; w != 0; w &= w - 1 {
			e.Labels.numbers = append(e.Labels.numbers, uint64(i)<<6|uint64(bits.TrailingZeros64(w)))
		}
	}
	all.Wait()
	return e
}

// occurring has a bit for each number that occurs.
func occurring(found []pairs, most uint64) []uint64 {
	parts := make([][]uint64, len(found))
	var all sync.WaitGroup
	for i, f := range found {
		all.Go(func() {
			seen := make([]uint64, most/64+1)
			for _, list := range [2][]uint32{f.source, f.target} {
				for _, x := range list {
					seen[x>>6] |= 1 << (x & 63)
				}
			}
			parts[i] = seen
		})
	}
	all.Wait()
	for _, seen := range parts[1:] {
		for i, w := range seen {
			parts[0][i] |= w
		}
	}
	return parts[0]
}

func renumber(ids []uint32, seen []uint64, below []uint32) {
	for i, x := range ids {
		ids[i] = below[x>>6] + uint32(bits.OnesCount64(seen[x>>6]&(1<<(x&63)-1)))
	}
}

func parseTexts(data []byte, before int) (*Edges, error) {
	e := &Edges{Labels: Labels{texts: []string{}}}
	ids := map[string]uint32{}
	id := func(label string) uint32 {
		v, ok := ids[label]
		if !ok {
			v = uint32(len(e.Labels.texts))
			label = strings.Clone(label)
			ids[label] = v
			e.Labels.texts = append(e.Labels.texts, label)
		}
		return v
	}
	var fields []string
	weighed := false
	for n := before + 1; len(data) > 0; n++ {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		if isComment(line) {
			continue
		}
		if fields = fieldsOf(string(bytes.TrimRight(line, "\r")), fields[:0]); len(fields) < 2 {
			return nil, fmt.Errorf("line %d: %q has no two nodes", n, shorten(line))
		}
		e.Source, e.Target = append(e.Source, id(fields[0])), append(e.Target, id(fields[1]))
		w := 1.0
		if len(fields) > 2 && fields[2] != "" {
			var err error
			if w, err = strconv.ParseFloat(fields[2], 64); err != nil {
				return nil, fmt.Errorf("line %d: weight %q is no number", n, fields[2])
			}
			weighed = true
		}
		e.Weight = append(e.Weight, w)
	}
	if !weighed {
		e.Weight = nil
	}
	return e, nil
}

// fieldsOf splits a line at its strongest separator: tab, else comma or semicolon, else blanks. Quotes around a field
// are taken off.
func fieldsOf(line string, out []string) []string {
	for _, mark := range []string{"\t", ",", ";"} {
		if !strings.Contains(line, mark) {
			continue
		}
		for f := range strings.SplitSeq(line, mark) {
			out = append(out, strings.Trim(strings.TrimSpace(f), `"`))
		}
		return out
	}
	for f := range strings.FieldsSeq(line) {
		out = append(out, strings.Trim(f, `"`))
	}
	return out
}

func shorten(line []byte) string {
	if len(line) > 60 {
		return string(line[:60]) + "…"
	}
	return string(line)
}
