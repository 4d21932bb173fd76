package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"asterism"
	"asterism/internal/ingest"
	"asterism/internal/lake"
)

// csvFigures: a list of patents with the six columns such a list has at least, into an empty lake.
type csvFigures struct {
	Small, Large csvFigure
}

// csvFigure of one size; Seconds holds each run, each into a lake of its own.
type csvFigure struct {
	Rows    int
	Bytes   int64
	Seconds sample
}

// Rate is rows a second at the median.
func (f csvFigure) Rate() float64 { return float64(f.Rows) / f.Seconds.Median() }

// MB is the file's size in millions of bytes.
func (f csvFigure) MB() float64 { return float64(f.Bytes) / 1e6 }

// Ratio is the large import's time over the small one's.
func (f *csvFigures) Ratio() float64 { return f.Large.Seconds.Median() / f.Small.Seconds.Median() }

const csvRows = 5_000_000

func measureCSV(ctx context.Context, b *bench, p *report) error {
	rows := int(csvRows * b.scale)
	p.CSV = &csvFigures{Small: csvFigure{Rows: rows / 10}, Large: csvFigure{Rows: rows}}
	if err := p.CSV.Small.measure(ctx, b, b.runs); err != nil {
		return err
	}
	return p.CSV.Large.measure(ctx, b, 1)
}

func (f *csvFigure) measure(ctx context.Context, b *bench, runs int) (err error) {
	path := filepath.Join(b.dir, "patents.csv")
	if f.Bytes, err = writePatents(path, f.Rows); err != nil {
		return err
	}
	for range runs {
		if err := f.once(ctx, filepath.Join(b.dir, "lake"), path); err != nil {
			return err
		}
		say("%d rows: %.1f s", f.Rows, f.Seconds[len(f.Seconds)-1])
	}
	return nil
}

func (f *csvFigure) once(ctx context.Context, dir, path string) error {
	defer os.RemoveAll(dir)
	l, err := lake.Open(ctx, dir, lake.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	start := time.Now()
	result, err := ingest.Run(ctx, l, ingest.Request{Paths: []string{path}, Actor: "bench", Content: asterism.Content(), Synthetic: true})
	if err != nil {
		return err
	}
	f.Seconds = append(f.Seconds, since(start))
	if got := result.Files[0].Accepted; got != int64(f.Rows) {
		return fmt.Errorf("%d of %d rows accepted", got, f.Rows)
	}
	return nil
}

// writePatents writes n plainly artificial patents and returns the file's size.
func writePatents(path string, n int) (size int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "专利名称,申请号,申请人,申请日,主分类号,公开（公告）号")
	for i := range n {
		year := 2000 + i%20
		fmt.Fprintf(w, "一种合成示例装置%d,CN%d1%07d,合成示例企业%d有限公司;合成示例大学%d,%d-%02d-%02d,H01L%d/%02d,CN1%08dA\n",
			i, year, i%10000000, i%5000, i%50, year, 1+i%12, 1+i%28, 1+i%51, i%60, i)
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	return f.Seek(0, io.SeekCurrent)
}
