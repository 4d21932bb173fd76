// Package search finds patents: queries in the languages that patent analysts write (incoPat, PatSnap, Orbit, CQL, CNIPA
// style, US style, plain words) become one syntax tree, which is translated between them and answered over an index of
// the lake's texts, names, numbers, classes and dates. docs/methods/search.md.
package search

import (
	"slices"
	"strings"
)

// Node is a query or a part of one. Pos and End are the bytes of the query it was read from.
type Node struct {
	Op   Op
	Kids []*Node

	Field string  // of leaves: a name of Fields
	Words []Piece // of Text: the words, one after the other; of Code, Party and Number: the value as written
	Exact bool    // of Text: written as a phrase

	Low, High string // of Range: inclusive bounds as 2015-01-31 or 12; empty is open
	Level     Level  // of Class

	Between int  // of Near: words or characters between two parts, at most
	Ordered bool // of Near
	Unit    Unit // of Near
	Times   int  // of Often: occurrences at least

	Pos, End int
}

// Op is what a node does.
type Op uint8

// And, Or, Xor and Near join two or more parts; Not takes the second from the first, or is the complement of its only
// part; Often asks for several occurrences. The rest are leaves.
const (
	And Op = iota
	Or
	Not
	Xor
	Near
	Often
	Text
	Range
	Class
	Party // applicants after resolution, with their groups: TREE@
	Code
	Number
	All
)

// Unit is what the parts of Near share.
type Unit uint8

// Units of Near.
const (
	Distance Unit = iota
	Sentence
	Paragraph
)

// Level tells which class symbols a class stands for.
type Level uint8

// Same is the symbol itself (above main groups: all within), Below also everything under it in the hierarchy, Above also
// what it lies under.
const (
	Same Level = iota
	Below
	Above
)

// Piece is a part of a word: letters, or a gap of Min to Max characters (Max < 0: any number). A space in Literal
// parts two words.
type Piece struct {
	Literal  string
	Min, Max int
}

// gap tells that a piece is no letters.
func (p Piece) gap() bool { return p.Literal == "" }

// literal is the text of pieces without gaps.
func literal(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Literal)
	}
	return b.String()
}

func hasGap(pieces []Piece) bool { return slices.ContainsFunc(pieces, Piece.gap) }

// leaf tells that a node has no parts.
func (n *Node) leaf() bool { return n.Op >= Text }

// Walk calls see for the node and every part of it, parents first.
func (n *Node) Walk(see func(*Node)) {
	see(n)
	for _, k := range n.Kids {
		k.Walk(see)
	}
}

// join makes a node of an operator that takes any number of parts, without nesting one in the same one.
func join(op Op, kids ...*Node) *Node {
	n := &Node{Op: op, Pos: kids[0].Pos, End: kids[len(kids)-1].End}
	for _, k := range kids {
		if k.Op == op && (op == And || op == Or) {
			n.Kids = append(n.Kids, k.Kids...)
		} else {
			n.Kids = append(n.Kids, k)
		}
	}
	if len(n.Kids) == 1 {
		return n.Kids[0]
	}
	return n
}
