package search

import (
	"strings"

	"asterism/internal/lang"
)

// Dialect is one way to write a query.
type Dialect struct {
	Name  string
	Title lang.Text

	levels  [4]int         // how tightly And, Or, Not, Xor bind; equal levels go from left to right
	gaps    map[rune]Piece // truncation characters
	quoted  bool           // they truncate inside quotes too
	mark    string         // between field and value
	comment bool           // # opens a comment at the start of a line
	suffix  byte           // field names after a value: / or .

	brackets, dollars, words, counted, cql bool // proximity is written (2w), $PRE2, ADJ3, 2W, prox/distance<=3
}

var (
	many = Piece{Max: -1}
	one  = Piece{Min: 1, Max: 1}
	some = Piece{Max: 1} // zero or one
)

// tight is NOT before AND before OR, as most services have it; leftToRight is CQL's rule.
var (
	tight       = [4]int{And: 2, Or: 1, Not: 3, Xor: 1}
	leftToRight = [4]int{1, 1, 1, 1}
)

// Dialects lists the ways to write a query, plain words first. Precedence, truncation and proximity: help pages of the
// services (incoPat 检索规则, PatSnap 搜索帮助, Questel "Build queries using truncations and operators", CQL 1.2 and EPO OPS,
// USPTO Patent Public Search "Operators").
var Dialects = []Dialect{
	{Name: "plain", Title: lang.Text{Zh: "普通词语", En: "plain words"}, levels: tight, gaps: map[rune]Piece{'*': many, '?': one}, quoted: true, mark: ":", brackets: true},
	{Name: "incopat", Title: lang.Text{Zh: "incoPat", En: "incoPat"}, levels: tight, gaps: map[rune]Piece{'*': many, '$': many, '?': one}, quoted: true, mark: "=", comment: true, brackets: true},
	{Name: "patsnap", Title: lang.Text{Zh: "智慧芽 PatSnap", En: "PatSnap"}, levels: tight, gaps: map[rune]Piece{'*': many, '?': one, '#': some}, mark: ":", comment: true, dollars: true},
	{Name: "cnipa", Title: lang.Text{Zh: "国知局检索式", En: "CNIPA style"}, levels: leftToRight, gaps: map[rune]Piece{'%': many, '*': many, '?': one}, quoted: true, mark: "=", brackets: true},
	{Name: "orbit", Title: lang.Text{Zh: "Orbit", En: "Orbit"}, levels: tight, gaps: map[rune]Piece{'+': many, '*': many, '?': some, '#': one}, quoted: true, mark: "=", suffix: '/', counted: true},
	{Name: "cql", Title: lang.Text{Zh: "CQL（Espacenet）", En: "CQL (Espacenet)"}, levels: leftToRight, gaps: map[rune]Piece{'*': many, '?': some, '#': one}, quoted: true, mark: "=", cql: true},
	{Name: "us", Title: lang.Text{Zh: "美国专利商标局", En: "US style"}, levels: [4]int{And: 3, Or: 1, Not: 3, Xor: 2}, gaps: map[rune]Piece{'$': many, '*': many, '?': one}, quoted: true, mark: "=", suffix: '.', words: true},
}

// FindDialect finds a dialect by its name.
func FindDialect(name string) (*Dialect, bool) {
	for i := range Dialects {
		if Dialects[i].Name == strings.ToLower(name) {
			return &Dialects[i], true
		}
	}
	return nil, false
}

// DialectNames lists the names.
func DialectNames() []string {
	var all []string
	for _, d := range Dialects {
		all = append(all, d.Name)
	}
	return all
}

// signs of a dialect in a query, the surest first.
var signs = []struct{ dialect, pattern string }{
	{"patsnap", `(?i)\$(PRE|W|SEN|PARA|FREQ|WS)\d*|\b[A-Z_]{2,}\s*:\s*[("\[]`},
	{"us", `(?i)\)\.[a-z]{2,4}(,[a-z]{2,4})*\.|\w\.(ti|ab|clm|spec|as|in|cpc|pn)\.|@[a-z]{2}\s*[<>=]|\b(ADJ|NEAR)\d+\b`},
	{"cql", `(?i)\bprox/|\b(all|any|within)\s+"|=\s*/(low|high|same)\b`},
	{"orbit", `\)/[A-Z]{2,}|\w\+?/(TI|AB|CLMS|PA|IN|IPC|CPC|DESC|TX)\b|\b\d+[WD]\b`},
	{"incopat", `(?i)\b(tiabc?|ipc-(low|high)|ipc|ti|ab|des|claim|apn?|pn|an|ad|pd|ctfw-times|full|all|status)\s*=|<=\s*[a-z]{2}\s*<=|\(\d*[wn]\)`},
	{"cnipa", `[\p{Han}）]\s*=`},
}
