package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

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
	h, sniff := sha256.New(), &sniffer{}
	buf := make([]byte, 1<<20)
	for {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n, err := r.Read(buf)
		h.Write(buf[:n])
		sniff.Write(buf[:n])
		s.size += int64(n)
		progress(int64(n))
		if err != nil {
			if b := (*broken)(nil); s.size == 0 && errors.As(err, &b) {
				return nil, err
			}
			break
		}
	}
	s.hash = hex.EncodeToString(h.Sum(nil))
	s.encoding, s.mark = sniff.encoding()
	s.head, err = headOf(it, sniff.head, s.encoding, s.mark)
	return s, err
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
