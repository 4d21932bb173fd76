package demo

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"asterism/internal/fail"
)

// patentsPerFile: exports come in parts; large scales get larger parts, so that there are never more than 64.
func (w *world) patentsPerFile() int64 { return max(10000, (w.calendar.total+63)/64) }

// writePatents writes the parts on all cores, each part by one goroutine through one buffer.
func (w *world) writePatents(ctx context.Context, dir string, done *atomic.Int64, tell func()) (counts, error) {
	per := w.patentsPerFile()
	n := int((w.calendar.total + per - 1) / per)
	results, errs := make([]counts, n), make([]error, n)
	var group sync.WaitGroup
	gate := make(chan struct{}, runtime.GOMAXPROCS(0))
	for f := range n {
		group.Add(1)
		gate <- struct{}{}
		go func() {
			defer group.Done()
			results[f], errs[f] = w.writePart(ctx, dir, f, n, done, tell)
			<-gate
		}()
	}
	group.Wait()
	var sum counts
	for f := range n {
		if errs[f] != nil {
			return sum, errs[f]
		}
		sum.sum(&results[f])
	}
	sum.named()
	return sum, nil
}

// writePart writes part f: its own patents, then exact copies of a few, then the earlier publications of some granted
// inventions of the next part, as overlapping exports have them.
func (w *world) writePart(ctx context.Context, dir string, f, n int, done *atomic.Int64, tell func()) (counts, error) {
	file, err := os.Create(filepath.Join(dir, fmt.Sprintf("合成_专利_%03d.csv", f+1)))
	if err != nil {
		return counts{}, fail.As(fail.Unavailable, err, "write patents")
	}
	out := bufio.NewWriterSize(file, 1<<18)
	p := &printer{w: w}
	p.b = append(p.b, "\xef\xbb\xbf"+strings.Join(patentHeaders, ",")+"\n"...)
	low, high := w.part(f)
	for i := low; i < high && err == nil; i++ {
		p.patent(i)
		if i%1024 == 1023 {
			done.Add(1024)
			tell()
			err = ctx.Err()
		}
		if err == nil {
			err = p.flush(out)
		}
	}
	if err == nil {
		p.overlap(low, high, f, n)
		err = p.flush(out)
	}
	if e := out.Flush(); err == nil {
		err = e
	}
	if e := file.Close(); err == nil {
		err = e
	}
	return p.truth, fail.As(fail.Unavailable, err, "write patents")
}

func (w *world) part(f int) (low, high int64) {
	low = int64(f) * w.patentsPerFile()
	return low, min(low+w.patentsPerFile(), w.calendar.total)
}

func (p *printer) flush(out *bufio.Writer) error {
	_, err := out.Write(p.b)
	p.b = p.b[:0]
	return err
}

func (p *printer) overlap(low, high int64, f, n int) {
	for i := low + 500; i < high; i += 1000 {
		p.row(i, false)
		p.truth.CopiedRows++
	}
	low, high = p.w.part((f + 1) % n)
	for i := low + 9; i < high; i += 50 {
		if c := p.w.core(i); c.kind == invention && p.w.life(c).granted > 0 {
			p.row(i, true)
			p.truth.EarlyRows++
		}
	}
}
