package search

import (
	"regexp"
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
