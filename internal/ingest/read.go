package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sync/errgroup"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// read stages every unit, several at a time. One unit alone works on all cores by itself.
func (r *run) read() error {
	r.units = unitsOf(r.fresh)
	r.staged = make([]*staged, len(r.units))
	r.tracker.phase("read", r.bytes(), len(r.fresh))
	if r.req.DryRun {
		r.preview = &Preview{}
	}
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(r.atOnce())
	r.job.workers = max(1, r.jobs/r.atOnce())
	for i, u := range r.units {
		g.Go(func() (err error) {
			r.staged[i], err = r.unit(ctx, u)
			return err
		})
	}
	return g.Wait()
}

func (r *run) bytes() int64 {
	n := int64(0)
	for _, s := range r.fresh {
		n += s.size
	}
	return n
}

// atOnce is how many units are read side by side; a preview needs them one after another.
func (r *run) atOnce() int {
	if r.req.DryRun {
		return 1
	}
	return max(1, min(r.jobs, len(r.units)))
}

// unit takes up what an earlier run staged, or reads the unit's files.
func (r *run) unit(ctx context.Context, u *unit) (*staged, error) {
	dir := filepath.Join(r.stageDir(), u.key)
	if s, ok := findStaged(dir); ok && !r.req.DryRun {
		return s, nil
	}
	if r.req.DryRun {
		return r.files(ctx, u, func(t *rawTable, b *batch) error { t.recycle(b); return nil })
	}
	os.RemoveAll(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fail.As(fail.Unavailable, err, "stage")
	}
	out := &parts{dir: dir, open: map[*rawTable]*part{}}
	s, err := r.files(ctx, u, out.emit)
	list, cerr := out.close()
	if err = errors.Join(err, cerr); err != nil {
		return nil, err
	}
	s.Parts = list
	return s, s.keep(dir)
}

func (r *run) files(ctx context.Context, u *unit, emit func(*rawTable, *batch) error) (*staged, error) {
	s := &staged{}
	for _, f := range u.files {
		out := newSink(r.job, f.name, place{batch: r.job.batch, file: f.hash[:16]}, emit)
		out.preview = r.preview
		if err := r.file(ctx, f, out); err != nil {
			return nil, err
		}
		if err := out.flush(); err != nil {
			return nil, err
		}
		r.tracker.fileDone(f.name)
		s.Files = append(s.Files, out.fileLog(f))
	}
	return s, nil
}

// file reads one file; everything but a cancelled import or full storage becomes a finding.
func (r *run) file(ctx context.Context, f *subject, out *Sink) error {
	out.open(f)
	in, c, err := f.source(ctx, r.job.limits, r.tracker.add)
	if err != nil {
		out.Finding(unreadable(f.name, err))
		return nil
	}
	defer c.Close()
	in.Mapping, in.lookup = r.mapping, r.lookup(f)
	err = readSafely(ctx, f.format, in, out)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case isRecovered(err):
		out.Finding(finding.Finding{Severity: finding.Error, Code: "file.parser_failed", Value: err.Error()})
	case fail.KindOf(err) == fail.Unavailable || fail.KindOf(err) == fail.Invalid && err != nil:
		return err
	case err != nil:
		out.Finding(unreadable(f.name, err))
	}
	out.end(in)
	return nil
}

func readSafely(ctx context.Context, f Format, in *Source, out *Sink) (err error) {
	defer recovered(&err)
	return f.Read(ctx, in, out)
}

// open tells what was assumed about the file.
func (s *Sink) open(f *subject) {
	if f.encoding != encUTF8 && f.encoding != encBinary {
		code := "encoding.assumed"
		if f.encoding == encDamaged {
			code = "encoding.damaged"
		}
		s.Finding(finding.Finding{Severity: finding.Info, Code: code, Value: f.encoding, Args: map[string]string{"encoding": f.encoding}})
	}
}

// end tells how the file ended, what was skipped, and what constants filled.
func (s *Sink) end(in *Source) {
	s.sheet, s.origin.record, s.origin.line = "", 0, 0
	if in.broken != nil {
		s.Finding(unreadable(s.name, in.broken))
	}
	for _, reason := range sortedKeys(s.log.skipped) {
		s.skippedFor(reason)
	}
	for _, field := range sortedKeys(s.log.asserts) {
		s.count("set.applied", field, s.log.asserts[field])
	}
}

func (s *Sink) fileLog(f *subject) fileLog {
	c := s.log.counts
	c.Records = c.Accepted + c.Skipped + c.Rejected
	format := f.format.Name
	if s.unknown {
		format = ""
	}
	return fileLog{Name: f.name, Hash: f.hash, Format: format, Encoding: f.encoding, Size: f.size, Counts: c,
		Groups: summary(s.log.groups), Kept: s.log.kept, Set: s.constants}
}

var skipReasons = map[string]bool{"blank": true, "total": true, "sample": true, "note": true, "header": true, "repeated": true, "range": true}

func (s *Sink) skippedFor(reason string) {
	n := strconv.FormatInt(s.log.skipped[reason], 10)
	f := finding.Finding{Severity: finding.Info, Code: "record.skipped_other", Args: map[string]string{"count": n, "reason": reason}}
	if skipReasons[reason] {
		f.Code, f.Args = "record.skipped_"+reason, map[string]string{"count": n}
	}
	s.Finding(f)
}
