// Package demo writes a synthetic Shandong as the files a user would import: patents as incoPat exports in several
// CSV parts, everything else as CSV and XLSX with Chinese headers (content/tables). The same seed gives the same bytes
// at any number of cores. Facts are planted and told in truth.yaml beside the folder, so that analyses can be tested on
// finding them again. Every file is named 合成_…; every name, number and code is made so that nobody holds it.
package demo

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/goccy/go-yaml"

	"asterism/internal/fail"
)

// Options: Scale 1 is 3,000 firms and 60,000 patents; 83 is 5 million patents. Zero means 1.
type Options struct {
	Seed  uint64
	Scale float64
}

// Complete states what the patents of the demo are complete for: all patents of its made-up nation, so that places can be
// compared with it.
func Complete() map[string]string {
	return map[string]string{"source": madeUp, "query": "全部", "place": "CN", "from": "2005", "to": "2020", "cutoff": cutOff}
}

// Write makes the files in dir (created when absent) and truth.yaml beside dir, and returns the truths. progress is
// told patents and rows written and their expected number, by one goroutine at a time; it may be nil. Memory does not grow with the patents.
func Write(ctx context.Context, dir string, o Options, progress func(done, total int64)) (*Truth, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	if o.Scale < 0.01 || o.Scale > 160 {
		return nil, fail.New(fail.Invalid, "demo: scale %g is not between 0.01 and 160", o.Scale)
	}
	w, err := newWorld(o)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fail.As(fail.Unavailable, err, "demo: make %s", dir)
	}
	return w.write(ctx, dir, progress)
}

func (w *world) write(ctx context.Context, dir string, progress func(done, total int64)) (*Truth, error) {
	truth := w.truth()
	var done atomic.Int64
	total := w.calendar.total + int64(len(sheets))*100
	var one sync.Mutex
	tell := func() {
		if progress != nil {
			one.Lock()
			defer one.Unlock()
			progress(min(done.Load(), total), total)
		}
	}
	for k := range sheets {
		n, err := w.writeSheet(dir, &sheets[k])
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		truth.Rows[sheets[k].table] = n
		done.Add(100)
		tell()
	}
	if err := writeBlocking(dir); err != nil {
		return nil, err
	}
	if err := w.writeOutlines(dir); err != nil {
		return nil, err
	}
	counted, err := w.writePatents(ctx, dir, &done, tell)
	if err != nil {
		return nil, err
	}
	truth.Patents = counted
	return truth, truth.save(filepath.Join(filepath.Dir(filepath.Clean(dir)), "truth.yaml"))
}

func (t *Truth) save(path string) error {
	b, err := yaml.Marshal(t)
	if err != nil {
		return fail.As(fail.Internal, err, "demo: truth")
	}
	head := "# 合成数据中埋设的事实，供分析方法验证 · facts planted in the synthetic data, for analyses to find again\n"
	return fail.As(fail.Unavailable, os.WriteFile(path, append([]byte(head), b...), 0o644), "demo: truth")
}
