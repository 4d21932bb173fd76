package search

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
)

// columns hold what is not text of every patent, in memory: a patent's row is its number in the text index, in the order
// of patent_id.
type columns struct {
	rows  int
	lists map[string]*list
	ints  map[string][]int32
}

// list holds codes: of row i those from starts[i] to starts[i+1], each an index into values. Where single, row i has the
// code codes[i]-1, and none when codes[i] is 0.
type list struct {
	values  []string // sorted
	labels  []string // words for the values; empty: the values themselves
	single  bool
	starts  []uint32
	codes   []uint32
	parents []uint32 // of class symbols: index of the symbol above + 1
}

// label is a value in words.
func (l *list) label(code uint32) string {
	if len(l.labels) > 0 && l.labels[code] != "" {
		return l.labels[code]
	}
	return l.values[code]
}

// find is the code of a value.
func (l *list) find(value string) (uint32, bool) {
	i, ok := slices.BinarySearch(l.values, value)
	return uint32(i), ok
}

// of calls take for the codes of a row.
func (l *list) of(row uint32, take func(code uint32)) {
	if l.single {
		if c := l.codes[row]; c != 0 {
			take(c - 1)
		}
		return
	}
	for _, c := range l.codes[l.starts[row]:l.starts[row+1]] {
		take(c)
	}
}

// The file: magic, length of the head (4 bytes), head in JSON, payload, sum of all before (4 bytes). Strings of a list
// follow each other, their lengths beside.
const columnsMagic = "ASTRCOL1"

type columnsHead struct {
	Rows  int        `json:"rows"`
	Lists []listHead `json:"lists"`
	Ints  []string   `json:"ints"`
}

type listHead struct {
	Name    string `json:"name"`
	Values  int    `json:"values"`
	Bytes   int    `json:"bytes"`
	Labels  int    `json:"labels"` // bytes of the labels; 0: none
	Single  bool   `json:"single"`
	Codes   int    `json:"codes"`
	Parents bool   `json:"parents"`
}

var errColumns = errors.New("the search columns are damaged")

// bytes writes the columns as a file.
func (c *columns) bytes() []byte {
	head := columnsHead{Rows: c.rows}
	var payload []byte
	for _, name := range sortedKeys(c.lists) {
		l := c.lists[name]
		h := listHead{Name: name, Values: len(l.values), Bytes: total(l.values), Labels: total(l.labels), Single: l.single, Codes: len(l.codes), Parents: l.parents != nil}
		head.Lists = append(head.Lists, h)
		payload = l.append(payload, h)
	}
	for _, name := range sortedKeys(c.ints) {
		head.Ints = append(head.Ints, name)
		for _, v := range c.ints[name] {
			payload = binary.LittleEndian.AppendUint32(payload, uint32(v))
		}
	}
	h, _ := json.Marshal(head) // plain data
	out := append([]byte(columnsMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(h)))...)
	out = append(append(out, h...), payload...)
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func total(values []string) (n int) {
	for _, v := range values {
		n += len(v)
	}
	return n
}

func (l *list) append(b []byte, h listHead) []byte {
	b = appendStrings(b, l.values)
	if h.Labels > 0 {
		b = appendStrings(b, l.labels)
	}
	for _, part := range [][]uint32{l.starts, l.codes, l.parents} {
		for _, v := range part {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
	}
	return b
}

func appendStrings(b []byte, values []string) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(v)))
	}
	for _, v := range values {
		b = append(b, v...)
	}
	return b
}

// readColumns reads the bytes of a file. Everything is copied: the bytes may go.
func readColumns(data []byte) (*columns, error) {
	n := len(data)
	if n < 16 || string(data[:8]) != columnsMagic || crc32.Checksum(data[:n-4], castagnoli) != binary.LittleEndian.Uint32(data[n-4:]) {
		return nil, errColumns
	}
	r := &columnReader{rest: data[12 : n-4]}
	size := int(binary.LittleEndian.Uint32(data[8:]))
	var head columnsHead
	if size > len(r.rest) || json.Unmarshal(r.rest[:size], &head) != nil || head.Rows < 0 {
		return nil, errColumns
	}
	r.rest = r.rest[size:]
	c := &columns{rows: head.Rows, lists: map[string]*list{}, ints: map[string][]int32{}}
	for _, h := range head.Lists {
		c.lists[h.Name] = r.list(h, head.Rows)
	}
	for _, name := range head.Ints {
		words := r.words(head.Rows)
		ints := make([]int32, len(words))
		for i, w := range words {
			ints[i] = int32(w)
		}
		c.ints[name] = ints
	}
	if r.failed || len(r.rest) != 0 {
		return nil, errColumns
	}
	return c, nil
}

