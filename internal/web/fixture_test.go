package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/demo"
	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/workspace"
)

// fixture is one small synthetic province that all tests look at, and an empty workspace beside it.
var fixture struct {
	full, empty *httptest.Server
	dir         string
	w           *workspace.Workspace
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "asterism-web-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	fixture.dir = dir
	full, err := synthetic(filepath.Join(dir, "full"), filepath.Join(dir, "files"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer full.Close()
	empty, err := open(filepath.Join(dir, "empty"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer empty.Close()
	fixture.w = full
	var closers []func()
	fixture.full, closers = serve(full, closers)
	fixture.empty, closers = serve(empty, closers)
	code := m.Run()
	for _, c := range closers {
		c()
	}
	return code
}

func serve(w *workspace.Workspace, closers []func()) (*httptest.Server, []func()) {
	s, err := New(w, Options{Docs: os.DirFS("../../docs"), Version: "test"})
	if err != nil {
		panic(err)
	}
	h := httptest.NewServer(s)
	return h, append(closers, h.Close, s.Close)
}

func open(dir string) (*workspace.Workspace, error) {
	if err := workspace.Init(dir); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "asterism.yaml"), []byte("language: zh\ntitle: 测试\n"), 0o644); err != nil {
		return nil, err
	}
	return workspace.Open(context.Background(), dir)
}

// synthetic imports and builds the demo at a fiftieth of its size: the smallest that has rows in every table.
func synthetic(dir, files string) (*workspace.Workspace, error) {
	ctx := context.Background()
	if _, err := demo.Write(ctx, files, demo.Options{Seed: 1, Scale: 0.02}, func(_, _ int64) {}); err != nil {
		return nil, err
	}
	w, err := open(dir)
	if err != nil {
		return nil, err
	}
	if _, err := w.Import(ctx, "test", ingest.Request{Paths: []string{files}, Synthetic: true}); err != nil {
		return nil, err
	}
	result, err := w.Build(ctx, "test", derive.Options{})
	if err == nil && len(result.Failed) > 0 {
		err = fmt.Errorf("build: %+v", result.Failed)
	}
	return w, err
}
