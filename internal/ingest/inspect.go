package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"

	"asterism/internal/finding"
)

// subject is an item after a first look: hash, size, encoding, head and format.
type subject struct {
	*item
	hash     string
	size     int64
	encoding string
	mark     int // bytes of byte order mark
	head     Head
	format   Format
	sure     int
	early    []finding.Finding // what the look itself found
	broke    error             // where its bytes end early
}

// inspect reads an item once from end to end. A break (truncated, over a limit) is left for the reading itself to
// report; what could be read counts.
func inspect(ctx context.Context, it *item, progress func(int64)) (*subject, error) {
	s := &subject{item: it}
	r, err := it.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	h, sniff := newHasher(), &sniffer{}
	defer h.sum()
	for {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		buf := h.buffer()
		n, err := r.Read(buf)
		h.take(buf[:n])
		sniff.Write(buf[:n])
		s.size += int64(n)
		progress(int64(n))
		if err != nil {
			if b := (*broken)(nil); s.size == 0 && errors.As(err, &b) {
				return nil, err
			}
			if !errors.Is(err, io.EOF) {
				s.broke = err
			}
			break
		}
	}
	s.hash = hex.EncodeToString(h.sum())
	s.encoding, s.mark = sniff.encoding()
	s.head, err = headOf(it, sniff.head, s.encoding, s.mark)
	return s, err
}

// hasher hashes on a goroutine of its own while the next bytes are read and looked at. Bytes are read into its
// buffers; sum ends it and gives the SHA-256.
type hasher struct {
	free, full chan []byte
	done       chan []byte
	sum        func() []byte
}

func newHasher() *hasher {
	h := &hasher{free: make(chan []byte, 2), full: make(chan []byte, 2), done: make(chan []byte, 1)}
	h.sum = sync.OnceValue(h.finish)
	h.free <- readBuffers.Get().([]byte)
	h.free <- readBuffers.Get().([]byte)
	go h.run()
	return h
}

var readBuffers = sync.Pool{New: func() any { return make([]byte, 1<<20) }}

func (h *hasher) run() {
	sum := sha256.New()
	for b := range h.full {
		sum.Write(b)
		h.free <- b[:cap(b)]
	}
	h.done <- sum.Sum(nil)
}

func (h *hasher) buffer() []byte { return <-h.free }

// take hands a buffer back with what was read into it, which stays readable until the next buffer is asked for.
func (h *hasher) take(b []byte) { h.full <- b }

func (h *hasher) finish() []byte {
	close(h.full)
	sum := <-h.done
	close(h.free)
	for b := range h.free {
		readBuffers.Put(b)
	}
	return sum
}

// source opens the subject for its format.
func (s *subject) source(ctx context.Context, limits Limits, done func(int64)) (*Source, io.Closer, error) {
	r, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	text, err := decoded(r, s.encoding, s.mark)
	if err != nil {
		r.Close()
		return nil, nil, err
	}
	return &Source{Name: s.name, Hash: s.hash, Size: s.size, Encoding: s.encoding, Limits: limits, ctx: ctx, item: s.item,
		head: s.head, text: text, done: done}, r, nil
}
