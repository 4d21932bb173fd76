package search

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"asterism/internal/fail"
)

type tokenKind uint8

const (
	tEnd tokenKind = iota
	tOpen
	tClose
	tWord   // pieces; quoted when exact
	tOp     // op with between, ordered, unit
	tField  // field with comparison
	tSuffix // fields
	tRange  // low to high
	tTree
	tTimes
)

type token struct {
	kind     tokenKind
	pos, end int
	text     string // as written, without quotes
	pieces   []Piece
	exact    bool
	op       Op
	between  int
	ordered  bool
	unit     Unit
	field    *Field
	also     []*Field // of a suffix with several
	compare  string   // =, <, <=, >, >=, all, any, within
	low      string
	high     string
	times    int
}

const (
	maxQuery = 64 << 10
	maxNodes = 5000
	maxDepth = 64
	maxGaps  = 4 // of one word: more take long to match
)

// lexer cuts a query into tokens. Full-width brackets, quotes and signs count as their plain forms.
type lexer struct {
	d     *Dialect
	query string
	plain string // query with full-width signs made plain, byte for byte as long
	at    int
	out   []token
}

// plainSigns replaces full-width signs by plain ones padded with blanks, so that places stay.
func plainSigns(s string) string {
	pad := func(c string) string { return c + "  " }
	return strings.NewReplacer("（", pad("("), "）", pad(")"), "“", pad(`"`), "”", pad(`"`), "＝", pad("="), "：", pad(":"), "＜", pad("<"), "＞", pad(">"),
		"［", pad("["), "］", pad("]"), "　", "   ", "，", pad(" "), "、", pad(" "), "；", pad(" ")).Replace(s)
}

func lex(d *Dialect, query string) ([]token, error) {
	if len(query) > maxQuery {
		return nil, problem(query, maxQuery, maxQuery, fail.New(fail.Invalid, "a query has at most %d bytes", maxQuery))
	}
	if !utf8.ValidString(query) {
		return nil, problem(query, 0, 0, fail.New(fail.Invalid, "the query is no UTF-8 text"))
	}
	l := &lexer{d: d, query: query, plain: plainSigns(query)}
	for {
		l.space()
		if l.at >= len(l.plain) {
			l.out = append(l.out, token{kind: tEnd, pos: len(query), end: len(query)})
			return l.out, nil
		}
		if err := l.next(); err != nil {
			return nil, err
		}
		if len(l.out) > 2*maxNodes {
			return nil, problem(query, l.at, l.at, fail.New(fail.Invalid, "the query has more than %d parts", maxNodes))
		}
	}
}

// space skips blanks and comments.
func (l *lexer) space() {
	for l.at < len(l.plain) {
		r, n := utf8.DecodeRuneInString(l.plain[l.at:])
		if l.d.comment && r == '#' && strings.TrimSpace(l.plain[strings.LastIndexByte(l.plain[:l.at], '\n')+1:l.at]) == "" {
			line := strings.IndexByte(l.plain[l.at:], '\n')
			if line < 0 {
				line = len(l.plain) - l.at
			}
			l.at += line
			continue
		}
		if !unicode.IsSpace(r) {
			return
		}
		l.at += n
	}
}

func (l *lexer) put(t token, size int) {
	t.pos, t.end = l.at, l.at+size
	l.out = append(l.out, t)
	l.at += size
}

func (l *lexer) fail(pos, end int, reason error) error { return problem(l.query, pos, end, reason) }

// match runs a pattern at the present place.
func (l *lexer) match(re *regexp.Regexp) []string { return re.FindStringSubmatch(l.plain[l.at:]) }

var (
	bracketOp  = regexp.MustCompile(`(?i)^\(\s*(\d{0,3})\s*(w|n|s|sen|p)\s*\)`)
	bracketFr  = regexp.MustCompile(`(?i)^\(\s*(\d{1,3})\s*f\s*\)`)
	dollarOp   = regexp.MustCompile(`(?i)^\$(PRE|WS|W|SEN|PARA|FREQ)(\d{0,3})`)
	between    = regexp.MustCompile(`(?i)^([0-9][0-9./-]*)\s*(<=|<)\s*([\p{L}_-]+)\s*(?:(<=|<)\s*([0-9][0-9./-]*))?`)
	bracketed  = regexp.MustCompile(`(?i)^\[\s*([^\]\s]+)\s+(?:to|至)\s+([^\]\s]+)\s*\]`)
	atDate     = regexp.MustCompile(`(?i)^@([a-z]{2,4})\s*(<=|>=|<|>|=)\s*([0-9][0-9./-]*)(?:\s*(<=|<)\s*([0-9][0-9./-]*))?`)
	proxOp     = regexp.MustCompile(`(?i)^prox((?:/[a-z]+(?:<=|<|=)[a-z0-9]+)*)(?:[\s(]|$)`)
	fieldMark  = regexp.MustCompile(`(?i)^([\p{L}][\p{L}\p{N}_-]*(?:\( *[\p{L}]+ *\)[\p{L}]*)?)\s*(<=|>=|=|<|>|:)`)
	fieldWord  = regexp.MustCompile(`(?i)^([a-z]{2,12})\s+(all|any|within)\s+"`)
	classLevel = regexp.MustCompile(`(?i)^/(low|high|same)\b\s*`)
	tree       = regexp.MustCompile(`(?i)^TREE@\s*`)
)

