package asterism

import (
	"context"
	"os"
	"path/filepath"

	"asterism/internal/demo"
	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/ingest"
)

// DemoOptions shape the synthetic province; the zero Scale means 1: 3,000 firms and 60,000 patents.
type DemoOptions struct {
	Seed     uint64
	Scale    float64
	Fresh    bool                    // make it anew where dir holds one already
	Step     func(string)            // told what begins
	Progress func(done, total int64) // of the step in hand
}

const demoMark = "SYNTHETIC.txt"

// Demo makes a synthetic province in dir (files, import, build) and opens it; one that stands there is opened as
// it is, unless Fresh. It refuses a folder that holds anything else.
func Demo(ctx context.Context, dir string, o DemoOptions) (*Workspace, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	stands, err := demoStands(dir, o.Fresh)
	if err != nil {
		return nil, err
	}
	if !stands {
		if err := makeDemo(ctx, dir, o); err != nil {
			return nil, err
		}
	}
	return Open(ctx, dir)
}

// demoStands tells whether dir holds a finished demo; with fresh it is cleared first.
func demoStands(dir string, fresh bool) (bool, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) || err == nil && len(entries) == 0 {
		return false, nil
	}
	if err != nil {
		return false, fail.As(fail.Unavailable, err, "read %s", dir)
	}
	mark, err := os.ReadFile(filepath.Join(dir, demoMark))
	if err != nil {
		return false, fail.New(fail.Conflict, "%s holds something that is not a demo; choose another --dir", dir)
	}
	if !fresh && string(mark) == finished {
		return true, nil
	}
	return false, fail.As(fail.Unavailable, os.RemoveAll(dir), "clear %s", dir)
}

const (
	begun    = "合成数据，生成中 · synthetic data, in the making\n"
	finished = "合成数据：本文件夹中的企业、专利、人名与数字均为虚构 · synthetic data: every firm, patent, name and number here is made up\n"
)

func makeDemo(ctx context.Context, dir string, o DemoOptions) error {
	if err := Init(dir); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "asterism.yaml"), []byte("title: 合成示例省 · Synthetic province\n"), 0o644); err != nil {
		return fail.As(fail.Unavailable, err, "mark the demo")
	}
	mark := filepath.Join(dir, demoMark)
	if err := os.WriteFile(mark, []byte(begun), 0o644); err != nil {
		return fail.As(fail.Unavailable, err, "mark the demo")
	}
	files := filepath.Join(dir, "files")
	o.Step("合成文件 · write files")
	if _, err := demo.Write(ctx, files, demo.Options{Seed: o.Seed, Scale: o.Scale}, o.Progress); err != nil {
		return err
	}
	if err := fillDemo(ctx, dir, files, o); err != nil {
		return err
	}
	return fail.As(fail.Unavailable, os.WriteFile(mark, []byte(finished), 0o644), "mark the demo")
}

func fillDemo(ctx context.Context, dir, files string, o DemoOptions) error {
	w, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	defer w.Close()
	o.Step("导入 · import")
	progress := func(p ingest.Progress) { o.Progress(p.Bytes, p.Total) }
	_, err = w.Import(ctx, "demo", ingest.Request{Paths: []string{files}, Synthetic: true, Progress: progress, Complete: demo.Complete()})
	if err != nil {
		return err
	}
	o.Step("生成各表 · build")
	result, err := w.Build(ctx, "demo", derive.Options{Progress: func(e derive.Event) { o.Progress(int64(e.Done), int64(e.Total)) }})
	if err == nil && len(result.Failed) > 0 {
		f := result.Failed[0]
		err = fail.New(fail.Internal, "%s (%s:%d): %s", f.Name, f.File, f.Line, f.Error)
	}
	return err
}
