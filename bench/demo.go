package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"time"

	"asterism"
)

// demoFigures: from nothing to the first page, in seconds.
type demoFigures struct {
	Patents int
	Steps   []step
	First   float64 // open and serve the first page after the build
	Total   sample
}

// step is one part of making the demo, of the last run.
type step struct {
	Name    string
	Seconds float64
}

const demoPatents = 60000

func measureDemo(ctx context.Context, b *bench, p *report) error {
	p.Demo = &demoFigures{Patents: demoPatents}
	for n := range b.runs {
		if err := p.Demo.once(ctx, filepath.Join(b.dir, fmt.Sprintf("demo-%d", n))); err != nil {
			return err
		}
	}
	return nil
}

// once makes, imports, builds and serves one demo in dir.
func (f *demoFigures) once(ctx context.Context, dir string) error {
	start, watch := time.Now(), &stopwatch{}
	w, err := asterism.Demo(ctx, dir, asterism.DemoOptions{Seed: 1, Step: watch.begin, Progress: func(_, _ int64) {}})
	watch.end()
	if err != nil {
		return err
	}
	defer w.Close()
	ready := time.Now()
	s, err := serve(ctx, w)
	if err != nil {
		return err
	}
	defer s.stop()
	if _, _, err := s.get("/"); err != nil {
		return err
	}
	f.Steps, f.First = watch.steps, since(ready)
	f.Total = append(f.Total, since(start))
	return nil
}

// stopwatch times named steps, each until the next begins.
type stopwatch struct {
	steps []step
	start time.Time
}

func (s *stopwatch) begin(name string) {
	s.end()
	s.steps, s.start = append(s.steps, step{Name: name}), time.Now()
}

func (s *stopwatch) end() {
	if n := len(s.steps); n > 0 {
		s.steps[n-1].Seconds = since(s.start)
	}
}

// server is a workspace being served on a port of its own.
type server struct {
	url    string
	cancel context.CancelFunc
	ended  chan error
}

func serve(ctx context.Context, w *asterism.Workspace) (*server, error) {
	ctx, cancel := context.WithCancel(ctx)
	s, ready := &server{cancel: cancel, ended: make(chan error, 1)}, make(chan string, 1)
	go func() { s.ended <- asterism.Serve(ctx, w, "127.0.0.1:0", func(url string) { ready <- url }) }()
	select {
	case s.url = <-ready:
		return s, nil
	case err := <-s.ended:
		cancel()
		return nil, err
	}
}

func (s *server) stop() { s.cancel(); <-s.ended }

// get reads a whole page and returns it with the seconds it took.
func (s *server) get(path string) (string, float64, error) {
	start := time.Now()
	answer, err := http.Get(s.url + path)
	if err != nil {
		return "", 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("GET %s: %s", path, answer.Status)
	}
	return string(body), since(start), err
}