func (l *lexer) next() error {
	switch c := l.plain[l.at]; {
	case l.proximity():
		return nil
	case c == '(':
		l.put(token{kind: tOpen}, 1)
	case c == ')':
		l.put(token{kind: tClose}, 1)
	case c == '[':
		return l.bracket()
	case c == ']':
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "this bracket closes nothing"))
	case c == '@' && l.d.words:
		return l.atDate()
	case c == '/' && l.d.suffix == '/' || c == '.' && l.d.suffix == '.':
		return l.suffix()
	case l.match(tree) != nil:
		return l.tree()
	case c == '"' || c == '\'':
		return l.quote()
	case c == '=' || c == '<' || c == '>' || c == ':':
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "before this sign stands no field"))
	case (l.d.mark == "=") && l.match(between) != nil:
		return l.between()
	case l.match(fieldMark) != nil:
		return l.field()
	case l.d.cql && l.match(fieldWord) != nil:
		return l.fieldWord()
	default:
		return l.word()
	}
	return nil
}

// proximity reads the operators that are no words.
func (l *lexer) proximity() bool {
	if l.d.brackets {
		if m := l.match(bracketOp); m != nil {
			l.put(bracketToken(m[1], strings.ToLower(m[2])), len(m[0]))
			return true
		}
		if m := l.match(bracketFr); m != nil {
			n, _ := strconv.Atoi(m[1])
			l.put(token{kind: tTimes, times: n}, len(m[0]))
			return true
		}
	}
	if l.d.dollars {
		if m := l.match(dollarOp); m != nil {
			l.put(dollarToken(strings.ToUpper(m[1]), m[2]), len(m[0]))
			return true
		}
	}
	if l.d.cql {
		if m := l.match(proxOp); m != nil {
			l.put(proxToken(m[1]), len("prox")+len(m[1]))
			return true
		}
	}
	return false
}

func near(between int, ordered bool) token {
	return token{kind: tOp, op: Near, between: between, ordered: ordered}
}

func within(unit Unit) token { return token{kind: tOp, op: Near, between: -1, unit: unit} }

func bracketToken(number, letter string) token {
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	switch letter {
	case "w", "n":
		return near(n, letter == "w")
	case "p":
		return within(Paragraph)
	}
	return within(Sentence)
}

func dollarToken(word, number string) token {
	n, _ := strconv.Atoi(number)
	switch word {
	case "PRE", "W":
		return near(n, word == "PRE")
	case "WS":
		return near(99, false)
	case "SEN":
		return within(Sentence)
	case "PARA":
		return within(Paragraph)
	}
	return token{kind: tTimes, times: n}
}

func (l *lexer) bracket() error {
	m := l.match(bracketed)
	if m == nil {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "a range is written [FROM TO TO], as [20150101 TO 20181231]"))
	}
	l.put(token{kind: tRange, low: m[1], high: m[2]}, len(m[0]))
	return nil
}

// between reads 20110101<=pd<=20130101.
func (l *lexer) between() error {
	m := l.match(between)
	f, err := l.named(m[3], l.at+strings.Index(m[0], m[3]))
	if err != nil {
		return err
	}
	low, high := token{kind: tField, field: f, compare: flip(m[2]), text: m[1]}, token{kind: tField, field: f, compare: m[4], text: m[5]}
	return l.bounds(low, high, m[4] != "", len(m[0]))
}

func flip(sign string) string { return map[string]string{"<": ">", "<=": ">="}[sign] }

