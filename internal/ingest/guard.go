package ingest

import (
	"errors"
	"fmt"
	"io"
)

// broken is why a file's bytes end early. Code names the finding.
type broken struct {
	code string
	err  error
}

func (b *broken) Error() string {
	if b.err == nil {
		return b.code
	}
	return fmt.Sprintf("%s: %v", b.code, b.err)
}

// guarded counts decompressed bytes while they come and stops at the limits, so that no bomb is ever inflated.
type guarded struct {
	r      io.Reader
	closer io.Closer
	packed func() int64 // compressed bytes taken so far, nil when the stream is not compressed
	left   int64
	total  int64
	ratio  int64
}

func guard(r io.Reader, c io.Closer, packed func() int64, limit, ratio int64) *guarded {
	return &guarded{r: r, closer: c, packed: packed, left: limit, ratio: ratio}
}

// Read takes a panic of the decompressor for what it is, a damaged file: whoever reads may do so in a goroutine whose
// panic would end the program.
func (g *guarded) Read(p []byte) (n int, err error) {
	defer func() {
		if what := recover(); what != nil {
			n, err = 0, &broken{"file.corrupt", fmt.Errorf("decompressor: %v", what)}
		}
	}()
	return g.read(p)
}

func (g *guarded) read(p []byte) (int, error) {
	if g.left <= 0 {
		return g.beyond()
	}
	if int64(len(p)) > g.left {
		p = p[:g.left]
	}
	n, err := g.r.Read(p)
	g.left -= int64(n)
	g.total += int64(n)
	if g.suspicious() {
		return n, &broken{code: "file.ratio"}
	}
	return n, asBroken(err)
}

// beyond tells a file that just fits from one that goes on.
func (g *guarded) beyond() (int, error) {
	var one [1]byte
	n, err := g.r.Read(one[:])
	if n == 0 {
		return 0, asBroken(err)
	}
	return 0, &broken{code: "file.too_large"}
}

func (g *guarded) suspicious() bool {
	return g.packed != nil && g.ratio > 0 && g.total > ratioFrom && g.total > g.ratio*max(g.packed(), 1)
}

// asBroken makes every fault of a decompressor one cause: the file is truncated or corrupt.
func asBroken(err error) error {
	var b *broken
	switch {
	case err == nil, errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &b):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &broken{"file.truncated", err}
	}
	return &broken{"file.corrupt", err}
}

func (g *guarded) Close() error {
	if g.closer == nil {
		return nil
	}
	return g.closer.Close()
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
