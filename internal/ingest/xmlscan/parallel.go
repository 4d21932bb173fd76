package xmlscan

import (
	"context"
	"io"
	"sync"
)

// Each reads the blocks of a stream, has work done on them by n workers at once, and hands the results to take in the
// stream's order, from the caller's goroutine. A worker gets its own Scanner. Memory: n+1 blocks and their results. It
// ends with the reader's error, take's error or ctx's.
func Each[T any](ctx context.Context, in *Blocks, n int, work func(*Scanner, Block) T, take func(T) error) error {
	ctx, stop := context.WithCancel(ctx)
	p := &pipe[T]{jobs: make(chan job[T]), order: make(chan chan T, n), free: make(chan []byte, n+2), work: work}
	var done sync.WaitGroup
	for range n {
		done.Go(p.worker)
	}
	var broken error
	done.Go(func() { broken = p.feed(ctx, in) })
	err := p.deliver(take)
	stop()
	for range p.order { // let feed and workers end
	}
	done.Wait()
	if err == nil {
		err = broken
	}
	return err
}

type job[T any] struct {
	block Block
	out   chan T
}

type pipe[T any] struct {
	jobs  chan job[T]
	order chan chan T // results to come, in the order of the blocks
	free  chan []byte // memory of blocks that are done
	work  func(*Scanner, Block) T
}

func (p *pipe[T]) worker() {
	var s Scanner
	for j := range p.jobs {
		j.out <- p.work(&s, j.block)
		p.give(j.block.Bytes)
	}
}

func (p *pipe[T]) give(buf []byte) {
	if cap(buf) > 4*blockSize {
		return // a giant's memory is not kept
	}
	select {
	case p.free <- buf:
	default:
	}
}

func (p *pipe[T]) buffer() []byte {
	select {
	case buf := <-p.free:
		return buf
	default:
		return nil
	}
}

func (p *pipe[T]) feed(ctx context.Context, in *Blocks) error {
	defer close(p.order)
	defer close(p.jobs)
	for {
		block, err := in.Next(p.buffer())
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		out := make(chan T, 1)
		select {
		case p.order <- out:
			p.jobs <- job[T]{block, out}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p *pipe[T]) deliver(take func(T) error) error {
	for out := range p.order {
		if err := take(<-out); err != nil {
			return err
		}
	}
	return nil
}
