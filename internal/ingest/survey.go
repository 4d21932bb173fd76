package ingest

import (
	"context"
	"errors"
	"io"
	"sort"
	"sync"

	"golang.org/x/sync/errgroup"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// survey opens every path and looks at every item once: hash, encoding, format.
func (r *run) survey() error {
	e := &expansion{ctx: r.ctx, work: r.work}
	paths, err := r.paths(e)
	if err != nil {
		return err
	}
	if err := e.expand(paths); err != nil {
		return err
	}
	r.failed = e.failed
	return r.inspectAll(e.items)
}

// paths takes standard input in as an item and leaves the rest.
func (r *run) paths(e *expansion) ([]string, error) {
	var out []string
	for _, p := range r.req.Paths {
		if p != "-" {
			out = append(out, p)
			continue
		}
		if r.req.Stdin == nil {
			return nil, fail.New(fail.Invalid, "no standard input")
		}
		path, err := r.work.spool(io.LimitReader(r.req.Stdin, r.job.limits.PlainBytes))
		if err != nil {
			return nil, fail.As(fail.Unavailable, err, "standard input")
		}
		e.add(plainItem("stdin", path, r.work), 0)
	}
	if len(r.req.Paths) == 0 {
		return nil, fail.New(fail.Invalid, "nothing to import")
	}
	return out, nil
}

func (r *run) inspectAll(items []*item) error {
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(r.jobs)
	r.tracker.phase("inspect", 0, len(items))
	for _, it := range items {
		g.Go(func() error {
			s, err := r.look(ctx, it)
			mu.Lock()
			defer mu.Unlock()
			r.tracker.fileDone(it.name)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				r.failed = append(r.failed, failedFile{it.name, unreadable(it.name, err)})
			case s.format.Name == "" && s.broke != nil:
				r.failed = append(r.failed, failedFile{it.name, unreadable(it.name, s.broke)})
			case s.format.Name == "":
				r.failed = append(r.failed, failedFile{it.name, unsupported(it.name, s.head)})
			default:
				r.subjects = append(r.subjects, s)
			}
			return nil
		})
	}
	err := g.Wait()
	sort.Slice(r.subjects, func(i, j int) bool { return r.subjects[i].name < r.subjects[j].name })
	sort.Slice(r.failed, func(i, j int) bool { return r.failed[i].name < r.failed[j].name })
	return err
}

// look inspects an item and chooses its format; a panic costs the file, not the import.
func (r *run) look(ctx context.Context, it *item) (s *subject, err error) {
	defer recovered(&err)
	s, err = inspect(ctx, it, r.tracker.add)
	if err != nil {
		return nil, err
	}
	if r.only != nil {
		s.format, s.sure = *r.only, 100
		return s, nil
	}
	s.format, s.sure = detect(s.head)
	return s, nil
}

// unreadable is the finding for a file that could not be opened at all.
func unreadable(name string, err error) finding.Finding {
	f := finding.Finding{File: name, Severity: finding.Error, Code: "file.unreadable", Value: shorten(err.Error())}
	var b *broken
	switch {
	case errors.As(err, &b):
		f.Code = b.code
	case fail.KindOf(err) == fail.Internal && err != nil && isRecovered(err):
		f.Code = "file.parser_failed"
	}
	return f
}
