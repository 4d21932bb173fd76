package ingest

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// readSheet maps the rows of a sheet, several blocks at a time, and takes the results over in the order of the
// sheet: the same rows come out whatever the number of workers.
func readSheet(ctx context.Context, in *Source, out *Sink, s *sheet, l *layout) error {
	m, err := compile(l)
	if err != nil {
		return err
	}
	s.mend(l)
	if s.remark != nil {
		defer func() { s.remark(out) }()
	}
	if out.preview == nil { // one worker also hands on block by block, so that parts come out the same
		return parallel(ctx, in, out, s, m, max(1, out.job.workers))
	}
	return settled(in, s.blocks(ctx, out.origin.record, func(b *block) error { return m.block(out, b) }))
}

// settled keeps a break of the file for the engine; other errors end the import.
func settled(in *Source, err error) error {
	var b *broken
	if errors.As(err, &b) {
		in.broken = err
		return nil
	}
	return err
}

// task is one block on its way: work does it, done hands the result to whoever keeps the order.
type task struct {
	*block
	done chan *yielded
}

func parallel(ctx context.Context, in *Source, out *Sink, s *sheet, m *tableMap, workers int) error {
	g, ctx := errgroup.WithContext(ctx)
	work, order := make(chan *task), make(chan *task, 2*workers)
	g.Go(func() (err error) {
		defer recovered(&err)
		defer close(work)
		defer close(order)
		return settled(in, s.blocks(ctx, out.origin.record, func(b *block) error { return hand(ctx, b, work, order) }))
	})
	for range workers {
		child := out.fork()
		g.Go(func() error { return child.toil(m, work) })
	}
	g.Go(func() error { return out.gather(ctx, order) })
	return g.Wait()
}

// hand queues a block: first for its place in the order, then for a worker.
func hand(ctx context.Context, b *block, work, order chan<- *task) error {
	t := &task{b, make(chan *yielded, 1)}
	select {
	case order <- t:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case work <- t:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Sink) toil(m *tableMap, work <-chan *task) (err error) {
	defer recovered(&err)
	for t := range work {
		s.origin.record = t.first
		if err := m.block(s, t.block); err != nil {
			return err
		}
		t.done <- s.harvest()
	}
	return nil
}

func (s *Sink) gather(ctx context.Context, order <-chan *task) error {
	for t := range order {
		select {
		case y := <-t.done:
			if err := s.takeOver(y, t.first+int64(len(t.rows))); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// yielded is what a worker made of a block.
type yielded struct {
	rows []built
	log  log
}

// fork makes a sink for another goroutine: same file and sheet, rows and findings of its own.
func (s *Sink) fork() *Sink {
	c := newSink(s.job, s.name, s.origin, nil)
	c.sheet, c.header, c.since, c.order, c.set = s.sheet, s.header, s.since, s.order, s.set
	return c
}

// harvest empties a forked sink.
func (s *Sink) harvest() *yielded {
	s.flush() // cannot fail: a forked sink only gathers
	y := &yielded{s.pending, s.log}
	s.pending, s.log = nil, newLog(s.job.limits.Findings)
	return y
}

// takeOver adds what a forked sink made.
func (s *Sink) takeOver(y *yielded, record int64) error {
	s.origin.record = record
	s.log.take(&y.log)
	for _, b := range y.rows {
		if err := s.emit(b.table, b.rows); err != nil {
			return err
		}
	}
	return nil
}
