package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/lang"
)

// Translate writes a query of one dialect in another. Warnings tell what the other cannot say, and what was written for it.
func Translate(from, to, query string) (written string, warnings []lang.Text, err error) {
	n, _, err := Parse(from, query)
	if err != nil {
		return "", nil, err
	}
	written, warnings = n.Write(to)
	return written, warnings, nil
}

// Write writes a query in a dialect.
func (n *Node) Write(dialect string) (written string, warnings []lang.Text) {
	d, ok := FindDialect(dialect)
	if !ok {
		d = &Dialects[0]
	}
	w := &writer{d: d}
	s := w.node(n, 0)
	return s, w.warnings
}

type writer struct {
	d        *Dialect
	field    string // leaves of this field are written without it
	warnings []lang.Text
}

func (w *writer) warn(zh, en string, args ...any) {
	t := lang.Text{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
	if !slices.Contains(w.warnings, t) {
		w.warnings = append(w.warnings, t)
	}
}

// node writes a part so that it can stand where operators of a level bind.
func (w *writer) node(n *Node, level int) string {
	if w.field == "" {
		if f := n.common(); f != "" && !n.leaf() {
			return w.grouped(n, f, level)
		}
	}
	switch n.Op {
	case And, Or:
		return w.list(n, level)
	case Not:
		return w.not(n, level)
	case Xor:
		return w.xor(n, level)
	case Near:
		return w.near(n, level)
	case Often:
		return w.often(n)
	}
	return w.leaf(n)
}

// common is the field of words that all leaves of a part share.
func (n *Node) common() string {
	field, same := "", true
	n.Walk(func(k *Node) {
		if !k.leaf() {
			return
		}
		same = same && k.Op == Text && (field == "" || field == k.Field)
		field = k.Field
	})
	if !same {
		return ""
	}
	return field
}

// grouped writes the field once around the part.
func (w *writer) grouped(n *Node, field string, level int) string {
	if field == "any" {
		w.field = field
		defer func() { w.field = "" }()
		return w.node(n, level)
	}
	if f := fieldIndex[field]; len(f.Names[w.d.Name]) == 0 && f.Of != nil && w.d.Name != "plain" { // expand: a field that only stands for others
		return w.node(n.expanded(f), level)
	}
	w.field = field
	inside := w.node(n, 0)
	w.field = ""
	return w.around(field, "("+inside+")")
}

// expanded is the part in either of the fields that one stands for. Each part has to be found in one of them.
func (n *Node) expanded(f *Field) *Node {
	if n.leaf() || n.Op == Near || n.Op == Often {
		var kids []*Node
		for _, part := range f.Of {
			k := n.clone()
			k.Walk(func(l *Node) {
				if l.leaf() {
					l.Field = part
				}
			})
			kids = append(kids, k)
		}
		return join(Or, kids...)
	}
	c := *n
	c.Kids = nil
	for _, k := range n.Kids {
		c.Kids = append(c.Kids, k.expanded(f))
	}
	return &c
}

// around writes field and value as the dialect does.
func (w *writer) around(field, value string) string {
	f := fieldIndex[field]
	name := f.in(w.d)
	if len(f.Names[w.d.Name]) == 0 && w.d.Name != "plain" {
		w.warn("%[2]s 没有“%[1]s”字段，写作 %[3]s", "%[4]s has no field for %[5]s; written as %[3]s", f.Title.Zh, w.d.Title.Zh, name, w.d.Title.En, f.Title.En)
	}
	switch {
	case w.d.suffix == '/' && len(f.Names[w.d.Name]) > 0:
		return value + "/" + name
	case w.d.suffix == '.' && len(f.Names[w.d.Name]) > 0:
		return value + "." + name + "."
	}
	return name + w.d.mark + value
}

func (w *writer) word(op Op) string {
	if w.d.cql || w.d.Name == "cnipa" {
		return strings.ToLower(opNames[op])
	}
	return opNames[op]
}

// wrap puts brackets around what binds less tightly than its place asks.
func wrap(s string, own, level int) string {
	if own <= level {
		return "(" + s + ")"
	}
	return s
}

func (w *writer) list(n *Node, level int) string {
	own := w.d.levels[n.Op]
	var parts []string
	for i, k := range n.Kids {
		below := own
		if i == 0 {
			below = own - 1 // the first may be of the same level
		}
		parts = append(parts, w.node(k, below))
	}
	return wrap(strings.Join(parts, " "+w.word(n.Op)+" "), own, level)
}

func (w *writer) not(n *Node, level int) string {
	own := w.d.levels[Not]
	if len(n.Kids) == 1 {
		return wrap(w.word(Not)+" "+w.node(n.Kids[0], own), own, level)
	}
	return wrap(w.node(n.Kids[0], own-1)+" "+w.word(Not)+" "+w.node(n.Kids[1], own), own, level)
}

// xor is written out where the dialect has none: one of both, not both.
func (w *writer) xor(n *Node, level int) string {
	if w.d.words || w.d.Name == "cnipa" || w.d.Name == "plain" {
		return w.list(n, level)
	}
	a := n.Kids[0]
	for _, b := range n.Kids[1:] {
		a = &Node{Op: Not, Kids: []*Node{join(Or, a, b), {Op: And, Kids: []*Node{a, b}}}}
	}
	return w.node(a, level)
}

func (w *writer) near(n *Node, level int) string {
	sign, ok := w.nearSign(n)
	if !ok {
		return w.node(&Node{Op: And, Kids: n.Kids}, level)
	}
	own := nearLevel
	if w.d.words && n.Between < 0 {
		own = nearLevel - int(n.Unit)
	}
	return wrap(w.node(n.Kids[0], own-1)+" "+sign+" "+w.node(n.Kids[1], own), own, level)
}

func (w *writer) nearSign(n *Node) (string, bool) {
	between := min(n.Between, 99)
	if n.Unit != Distance && between >= 0 && !w.d.words {
		w.warn("同句的距离在 %[1]s 中写作不限同句的距离", "A distance within a sentence is written in %[2]s as a distance alone", w.d.Title.Zh, w.d.Title.En)
	}
	if n.Unit == Distance && w.d.words {
		w.warn("%[1]s 的 ADJ、NEAR 只在同一句内计距离", "ADJ and NEAR of %[2]s count within one sentence alone", w.d.Title.Zh, w.d.Title.En)
	}
	switch {
	case w.d.brackets && n.Unit != Distance && between < 0:
		return map[Unit]string{Sentence: "(s)", Paragraph: "(p)"}[n.Unit], true
	case w.d.brackets:
		return fmt.Sprintf("(%d%s)", between, pick(n.Ordered, "w", "n")), true
	case w.d.dollars && n.Unit != Distance && between < 0:
		return map[Unit]string{Sentence: "$SEN", Paragraph: "$PARA"}[n.Unit], true
	case w.d.dollars:
		return "$" + pick(n.Ordered, "PRE", "W") + strconv.Itoa(between), true
	case w.d.counted && n.Unit != Distance && between < 0:
		return map[Unit]string{Sentence: "S", Paragraph: "P"}[n.Unit], true
	case w.d.counted:
		return pick(between == 0, "", strconv.Itoa(between)) + pick(n.Ordered, "W", "D"), true
	case w.d.words && between < 0:
		return map[Unit]string{Sentence: "WITH", Paragraph: "SAME"}[n.Unit], true
	case w.d.words:
		return pick(n.Ordered, "ADJ", "NEAR") + strconv.Itoa(between+1), true
	case w.d.cql && n.Unit != Distance && between < 0:
		return "prox/unit=" + map[Unit]string{Sentence: "sentence", Paragraph: "paragraph"}[n.Unit], true
	case w.d.cql:
		return fmt.Sprintf("prox/distance<=%d/ordered=%v", between+1, n.Ordered), true
	}
	w.warn("%[1]s 没有邻近算符，写作 AND", "%[2]s has no proximity; written as AND", w.d.Title.Zh, w.d.Title.En)
	return "", false
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func (w *writer) often(n *Node) string {
	inside := w.node(n.Kids[0], nearLevel)
	switch {
	case w.d.brackets:
		return fmt.Sprintf("%s (%df)", inside, n.Times)
	case w.d.dollars:
		return fmt.Sprintf("%s $FREQ%d", inside, n.Times)
	}
	w.warn("%[1]s 没有词频算符，“至少 %[2]d 次”略去", "%[3]s has no frequency; \"at least %[2]d times\" is left out", w.d.Title.Zh, n.Times, w.d.Title.En)
	return inside
}
