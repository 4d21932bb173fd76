package search

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"asterism/internal/fail"
	"asterism/text"
)

// Membership tells what belongs to something, such as a node of an industry chain: patents under its classes, and those that
// meet its query within its scope.
type Membership struct {
	Classes []string // IPC or CPC symbols, each with all below it
	Query   string   // words without a field are looked for in title and abstract; "": none
	Dialect string   // "" or "auto": found out
	Scope   []string // classes (A01) and subclasses (A01B) the query is limited to; none: everywhere
}

// Members are the patents of a Membership.
type Members struct {
	ByClass, ByQuery *Set // ByQuery within the scope
	Unscoped         int  // patents that meet the query, in the scope or not
	Dialect          string
	Clauses          []Clause
	Problem          error // of the query, a *Problem or that it takes a dialect that is none; ByQuery is empty then
}

// Set is all of them together.
func (m *Members) Set() *Set { return m.ByClass.Clone().Or(m.ByQuery) }

// CheckMembership reads a query as Members does, without an index. The error is a *Problem.
func CheckMembership(dialect, query string) error {
	n, _, err := parseIn(dialect, query, membershipField)
	if err != nil {
		return err
	}
	return means(query, n)
}

// means refuses a query that only excludes: it would take every patent without a word.
func means(query string, n *Node) error {
	if n.Op == Not && len(n.Kids) == 1 {
		return problem(query, n.Pos, n.End, fail.New(fail.Invalid, "the query only excludes; say first what is meant"))
	}
	return nil
}

// membershipField is where words without a field are looked for.
const membershipField = "tiab"

// Members finds the patents of each membership, in their order. A query that cannot be meant is the member's Problem; the error
// is for a search that cannot go on.
func (e *Engine) Members(ctx context.Context, all []Membership) ([]Members, error) {
	classed := e.underClasses(all)
	out, errs := make([]Members, len(all)), make([]error, len(all))
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, m := range all {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			out[i].ByClass, out[i].ByQuery = classed[i], text.NewBitmap(e.columns.rows)
			errs[i] = e.meeting(ctx, m, &out[i])
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// meeting finds what meets the query within the scope.
func (e *Engine) meeting(ctx context.Context, m Membership, out *Members) error {
	if strings.TrimSpace(m.Query) == "" {
		return nil
	}
	r := &Result{}
	err := e.find(ctx, Request{Query: m.Query, Dialect: m.Dialect, Field: membershipField}, r)
	if err == nil {
		err = means(m.Query, r.Node)
	}
	if fail.KindOf(err) == fail.Invalid && err != nil {
		out.Problem = err
		return nil
	}
	if err != nil {
		return err
	}
	out.Dialect, out.Clauses, out.Unscoped, out.ByQuery = r.Dialect, r.Clauses, r.Set.Count(), r.Set
	if len(m.Scope) > 0 {
		out.ByQuery = r.Set.Clone().And(e.scope(m.Scope))
	}
	return nil
}

// scope finds the patents with a class that begins with one of some classes or subclasses.
func (e *Engine) scope(symbols []string) *Set {
	found := text.NewBitmap(e.columns.rows)
	for _, scheme := range classSchemes {
		found.Or(e.rowsOf(scheme, func(s string) bool {
			return slices.ContainsFunc(symbols, func(of string) bool { return strings.HasPrefix(s, of) })
		}))
	}
	return found
}

var classSchemes = []string{"ipc", "cpc"}

// underClasses finds the patents of each membership's classes: those with a class itself, one below it in an imported hierarchy,
// or one that its own writing shows below it: H01L33/06 is in H01L33/00, H01L, H01 and H.
func (e *Engine) underClasses(all []Membership) []*Set {
	holders := map[string][]int{}
	found := make([]*Set, len(all))
	for i, m := range all {
		found[i] = text.NewBitmap(e.columns.rows)
		for _, c := range m.Classes {
			holders[c] = append(holders[c], i)
		}
	}
	for _, scheme := range classSchemes {
		l := e.columns.lists[scheme]
		if l == nil || len(holders) == 0 {
			continue
		}
		wanted := make([][]bool, len(all))
		for code, symbol := range l.values {
			for _, above := range e.symbolsAbove(symbol) {
				for _, i := range holders[above] {
					if wanted[i] == nil {
						wanted[i] = make([]bool, len(l.values))
					}
					wanted[i][code] = true
				}
			}
		}
		for i := range all {
			if wanted[i] != nil {
				found[i].Or(l.rows(wanted[i], e.columns.rows))
			}
		}
	}
	return found
}

// symbolsAbove are a symbol and all it lies under. A symbol means the same in IPC and CPC, so that both hierarchies count.
func (e *Engine) symbolsAbove(symbol string) []string {
	above := []string{symbol}
	for _, scheme := range classSchemes {
		above = append(above, ancestors(e.columns.lists["tree_"+scheme], symbol)...)
	}
	if group, _, ok := strings.Cut(symbol, "/"); ok {
		above = append(above, group+"/00")
	}
	for _, n := range []int{4, 3, 1} {
		if len(symbol) > n {
			above = append(above, symbol[:n])
		}
	}
	slices.Sort(above)
	return slices.Compact(above)
}

// OfType are the patents of a type (invention, utility_model, design …) among some.
func (e *Engine) OfType(within *Set, patentType string) int {
	return within.Clone().And(e.rowsOf("patent_type", func(s string) bool { return s == patentType })).Count()
}

// None is an empty set.
func (e *Engine) None() *Set { return text.NewBitmap(e.columns.rows) }
