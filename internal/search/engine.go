package search

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"asterism/internal/fail"
	"asterism/text"
)

// Set is some of an engine's patents.
type Set = text.Bitmap

// Engine answers queries over the index of one snapshot. It is safe for concurrent use.
type Engine struct {
	index   *text.Index
	columns *columns
	places  []place
}

// place is a region's code and name.
type place struct{ code, name string }

// OpenEngine opens an index from the bytes of its two files; the first must not change while the engine is used.
func OpenEngine(textData, columnData []byte) (*Engine, error) {
	ix, err := text.OpenIndex(textData)
	if err != nil {
		return nil, damaged(err)
	}
	c, err := readColumns(columnData)
	if err != nil {
		return nil, damaged(err)
	}
	e := &Engine{index: ix, columns: c}
	if c.rows != ix.DocCount() || ix.Fields() != len(textFields) || c.lists["patent_id"] == nil || c.lists["place"] == nil {
		return nil, damaged(errColumns)
	}
	for i, code := range c.lists["place"].values {
		e.places = append(e.places, place{code, c.lists["place"].label(uint32(i))})
	}
	return e, nil
}

func damaged(err error) error {
	return fail.As(fail.Internal, err, "the search index is damaged; run: asterism build")
}

// Patents is the number of patents in the index.
func (e *Engine) Patents() int { return e.columns.rows }

// PatentID is the patent of a row.
func (e *Engine) PatentID(row uint32) string { return e.columns.lists["patent_id"].values[row] }

// Row is the row of a patent.
func (e *Engine) Row(patent string) (uint32, bool) { return e.columns.lists["patent_id"].find(patent) }

// Request is what is asked. Query "" is every patent.
type Request struct {
	Query   string
	Dialect string // "" or "auto": found out
	Field   string // of words without one; "": any
	Offset  int
	Limit   int      // hits wanted
	Facets  []string // names of Facets
	Values  int      // of each facet; 0: 20
	Sort    string   // "" by relevance; date, cited
}

// Result is what was found. Hits are the asked page of the ranking.
type Result struct {
	Dialect string
	Node    *Node
	Total   int
	Hits    []Hit
	Clauses []Clause
	Facets  []Facet
	Set     *text.Bitmap // rows of all patents found
}

// Hit is a patent with its score; 0 where the query has no words to rank by.
type Hit struct {
	Row    uint32
	Patent string
	Score  float64
}

// MaxRank is how far a ranking goes; what lies beyond is exported, not paged.
const MaxRank = 10_000

// Search answers a request. A query that cannot be meant is a *Problem.
func (e *Engine) Search(ctx context.Context, q Request) (*Result, error) {
	r := &Result{Dialect: q.Dialect}
	if q.Query == "" {
		r.Set = text.NewBitmap(e.columns.rows).Not()
	} else if err := e.find(ctx, q, r); err != nil {
		return nil, err
	}
	r.Total = r.Set.Count()
	var err error
	if r.Hits, err = e.rank(r, min(q.Offset, MaxRank), min(q.Limit, MaxRank), q.Sort); err != nil {
		return nil, err
	}
	if q.Values == 0 {
		q.Values = 20
	}
	r.Facets = e.columns.facets(q.Facets, r.Set, q.Values)
	return r, ctx.Err()
}

// Find answers a query with the set of its patents alone.
func (e *Engine) Find(ctx context.Context, dialect, query string) (*text.Bitmap, error) {
	r := &Result{}
	err := e.find(ctx, Request{Query: query, Dialect: dialect}, r)
	return r.Set, err
}

func (e *Engine) find(ctx context.Context, q Request, r *Result) error {
	n, d, err := parseIn(q.Dialect, q.Query, cmp.Or(q.Field, "any"))
	if err != nil {
		return err
	}
	v := &evaluation{ctx: ctx, e: e, sets: map[*Node]*text.Bitmap{}, query: q.Query}
	set, err := v.set(n)
	var l *located
	if errors.As(err, &l) {
		return problem(q.Query, l.node.Pos, l.node.End, l.err)
	}
	if err != nil {
		return err
	}
	r.Dialect, r.Node, r.Set, r.Clauses = d.Name, n, set, v.clauses(n, 0)
	return nil
}

