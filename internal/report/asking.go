package report

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// asking runs a report's queries over a snapshot, several at once, while the document is written from the answers
// in its own order. Tables that queries share are computed once.
type asking struct {
	ctx     context.Context
	stop    context.CancelFunc
	scratch *lake.Scratch
	values  map[string]any
	answers map[string]*answer
	work    sync.WaitGroup
	mu      sync.Mutex
	shared  map[string]func() error
}

// answer is a query's rows, once done is closed.
type answer struct {
	query query
	done  chan struct{}
	rows  *lake.Rows
	err   error
}

// ask begins to run all queries whose tables the snapshot holds, in the order of the report's source.
func (r *run) ask(ctx context.Context) (*asking, error) {
	scratch, err := r.env.Reader.Scratch(ctx)
	if err != nil {
		return nil, err
	}
	a := &asking{scratch: scratch, values: r.values, answers: map[string]*answer{}, shared: map[string]func() error{}}
	a.ctx, a.stop = context.WithCancel(ctx)
	queue := make(chan *answer, len(r.report.queries))
	for _, q := range r.report.ordered() {
		if len(q.missing(r.env.Reader.Snapshot())) == 0 {
			one := &answer{query: q, done: make(chan struct{})}
			a.answers[q.name] = one
			queue <- one
		}
	}
	close(queue)
	for range min(runtime.GOMAXPROCS(0), len(queue)) {
		a.work.Go(func() { a.answer(queue) })
	}
	return a, nil
}

// ordered lists the queries as the source does.
func (r *Report) ordered() []query {
	all := make([]query, 0, len(r.queries))
	for _, q := range r.queries {
		all = append(all, q)
	}
	slices.SortFunc(all, func(a, b query) int { return a.line - b.line })
	return all
}

// missing lists the tables of a query that a snapshot lacks.
func (q query) missing(s *lake.Snapshot) []string {
	return slices.DeleteFunc(tablesOf(q.sql), func(name string) bool {
		_, ok := s.Table(name)
		return ok
	})
}

func (a *asking) answer(queue <-chan *answer) {
	for one := range queue {
		one.rows, one.err = a.rows(one.query)
		close(one.done)
	}
}

// close ends what still runs; nobody waits for it.
func (a *asking) close() {
	a.stop()
	a.work.Wait()
	a.scratch.Close()
}

// wait is a query's answer.
func (a *asking) wait(name string) (*lake.Rows, error) {
	one := a.answers[name]
	if one == nil {
		return nil, fail.New(fail.Internal, "query %s was never asked", name)
	}
	<-one.done
	return one.rows, one.err
}

func (a *asking) rows(q query) (*lake.Rows, error) {
	for _, s := range q.shared {
		if err := a.keep(s); err != nil {
			return nil, err
		}
	}
	bound, args, err := bind(q.own, a.values)
	if err != nil {
		return nil, err
	}
	return a.scratch.Query(a.ctx, bound, limit, args...)
}

// keep computes a shared table when first wanted; who wants it meanwhile waits.
func (a *asking) keep(s shared) error {
	a.mu.Lock()
	once := a.shared[s.name]
	if once == nil {
		once = sync.OnceValue(func() error {
			bound, args, err := bind(s.sql, a.values)
			if err != nil {
				return err
			}
			return a.scratch.Keep(a.ctx, s.name, bound, limit, args...)
		})
		a.shared[s.name] = once
	}
	a.mu.Unlock()
	return once()
}