// bounds puts one comparison or two joined by AND.
func (l *lexer) bounds(low, high token, both bool, size int) error {
	first := low
	first.pos, first.end = l.at, l.at+size
	second := high
	second.pos, second.end = l.at, l.at+size
	l.out = append(l.out, token{kind: tOpen, pos: l.at, end: l.at}, first, valueToken(first))
	if both {
		l.out = append(l.out, token{kind: tOp, op: And, pos: l.at, end: l.at}, second, valueToken(second))
	}
	l.out = append(l.out, token{kind: tClose, pos: l.at + size, end: l.at + size})
	l.at += size
	return nil
}

func valueToken(t token) token {
	return token{kind: tWord, pos: t.pos, end: t.end, text: t.text, pieces: []Piece{{Literal: t.text}}}
}

// atDate reads @pd>=20150101<=20181231.
func (l *lexer) atDate() error {
	m := l.match(atDate)
	if m == nil {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "a date is written @pd>=20150101<=20181231"))
	}
	f, err := l.named(m[1], l.at+1)
	if err != nil {
		return err
	}
	return l.bounds(token{field: f, kind: tField, compare: m[2], text: m[3]}, token{field: f, kind: tField, compare: m[4], text: m[5]}, m[4] != "", len(m[0]))
}

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

func (l *lexer) quote() error {
	mark := l.plain[l.at]
	end := strings.IndexByte(l.plain[l.at+1:], mark)
	if end < 0 {
		return l.fail(l.at, len(l.plain), fail.New(fail.Invalid, "this quotation mark is not closed"))
	}
	from := l.at + 1
	if strings.HasPrefix(l.query[l.at:], "“") || strings.HasPrefix(l.query[l.at:], "”") {
		from += 2
	}
	body := l.query[min(from, l.at+1+end) : l.at+1+end]
	words := strings.Join(strings.Fields(body), " ")
	t := token{kind: tWord, text: body, exact: true}
	if l.d.quoted {
		t.pieces = l.pieces(words)
	} else {
		t.pieces = []Piece{{Literal: strings.Map(l.noGap, words)}}
	}
	if strings.TrimSpace(body) == "" {
		return l.fail(l.at, l.at+end+2, fail.New(fail.Invalid, "between these quotation marks stands nothing"))
	}
	if err := l.gaps(t.pieces, l.at, l.at+end+2); err != nil {
		return err
	}
	l.put(t, end+2)
	return nil
}

// noGap makes a truncation character the blank that it is as punctuation.
func (l *lexer) noGap(r rune) rune {
	if _, gap := l.d.gaps[r]; gap {
		return ' '
	}
	return r
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

// wordEnd is where a word ends: at blanks, brackets, quotes, signs of comparison, or a field suffix.
func (l *lexer) wordEnd() int {
	for i, r := range l.plain[l.at:] {
		at := l.at + i
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune(`()[]"`, r):
			return at
		case i > 0 && strings.ContainsRune("=<>", r):
			return at
		case l.d.dollars && r == '$' && dollarOp.MatchString(l.plain[at:]):
			return at
		case i > 0 && byte(r) == l.d.suffix && r < utf8.RuneSelf:
			names, size := l.suffixAt(at)
			ends := at+size == len(l.plain) || strings.ContainsRune(" \t\n)", rune(l.plain[at+size]))
			if size > 0 && ends && !classLevel.MatchString(l.plain[at:]) && (r == '.' || findField(l.d.Name, names[0]) != nil) {
				return at
			}
		}
	}
	return len(l.plain)
}

func (l *lexer) word() error {
	end := l.wordEnd()
	if end == l.at {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "this sign cannot stand here"))
	}
	text := l.plain[l.at:end]
	if t, ok, err := l.operator(text); err != nil {
		return err
	} else if ok {
		l.put(t, len(text))
		return nil
	}
	t := token{kind: tWord, text: text, pieces: l.pieces(text)}
	if l.d.words {
		t.pieces = upTo(t.pieces)
	}
	if err := l.gaps(t.pieces, l.at, end); err != nil {
		return err
	}
	l.put(t, len(text))
	return nil
}

// gaps bounds the gaps of one word.
func (l *lexer) gaps(pieces []Piece, pos, end int) error {
	n, single := 0, false
	for _, p := range pieces {
		if strings.Contains(p.Literal, " ") {
			n, single = 0, false
		}
		if p.gap() && !(single && p == one) {
			n++
		}
		single = p == one
	}
	if n > maxGaps {
		return l.fail(pos, end, fail.New(fail.Invalid, "a word is truncated at most %d times", maxGaps))
	}
	return nil
}

