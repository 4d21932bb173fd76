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
	"asterism/patent"
)

// csvFigures: a list of patents with the six columns such a list has at least, into an empty lake.
type csvFigures struct {
	Small, Large csvFigure
}

// csvFigure of one size; Seconds and CPU hold each run, each into a lake of its own.
type csvFigure struct {
	Rows    int
	Bytes   int64
	Seconds sample
	CPU     sample // processor seconds of all cores, which other work on the machine disturbs less
	Peak    string // greatest resident memory of the process
}

// Rate is rows a second at the median.
func (f csvFigure) Rate() float64 { return float64(f.Rows) / f.Seconds.Median() }

// CPURate is rows a processor second at the median.
func (f csvFigure) CPURate() float64 { return float64(f.Rows) / f.CPU.Median() }

// MB is the file's size in millions of bytes.
func (f csvFigure) MB() float64 { return float64(f.Bytes) / 1e6 }

// Ratio is the large import's time over the small one's.
func (f *csvFigures) Ratio() float64 { return f.Large.Seconds.Median() / f.Small.Seconds.Median() }

// CPURatio is the same of processor seconds.
func (f *csvFigures) CPURatio() float64 { return f.Large.CPU.Median() / f.Small.CPU.Median() }

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
		say("%d rows: %.1f s, %.1f s of processor, peak %s", f.Rows, f.Seconds[len(f.Seconds)-1], f.CPU[len(f.CPU)-1], f.Peak)
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
	resetPeak()
	start, busy := time.Now(), processorSeconds()
	result, err := ingest.Run(ctx, l, ingest.Request{Paths: []string{path}, Actor: "bench", Content: asterism.Content(), Synthetic: true})
	if err != nil {
		return err
	}
	f.Seconds, f.CPU = append(f.Seconds, since(start)), append(f.CPU, processorSeconds()-busy)
	f.Peak = procLine("/proc/self/status", "VmHWM")
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
		year := 2004 + i%16
		number := fmt.Sprintf("%d1%07d", year, i%10000000)
		check, _ := patent.CNCheckDigit(number)
		fmt.Fprintf(w, "一种合成示例装置%d,CN%s.%c,合成示例企业%d有限公司;合成示例大学%d,%d-%02d-%02d,H01L%d/%02d,CN1%08dA\n",
			i, number, check, i%5000, i%50, year, 1+i%12, 1+i%28, 1+i%51, i%60, i)
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	return f.Seek(0, io.SeekCurrent)
}
