package search

import (
	"regexp"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// named finds a field or tells which are close.
func (l *lexer) named(name string, pos int) (*Field, error) {
	if f := findField(l.d.Name, name); f != nil {
		return f, nil
	}
	if strings.EqualFold(name, "R") || strings.EqualFold(name, "RAD") || strings.EqualFold(name, "RPD") {
		return nil, l.fail(pos, pos+len(name), fail.New(fail.Invalid, "semantic search is no part of a query here; open a patent and ask for similar ones"))
	}
	return nil, l.fail(pos, pos+len(name), fail.New(fail.Invalid, "there is no field %q; fields: %s", name, strings.Join(l.d.fieldNames(), " ")))
}

// fieldNames lists the names a dialect writes.
func (d *Dialect) fieldNames() []string {
	var all []string
	for i := range Fields {
		if n := Fields[i].in(d); !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// in is the name of a field in a dialect, ours where it has none.
func (f *Field) in(d *Dialect) string {
	if list := f.Names[d.Name]; len(list) > 0 {
		return list[0]
	}
	return f.Name
}

// suffix reads /TI/AB or .ti,ab. behind a value.
func (l *lexer) suffix() error {
	names, size := l.suffixAt(l.at)
	if size == 0 {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "behind this sign stands no field"))
	}
	t := token{kind: tSuffix}
	for _, n := range names {
		f, err := l.named(n, l.at+1)
		if err != nil {
			return err
		}
		t.also = append(t.also, f)
	}
	t.field = t.also[0]
	l.put(t, size)
	return nil
}

var (
	slashes = regexp.MustCompile(`^/([A-Za-z]{2,10}(?:/[A-Za-z]{2,10})*)(?:[^\w/]|$)`)
	dots    = regexp.MustCompile(`^\.([A-Za-z]{2,5}(?:,[A-Za-z]{2,5})*)\.`)
)

// suffixAt tells whether field names stand at a place.
func (l *lexer) suffixAt(at int) (names []string, size int) {
	if l.d.suffix == '/' {
		if m := slashes.FindStringSubmatch(l.plain[at:]); m != nil {
			return strings.Split(m[1], "/"), len(m[1]) + 1
		}
	}
	if l.d.suffix == '.' {
		if m := dots.FindStringSubmatch(l.plain[at:]); m != nil {
			return strings.Split(m[1], ","), len(m[0])
		}
	}
	return nil, 0
}

func (l *lexer) tree() error {
	start := l.at
	l.at += len(l.match(tree)[0])
	if l.at >= len(l.plain) {
		return l.fail(start, l.at, fail.New(fail.Invalid, "TREE@ lacks its name"))
	}
	size := len(l.out)
	var err error
	if l.plain[l.at] == '"' || l.plain[l.at] == '\'' {
		err = l.quote()
	} else {
		err = l.word()
	}
	if err != nil {
		return err
	}
	if len(l.out) == size || l.out[size].kind != tWord {
		return l.fail(start, l.at, fail.New(fail.Invalid, "TREE@ lacks its name"))
	}
	l.out[size].kind, l.out[size].pos = tTree, start
	return nil
}

// field reads "ti=" and the like. A colon marks fields only where the dialect has it or the name is known.
func (l *lexer) field() error {
	m := l.match(fieldMark)
	if m[2] == ":" && l.d.mark != ":" && findField(l.d.Name, m[1]) == nil {
		return l.word()
	}
	f, err := l.named(plainSigns(m[1]), l.at)
	if err != nil {
		return err
	}
	if m[2] == ":" {
		m[2] = "="
	}
	l.put(token{kind: tField, field: f, compare: m[2], text: m[1]}, len(m[0]))
	l.level()
	return nil
}

// level reads /low, /high or /same before a class, as CQL has it, and notes it in the field token.
func (l *lexer) level() {
	l.space()
	if m := l.match(classLevel); m != nil && l.at < len(l.plain) {
		l.out[len(l.out)-1].low = strings.ToLower(m[1])
		l.at += len(m[0])
	}
}

func (l *lexer) fieldWord() error {
	m := l.match(fieldWord)
	f, err := l.named(m[1], l.at)
	if err != nil {
		return err
	}
	l.put(token{kind: tField, field: f, compare: strings.ToLower(m[2]), text: m[1]}, len(m[0])-1)
	return nil
}