// pieces cuts a word at its truncation characters. Runs of one kind add up.
func (l *lexer) pieces(text string) []Piece {
	var out []Piece
	literal := 0
	for i, r := range text {
		g, ok := l.d.gaps[r]
		if !ok {
			continue
		}
		if i > literal {
			out = append(out, Piece{Literal: text[literal:i]})
		}
		literal = i + utf8.RuneLen(r)
		if n := len(out); n > 0 && out[n-1].gap() {
			out[n-1] = addGaps(out[n-1], g)
			continue
		}
		out = append(out, g)
	}
	if literal < len(text) {
		out = append(out, Piece{Literal: text[literal:]})
	}
	return out
}

func addGaps(a, b Piece) Piece {
	sum := Piece{Min: a.Min + b.Min, Max: a.Max + b.Max}
	if a.Max < 0 || b.Max < 0 {
		sum.Max = -1
	}
	return sum
}

// upTo reads the US style's $3, at most three characters.
func upTo(pieces []Piece) []Piece {
	for i := 0; i+1 < len(pieces); i++ {
		n, err := strconv.Atoi(pieces[i+1].Literal)
		if pieces[i] == many && err == nil && n > 0 && n < 100 && i+2 == len(pieces) {
			pieces[i].Max = n
			return pieces[:i+1]
		}
	}
	return pieces
}

var (
	countedOp = regexp.MustCompile(`^(\d{0,2})([WD])$`)
	usOp      = regexp.MustCompile(`(?i)^(ADJ|NEAR|WITH|SAME)(\d{0,2})$`)
	booleans  = map[string]Op{"AND": And, "OR": Or, "NOT": Not, "XOR": Xor, "ANDNOT": Not}
	hanWords  = map[string]Op{"与": And, "并且": And, "或": Or, "或者": Or, "非": Not}
)

// operator reads the operators that are words.
func (l *lexer) operator(text string) (t token, ok bool, err error) {
	upper := strings.ToUpper(text)
	if op, ok := booleans[upper]; ok {
		return token{kind: tOp, op: op, text: text}, true, nil
	}
	if op, ok := hanWords[text]; ok && (l.d.Name == "plain" || l.d.Name == "cnipa") {
		return token{kind: tOp, op: op, text: text}, true, nil
	}
	switch {
	case upper == "GAND" && l.d.dollars:
		return t, false, l.fail(l.at, l.at+len(text), fail.New(fail.Invalid, "GAND (within one event) is not supported; write AND"))
	case upper == "OPT" && l.d.Name == "incopat":
		return t, false, l.fail(l.at, l.at+len(text), fail.New(fail.Invalid, "OPT (optional words) is not supported; results are ranked by all words of the query"))
	case l.d.words:
		if m := usOp.FindStringSubmatch(text); m != nil {
			return usToken(strings.ToUpper(m[1]), m[2]), true, nil
		}
	case l.d.counted:
		return countedToken(text)
	}
	return t, false, nil
}

// usToken: within n terms means that n-1 stand between, and ADJ and NEAR stay within a sentence.
func usToken(word, number string) token {
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	switch word {
	case "WITH":
		return within(Sentence)
	case "SAME":
		return within(Paragraph)
	}
	t := near(max(n-1, 0), word == "ADJ")
	t.unit = Sentence
	return t
}

// countedToken: 3W is at most three words between, in order; W none; D in any order; S and P a sentence, a paragraph.
func countedToken(text string) (token, bool, error) {
	if m := countedOp.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return near(n, m[2] == "W"), true, nil
	}
	switch text {
	case "S":
		return within(Sentence), true, nil
	case "P":
		return within(Paragraph), true, nil
	}
	return token{}, false, nil
}

var proxPart = regexp.MustCompile(`(?i)/(distance|unit|ordered)(<=|<|=)([a-z0-9]+)`)

// proxToken reads CQL's prox/distance<=3/ordered=true; a distance of 1 is the next word.
func proxToken(modifiers string) token {
	t := near(0, false)
	for _, part := range proxPart.FindAllStringSubmatch(modifiers, -1) {
		n, _ := strconv.Atoi(part[3])
		switch strings.ToLower(part[1]) {
		case "distance":
			if part[2] == "<" {
				n--
			}
			t.between = max(n-1, 0)
		case "ordered":
			t.ordered = strings.EqualFold(part[3], "true")
		case "unit":
			if u := map[string]Unit{"sentence": Sentence, "paragraph": Paragraph}[strings.ToLower(part[3])]; u != Distance {
				t.unit, t.between = u, -1
			}
		}
	}
	return t
}