type columnReader struct {
	rest   []byte
	failed bool
}

func (r *columnReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.failed, n = true, 0
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *columnReader) words(n int) []uint32 {
	if n < 0 || n > len(r.rest)/4 {
		r.failed = true
		return nil
	}
	b, out := r.take(4*n), make([]uint32, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (r *columnReader) strings(n, size int) []string {
	lengths := r.words(n)
	body := string(r.take(size))
	out := make([]string, len(lengths))
	for i, l := range lengths {
		if int(l) > len(body) {
			r.failed = true
			return out
		}
		out[i], body = body[:l], body[l:]
	}
	return out
}

func (r *columnReader) list(h listHead, rows int) *list {
	l := &list{single: h.Single, values: r.strings(h.Values, h.Bytes)}
	if h.Labels > 0 {
		l.labels = r.strings(h.Values, h.Labels)
	}
	if !h.Single {
		l.starts = r.words(rows + 1)
	}
	l.codes = r.words(h.Codes)
	if h.Parents {
		l.parents = r.words(h.Values)
	}
	r.failed = r.failed || !l.valid(rows)
	return l
}

// valid tells that every index stays inside.
func (l *list) valid(rows int) bool {
	above := uint32(len(l.values))
	if l.single {
		return len(l.codes) == rows && !slices.ContainsFunc(l.codes, func(c uint32) bool { return c > above })
	}
	return len(l.starts) == rows+1 && slices.IsSorted(l.starts) && l.starts[0] == 0 && int(l.starts[rows]) == len(l.codes) &&
		!slices.ContainsFunc(l.codes, func(c uint32) bool { return c >= above }) && !slices.ContainsFunc(l.parents, func(c uint32) bool { return c > above })
}

// listMaker gathers the values of rows that come in order.
type listMaker struct {
	single  bool
	starts  []uint32
	codes   []uint32
	numbers map[string]uint32
	values  []string
	labels  []string
}

func newListMaker(single bool) *listMaker {
	return &listMaker{single: single, numbers: map[string]uint32{}}
}

// add puts a value to a row at or after the last one.
func (m *listMaker) add(row int, value, label string) {
	n := m.number(value, label)
	if m.single {
		for len(m.codes) <= row {
			m.codes = append(m.codes, 0)
		}
		m.codes[row] = n + 1
		return
	}
	for len(m.starts) <= row {
		m.starts = append(m.starts, uint32(len(m.codes)))
	}
	if !slices.Contains(m.codes[m.starts[row]:], n) {
		m.codes = append(m.codes, n)
	}
}

func (m *listMaker) number(value, label string) uint32 {
	n, ok := m.numbers[value]
	if !ok {
		value = strings.Clone(value)
		n = uint32(len(m.values))
		m.numbers[value], m.values, m.labels = n, append(m.values, value), append(m.labels, strings.Clone(label))
	}
	return n
}

// list sorts the values and numbers them anew.
func (m *listMaker) list(rows int) *list {
	order := make([]uint32, len(m.values))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(m.values[a], m.values[b]) })
	l, place := &list{single: m.single}, make([]uint32, len(order))
	for i, o := range order {
		place[o] = uint32(i)
		l.values, l.labels = append(l.values, m.values[o]), append(l.labels, m.labels[o])
	}
	if total(l.labels) == 0 {
		l.labels = nil
	}
	l.codes = m.codes
	for i, c := range l.codes {
		if !m.single {
			l.codes[i] = place[c]
		} else if c != 0 {
			l.codes[i] = place[c-1] + 1
		}
	}
	if m.single {
		for len(l.codes) < rows {
			l.codes = append(l.codes, 0)
		}
		return l
	}
	for len(m.starts) <= rows {
		m.starts = append(m.starts, uint32(len(m.codes)))
	}
	l.starts = m.starts
	return l
}
