package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lake"
)

// Run imports files as one batch. What is wrong in the data is in the result; an error means that nothing was
// imported: Invalid for a request that cannot be meant, NotFound for a path, Unavailable for storage, or the
// context's own. A stopped import is taken up where it stood by the same request.
func Run(ctx context.Context, l *lake.Lake, req Request) (_ *Result, err error) {
	defer fail.Wrap(&err, "import")
	start := time.Now()
	r, err := prepare(ctx, l, req)
	if err != nil {
		return nil, err
	}
	defer r.work.close()
	if err := r.survey(); err != nil {
		return nil, err
	}
	if err := r.duplicates(); err != nil {
		return nil, err
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	if err := r.commit(); err != nil {
		return nil, err
	}
	return r.result(start), nil
}

// run is one import under way.
type run struct {
	ctx      context.Context
	lake     *lake.Lake
	req      Request
	job      *job
	complete map[string]string
	mapping  *Mapping
	only     *Format
	work     *workshop
	jobs     int
	tracker  *tracker

	failed   []failedFile
	subjects []*subject
	fresh    []*subject
	same     []FileResult // files whose bytes are known already
	units    []*unit
	staged   []*staged
	preview  *Preview
	snapshot int64
	kept     bool
}

func prepare(ctx context.Context, l *lake.Lake, req Request) (*run, error) {
	r := &run{ctx: ctx, lake: l, req: req, jobs: req.Jobs, tracker: newTracker(req.Progress)}
	if r.jobs <= 0 {
		r.jobs = runtime.GOMAXPROCS(0)
	}
	tables, err := LoadTables(req.Content)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "tables")
	}
	if err := r.choose(); err != nil {
		return nil, err
	}
	divisions, err := r.divisions()
	if err != nil {
		return nil, err
	}
	set, err := assertions(r.constants(), tables, divisions)
	if err != nil {
		return nil, err
	}
	if r.complete, err = completeness(req.Complete); err != nil {
		return nil, err
	}
	limits := req.Limits.orDefault()
	r.job = &job{limits: limits, set: set, tables: tables, divisions: divisions, dry: req.DryRun, workers: r.jobs}
	r.work = &workshop{dir: filepath.Join(l.Dir(), "incoming"), limits: limits}
	sweep(r.work.dir, time.Now())
	return r, nil
}

// choose reads the format and the mapping the request names. A mapping means the table format.
func (r *run) choose() (err error) {
	name := r.req.Format
	if r.req.Map != "" {
		if r.mapping, err = ReadMapping(r.req.Map); err != nil {
			return err
		}
		name = orElse(name, "table")
	}
	if name == "" {
		return nil
	}
	f, ok := formatNamed(name)
	if !ok {
		return fail.New(fail.Invalid, "no format %q; there are %s", name, strings.Join(Formats(), ", "))
	}
	r.only = &f
	return nil
}

// divisions are those of content and of the region tables imported before.
func (r *run) divisions() (*divisions, error) {
	own, err := loadDivisions(r.req.Content)
	if err != nil {
		return nil, err
	}
	imported, err := importedDivisions(r.ctx, r.lake)
	return newDivisions(append(imported, own...)), err
}

// constants joins those of the mapping with those of the request, which win.
func (r *run) constants() map[string]string {
	all := map[string]string{}
	if r.mapping != nil {
		for k, v := range r.mapping.Set {
			all[k] = v
		}
	}
	for k, v := range r.req.Set {
		all[k] = v
	}
	return all
}

// duplicates sets aside files whose bytes are in the lake already, or came before in this import.
func (r *run) duplicates() error {
	base, err := r.lake.Current()
	if err != nil {
		return err
	}
	known := map[string]string{}
	for _, b := range base.Batches {
		for _, f := range b.Files {
			known[f.Hash] = b.ID
		}
	}
	for _, s := range r.subjects {
		if first, ok := known[s.hash]; ok {
			r.same = append(r.same, FileResult{File: s.name, Format: s.format.Name, DuplicateOf: first})
			continue
		}
		known[s.hash] = s.name
		r.fresh = append(r.fresh, s)
	}
	r.job.batch = r.batchID()
	return nil
}

// batchID names the batch by what it holds and how it was read, so that a stopped import finds its own work again.
func (r *run) batchID() string {
	h := sha256.New()
	fmt.Fprintln(h, "importer", importer)
	lines := []string{}
	for _, s := range r.fresh {
		lines = append(lines, s.hash+" "+s.format.Name+" "+s.name)
		lines = append(lines, r.savedFor(s)...)
	}
	for k, v := range r.constants() {
		lines = append(lines, "set "+k+"="+v)
	}
	if r.mapping != nil {
		text, _ := r.mapping.YAML() // a mapping that was read can be written
		lines = append(lines, string(text))
	}
	sort.Strings(lines)
	fmt.Fprint(h, strings.Join(lines, "\n"))
	return "b" + hex.EncodeToString(h.Sum(nil)[:6])
}

func (r *run) stageDir() string { return filepath.Join(r.work.dir, r.job.batch) }

// result tells about every file in the order of their names.
func (r *run) result(start time.Time) *Result {
	out := &Result{Snapshot: r.snapshot, Preview: r.preview}
	if r.kept {
		out.Batch = r.job.batch
	}
	all := map[cause]*finding.Group{}
	for _, s := range r.staged {
		for _, f := range s.Files {
			out.Files = append(out.Files, FileResult{File: f.Name, Format: f.Format, Encoding: f.Encoding, Counts: f.Counts})
			addGroups(all, f.Groups)
		}
	}
	for _, f := range r.failed {
		out.Files = append(out.Files, FileResult{File: f.name, Counts: Counts{Findings: 1}})
		addGroups(all, []finding.Group{{Code: f.f.Code, Severity: f.f.Severity, Count: 1, Examples: []finding.Finding{f.f}}})
	}
	out.Files = append(out.Files, r.same...)
	sort.SliceStable(out.Files, func(i, j int) bool { return out.Files[i].File < out.Files[j].File })
	out.Findings = summary(all)
	out.Seconds = time.Since(start).Seconds()
	return out
}

func addGroups(all map[cause]*finding.Group, groups []finding.Group) {
	for _, g := range groups {
		key := cause{g.Severity, g.Code, g.Field}
		sum := all[key]
		if sum == nil {
			sum = &finding.Group{Code: g.Code, Field: g.Field, Severity: g.Severity}
			all[key] = sum
		}
		sum.Count += g.Count
		for _, e := range g.Examples {
			if len(sum.Examples) < finding.MaxExamples {
				sum.Examples = append(sum.Examples, e)
			}
		}
	}
}
