package derive

import (
	"context"
	"sort"
	"strings"
	"sync"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// Options of a build. Jobs 0 takes as many tables at once as suits the lake (lake.Jobs).
type Options struct {
	Jobs     int
	Actor    string      // who asked; kept in the snapshot's reason
	Progress func(Event) // called from one goroutine at a time
	Only     []string    // build these tables and what they need; empty: everything
}

// Event tells that a table is finished: built, found unchanged, failed or skipped.
type Event struct {
	Name    string
	Done    int // tables finished, this one included
	Total   int
	Rebuilt bool
	Error   string
}

// Result is what a build did. A failed table and what reads it keep their former parts.
type Result struct {
	Snapshot int64     `json:"snapshot"`
	Tables   []Built   `json:"tables"`
	Failed   []Failure `json:"failed"`
}

// Built is one table after the build.
type Built struct {
	Name    string  `json:"name"`
	Rows    int64   `json:"rows"`
	Rebuilt bool    `json:"rebuilt"`
	Seconds float64 `json:"seconds"`
}

// Failure is a table that could not be made; Because names the failed input for a table that was only skipped.
type Failure struct {
	Name    string `json:"name"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Error   string `json:"error"`
	Because string `json:"because,omitempty"`
}

// Build brings every table up to date with the lake's raw tables and the content. It commits one snapshot when
// anything changed. The error is for a build that could not go on at all (lock, disk, cancelled); a table that
// fails is in the result.
func (g *Graph) Build(ctx context.Context, l *lake.Lake, o Options) (result *Result, err error) {
	defer fail.Wrap(&err, "build")
	tx, err := l.Write(ctx, strings.TrimSpace("build "+o.Actor))
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	restore, err := g.emptyRaw(tx)
	if err != nil {
		return nil, err
	}
	if o.Jobs <= 0 {
		o.Jobs = l.Jobs()
	}
	b := newBuilder(g, tx, o)
	if err := b.run(ctx); err != nil {
		return nil, err
	}
	if err := restore(); err != nil {
		return nil, err
	}
	return b.finish(ctx, g.content)
}

// builder is one build under way.
type builder struct {
	graph  *Graph
	tx     *lake.Tx
	o      Options
	prints map[string]string
	wanted []string // tables to bring up to date, in build order

	mu      sync.Mutex
	waits   map[string]int // wanted inputs not finished yet
	failed  map[string]Failure
	built   map[string]Built
	files   map[string]map[string]string // of each step: name → where it was written
	changed bool
}

func newBuilder(g *Graph, tx *lake.Tx, o Options) *builder {
	if o.Progress == nil {
		o.Progress = func(Event) {}
	}
	b := &builder{graph: g, tx: tx, o: o, prints: g.fingerprints(tx.Base()), wanted: g.needed(o.Only),
		waits: map[string]int{}, failed: map[string]Failure{}, built: map[string]Built{}, files: map[string]map[string]string{}}
	for _, name := range b.wanted {
		b.waits[name] = len(b.wantedInputs(name))
	}
	return b
}

// needed lists the tables given with everything they stand on, in build order.
func (g *Graph) needed(only []string) []string {
	if len(only) == 0 {
		return g.order
	}
	need := map[string]bool{}
	for _, name := range only {
		g.mark(name, need)
	}
	var names []string
	for _, name := range g.order {
		if need[name] {
			names = append(names, name)
		}
	}
	return names
}

func (g *Graph) mark(name string, need map[string]bool) {
	n := g.nodes[name]
	if n == nil || need[name] {
		return
	}
	need[name] = true
	for _, in := range n.Inputs {
		g.mark(in, need)
	}
}

func (b *builder) wantedInputs(name string) []string {
	var wanted []string
	for _, in := range b.graph.nodes[name].Inputs {
		if b.graph.nodes[in] != nil {
			wanted = append(wanted, in)
		}
	}
	return wanted
}

// run builds what is ready, Jobs tables at once, until all are finished or ctx is cancelled.
func (b *builder) run(ctx context.Context) error {
	finished := make(chan string)
	queue, running := ready(b.waits), 0
	for len(queue) > 0 || running > 0 {
		for len(queue) > 0 && running < b.o.Jobs && ctx.Err() == nil {
			name := queue[0]
			queue, running = queue[1:], running+1
			go func() { b.table(ctx, name); finished <- name }()
		}
		if running == 0 {
			break
		}
		name := <-finished
		running--
		queue = append(queue, b.release(name)...)
	}
	return ctx.Err()
}

// release takes a finished table off the waiting of its readers and returns those that became ready.
func (b *builder) release(name string) []string {
	b.event(name)
	delete(b.waits, name)
	var free []string
	for _, reader := range b.graph.Readers(name) {
		if _, waiting := b.waits[reader]; !waiting {
			continue
		}
		if b.waits[reader]--; b.waits[reader] == 0 {
			free = append(free, reader)
		}
	}
	return free
}

func (b *builder) event(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.o.Progress(Event{Name: name, Done: len(b.built) + len(b.failed), Total: len(b.wanted),
		Rebuilt: b.built[name].Rebuilt, Error: b.failed[name].Error})
}

// table brings one table up to date and notes how it went.
func (b *builder) table(ctx context.Context, name string) {
	n := b.graph.nodes[name]
	if cause := b.failedInput(n); cause != "" {
		b.fails(n, Failure{Error: "not built because " + cause + " failed", Because: cause})
		return
	}
	if t, ok := b.tx.Base().Table(name); ok && t.Fingerprint == b.prints[name] {
		b.stands(Built{Name: name, Rows: t.Rows})
		return
	}
	start := time.Now()
	t, err := b.make(ctx, n)
	if err != nil {
		b.fails(n, Failure{Error: message(err), Line: lineIn(err, n)})
		return
	}
	b.stands(Built{Name: name, Rows: t.Rows, Rebuilt: true, Seconds: time.Since(start).Seconds()})
}

func (b *builder) failedInput(n *Node) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, in := range n.Inputs {
		if f, failed := b.failed[in]; failed {
			if f.Because != "" {
				return f.Because
			}
			return in
		}
	}
	return ""
}

func (b *builder) fails(n *Node, f Failure) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f.Name, f.File = n.Name, n.File
	if f.Line == 0 {
		f.Line = n.Line
	}
	b.failed[n.Name] = f
}

func (b *builder) stands(t Built) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.built[t.Name] = t
	b.changed = b.changed || t.Rebuilt
}

// finish drops tables that no content makes any more, commits when anything changed, and reports.
func (b *builder) finish(ctx context.Context, content string) (*Result, error) {
	if err := b.dropForgotten(); err != nil {
		return nil, err
	}
	r := &Result{Snapshot: b.tx.Base().ID, Tables: []Built{}, Failed: []Failure{}}
	for _, name := range b.wanted {
		if t, ok := b.built[name]; ok {
			r.Tables = append(r.Tables, t)
		}
		if f, ok := b.failed[name]; ok {
			r.Failed = append(r.Failed, f)
		}
	}
	sort.Slice(r.Tables, func(i, j int) bool { return r.Tables[i].Name < r.Tables[j].Name })
	if !b.changed {
		return r, nil
	}
	b.tx.SetContent(content)
	s, err := b.tx.Commit(ctx)
	if err != nil {
		return nil, err
	}
	r.Snapshot = s.ID
	return r, nil
}

func (b *builder) dropForgotten() error {
	for _, t := range b.tx.Base().Tables {
		schema, _, _ := strings.Cut(t.Name, ".")
		if n := b.graph.nodes[t.Name]; reads[schema] == nil || n != nil && n.Asked == "" {
			continue
		}
		if err := b.tx.DropTable(t.Name); err != nil {
			return err
		}
		b.changed = true
	}
	return nil
}
