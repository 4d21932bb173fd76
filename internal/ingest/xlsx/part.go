package xlsx

import (
	"archive/zip"
	"io"
	"sync"

	"asterism/internal/ingest/xmlscan"
)

// read shows every start tag of a small part.
func (b *Book) read(f *zip.File, tag func(*xmlscan.Scanner)) error {
	r, err := b.o.Part(f)
	if err != nil {
		return err
	}
	defer r.Close()
	s := scanner(r)
	for k := s.Next(); k != xmlscan.EOF; k = s.Next() {
		if k == xmlscan.Start {
			tag(s)
		}
	}
	return s.Err()
}

func scanner(r io.Reader) *xmlscan.Scanner {
	text, _, _ := xmlscan.Decode(r)
	return xmlscan.New(text)
}

// ahead decompresses a part in a goroutine of its own, a few buffers ahead of its reader.
type ahead struct {
	full, free chan []byte
	stop       chan struct{}
	done       sync.WaitGroup
	err        error // set before full is closed
	now, rest  []byte
	src        io.ReadCloser
}

const (
	aheadBuffers = 4
	aheadBytes   = 256 << 10
)

func readAhead(src io.ReadCloser) *ahead {
	a := &ahead{full: make(chan []byte, aheadBuffers), free: make(chan []byte, aheadBuffers), stop: make(chan struct{}), src: src}
	for range aheadBuffers {
		a.free <- make([]byte, aheadBytes)
	}
	a.done.Go(a.fill)
	return a
}

// fill reads until the end, an error, or Close. A panic of a decompressor is the part's error: it must not end the
// program from a goroutine nobody watches.
func (a *ahead) fill() {
	defer close(a.full)
	defer func() {
		if recover() != nil {
			a.err = ErrPanic
		}
	}()
	for a.err == nil {
		var buf []byte
		select {
		case buf = <-a.free:
		case <-a.stop:
			return
		}
		n := 0
		for n < len(buf) && a.err == nil {
			m := 0
			m, a.err = a.src.Read(buf[n:])
			n += m
		}
		a.full <- buf[:n]
	}
}

func (a *ahead) Read(p []byte) (int, error) {
	if len(a.rest) == 0 {
		if a.now != nil {
			a.free <- a.now
		}
		buf, ok := <-a.full
		if !ok {
			a.now = nil
			return 0, a.err
		}
		a.now, a.rest = buf[:cap(buf)], buf
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close ends the goroutine, then the part.
func (a *ahead) Close() error {
	close(a.stop)
	a.done.Wait()
	return a.src.Close()
}