// fieldWeights of the ranking: a word in a title says more than one in a description.
var fieldWeights = map[string]float32{"title": 3, "abstract": 1, "claims": 0.7, "description": 0.3, "applicant": 2, "inventor": 2, "agent": 0.5}

// maxScored bounds the terms a ranking adds up.
const maxScored = 256

// rank orders the patents found and takes a page of them.
func (e *Engine) rank(r *Result, offset, limit int, order string) ([]Hit, error) {
	k := min(offset+limit, r.Total)
	if limit <= 0 || offset >= k {
		return []Hit{}, nil
	}
	var ranked []text.Hit
	if order == "" && r.Node != nil {
		terms, err := e.scored(r.Node)
		if err != nil {
			return nil, err
		}
		if ranked, err = e.index.TopAny(terms, r.Set, k); err != nil {
			return nil, damaged(err)
		}
	}
	ranked = append(ranked, e.rest(r, ranked, k, order)...)
	var page []Hit
	for _, h := range ranked[min(offset, len(ranked)):] {
		page = append(page, Hit{h.Doc, e.PatentID(h.Doc), float64(h.Score)})
	}
	return page, nil
}

// rest fills a ranking with the patents that have none of its words, or orders them all.
func (e *Engine) rest(r *Result, ranked []text.Hit, k int, order string) []text.Hit {
	if len(ranked) == k {
		return nil
	}
	left := r.Set.Clone()
	for _, h := range ranked {
		left.Remove(h.Doc)
	}
	rows := make([]uint32, 0, left.Count())
	left.Each(func(row uint32) { rows = append(rows, row) })
	e.byDate(rows)
	if cited := e.columns.ints["cited_count"]; order == "cited" {
		slices.SortStableFunc(rows, func(a, b uint32) int { return int(cited[b]) - int(cited[a]) })
	}
	var out []text.Hit
	for _, row := range rows[:min(k-len(ranked), len(rows))] {
		out = append(out, text.Hit{Doc: row})
	}
	return out
}

// scored are the terms of a query's words that are wanted, not those taken away; a phrase counts as one word.
func (e *Engine) scored(n *Node) (terms []text.Weighted, err error) {
	switch n.Op {
	case Not:
		if len(n.Kids) == 1 {
			return nil, nil
		}
		return e.scored(n.Kids[0])
	case Text:
		return e.leafTerms(n)
	}
	for _, k := range n.Kids {
		more, err := e.scored(k)
		if err != nil {
			return nil, err
		}
		if len(terms)+len(more) > maxScored {
			return terms, nil
		}
		terms = append(terms, more...)
	}
	return terms, nil
}

func (e *Engine) leafTerms(n *Node) (terms []text.Weighted, err error) {
	for _, f := range e.fieldNumbers(n) {
		p, err := e.wordsPattern(n.Words, f)
		if err != nil {
			return nil, placed(err, n)
		}
		if p == nil {
			continue
		}
		lists := flat(p)
		if len(lists) > 64 {
			continue // a truncated word of many terms ranks nothing
		}
		for _, l := range lists {
			terms = append(terms, text.Weighted{Postings: l, Weight: fieldWeights[textFields[f]] / float32(len(lists))})
		}
	}
	return terms, nil
}

// flat lists the terms of a pattern, each once.
func flat(p *text.Pattern) (lists []text.Postings) {
	for _, l := range p.Lists {
		lists = append(lists, l)
	}
	for _, part := range p.Parts {
		for _, l := range flat(part) {
			if !slices.Contains(lists, l) {
				lists = append(lists, l)
			}
		}
	}
	return lists
}

// IDs are the patents of a set, by number.
func (e *Engine) IDs(set *text.Bitmap) []string {
	ids := make([]string, 0, set.Count())
	set.Each(func(row uint32) { ids = append(ids, e.PatentID(row)) })
	return ids
}
