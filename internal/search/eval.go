package search

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"asterism/internal/fail"
	"asterism/text"
)

// Clause is a part of a query with how many patents it finds by itself.
type Clause struct {
	Text       string `json:"text"` // as written in the query
	Pos        int    `json:"pos"`
	End        int    `json:"end"`
	Depth      int    `json:"depth"`
	Count      int    `json:"count"`
	Combinator bool   `json:"combinator,omitempty"` // joins the clauses below it
}

// evaluation answers one query over an engine.
type evaluation struct {
	ctx   context.Context
	e     *Engine
	sets  map[*Node]*text.Bitmap
	query string
}

// located is an error of a part of a query that only the data show.
type located struct {
	node *Node
	err  error
}

func (l *located) Error() string { return l.err.Error() }
func (l *located) Unwrap() error { return l.err }

// placed names the part an error of the index is about.
func placed(err error, n *Node) error {
	var l *located
	if err == nil || errors.As(err, &l) {
		return err
	}
	switch {
	case errors.Is(err, text.ErrManyTerms):
		err = fail.New(fail.Invalid, "the truncated word stands for more than %d terms; give more letters", maxTerms)
	case errors.Is(err, text.ErrTooWide):
		err = fail.New(fail.Invalid, "the words on one side are too frequent to compare their places; use longer words")
	case errors.Is(err, text.ErrDamaged):
		err = fail.New(fail.Internal, "the search index is damaged; run: asterism build")
	}
	return &located{n, err}
}

// set finds the patents of a part.
func (v *evaluation) set(n *Node) (found *text.Bitmap, err error) {
	if err := v.ctx.Err(); err != nil {
		return nil, err
	}
	switch n.Op {
	case And, Or, Not, Xor:
		found, err = v.combined(n)
	case Near, Often, Text:
		found, err = v.words(n)
	default:
		found, err = v.e.column(n)
	}
	if err != nil {
		return nil, placed(err, n)
	}
	v.sets[n] = found
	return found, nil
}

func (v *evaluation) combined(n *Node) (*text.Bitmap, error) {
	var result *text.Bitmap
	for i, k := range n.Kids {
		set, err := v.set(k)
		if err != nil {
			return nil, err
		}
		switch {
		case i == 0 && len(n.Kids) == 1: // NOT alone
			return set.Clone().Not(), nil
		case i == 0:
			result = set.Clone()
		case n.Op == And:
			result.And(set)
		case n.Op == Or:
			result.Or(set)
		case n.Op == Xor:
			result.Xor(set)
		default:
			result.AndNot(set)
		}
	}
	return result, nil
}

// words finds a leaf, or words at a distance, in each field that its field stands for.
func (v *evaluation) words(n *Node) (*text.Bitmap, error) {
	fields := v.e.fieldNumbers(n)
	found := make([]*text.Bitmap, len(fields))
	errs := make([]error, len(fields))
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range fields {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			p, err := v.e.patternOf(n, f)
			if err != nil || p == nil {
				errs[i] = err
				return
			}
			found[i], errs[i] = v.e.index.Docs(p)
		})
	}
	wait.Wait()
	result := text.NewBitmap(v.e.columns.rows)
	for i := range fields {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if found[i] != nil {
			result.Or(found[i])
		}
	}
	if n.Op == Text && n.Field == "any" {
		result.Or(v.e.numbers(n.Words, allNumbers))
	}
	return result, nil
}

// fieldNumbers are the index fields of words.
func (e *Engine) fieldNumbers(n *Node) (all []int) {
	for !n.leaf() {
		n = n.Kids[0]
	}
	for _, name := range fieldIndex[n.Field].parts() {
		all = append(all, slices.Index(textFields, name))
	}
	return all
}

// clauses lists the parts of a query with their counts, in the order they were written.
func (v *evaluation) clauses(n *Node, depth int) []Clause {
	var out []Clause
	set := v.sets[n]
	if set == nil {
		return nil
	}
	out = append(out, Clause{Text: strings.TrimSpace(v.query[n.Pos:n.End]), Pos: n.Pos, End: n.End, Depth: depth, Count: set.Count(), Combinator: !n.leaf() && n.Op != Near && n.Op != Often})
	for _, k := range n.Kids {
		out = append(out, v.clauses(k, depth+1)...)
	}
	return out
}
