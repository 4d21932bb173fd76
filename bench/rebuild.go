package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"asterism"
	"asterism/internal/demo"
	"asterism/internal/derive"
	"asterism/internal/ingest"
)

// rebuildFigures: every table from the imported rows, at a tenth and at full size.
type rebuildFigures struct {
	Small, Large buildFigures
	Tables       []derive.Built // the dearest, of the large build
	Functions    []cost         // the dearest of the program itself, import and build of the large one
}

// buildFigures of one size. Build holds the seconds of each run, each in a workspace of its own.
type buildFigures struct {
	Patents int64 // rows of base.patent
	Make    float64
	Import  float64
	Build   sample // the spine
	Rest    sample // then everything else, the text index among it
}

// Ratio is the large build's time over the small one's, within one session.
func (f *rebuildFigures) Ratio() float64 { return f.Large.Build.Median() / f.Small.Build.Median() }

const (
	largeScale = 1e6 / demoPatents
	dearest    = 3
)

func measureRebuild(ctx context.Context, b *bench, p *report) error {
	f := &rebuildFigures{}
	p.Rebuild = f
	if _, err := f.Small.measure(ctx, b, "small", b.scale*largeScale/10, b.runs); err != nil {
		return err
	}
	stop, err := profile(filepath.Join(b.dir, "cpu.prof"))
	if err != nil {
		return err
	}
	tables, err := f.Large.measure(ctx, b, "large", b.scale*largeScale, 1)
	stop()
	if err != nil {
		return err
	}
	f.Tables = tables[:min(dearest, len(tables))]
	f.Functions, err = costs(ctx, filepath.Join(b.dir, "cpu.prof"), dearest)
	return err
}

// measure writes the files once, then imports and builds them in a fresh workspace runs times. It returns the
// tables of the last build, the dearest first.
func (f *buildFigures) measure(ctx context.Context, b *bench, name string, scale float64, runs int) (tables []derive.Built, err error) {
	files, start := filepath.Join(b.dir, name), time.Now()
	if _, err := demo.Write(ctx, files, demo.Options{Seed: 1, Scale: scale}, nil); err != nil {
		return nil, err
	}
	defer os.RemoveAll(files)
	f.Make = since(start)
	for n := range runs {
		dir := filepath.Join(b.dir, fmt.Sprintf("%s-%d", name, n))
		if tables, err = f.once(ctx, dir, files); err != nil {
			return nil, err
		}
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
	}
	return tables, nil
}

func (f *buildFigures) once(ctx context.Context, dir, files string) ([]derive.Built, error) {
	if err := asterism.Init(dir); err != nil {
		return nil, err
	}
	w, err := asterism.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	imported, err := w.Import(ctx, "bench", ingest.Request{Paths: []string{files}, Synthetic: true, Complete: demo.Complete()})
	if err != nil {
		return nil, err
	}
	f.Import = imported.Seconds
	start := time.Now()
	built, err := w.Build(ctx, "bench", derive.Options{Only: spine(w)})
	if err != nil {
		return nil, err
	}
	f.Build = append(f.Build, since(start))
	start = time.Now()
	rest, err := w.Build(ctx, "bench", derive.Options{})
	if err != nil {
		return nil, err
	}
	f.Rest = append(f.Rest, since(start))
	for _, t := range rest.Tables {
		if t.Rebuilt {
			built.Tables = append(built.Tables, t)
		}
	}
	built.Failed = append(built.Failed, rest.Failed...)
	return f.tables(built)
}

func (f *buildFigures) tables(built *derive.Result) ([]derive.Built, error) {
	if len(built.Failed) > 0 {
		return nil, fmt.Errorf("build: %+v", built.Failed[0])
	}
	for _, t := range built.Tables {
		if t.Name == "base.patent" {
			f.Patents = t.Rows
		}
	}
	sort.SliceStable(built.Tables, func(i, j int) bool { return built.Tables[i].Seconds > built.Tables[j].Seconds })
	say("%d patents: import %.1f s, spine %.1f s, the rest %.1f s", f.Patents, f.Import, f.Build[len(f.Build)-1], f.Rest[len(f.Rest)-1])
	return built.Tables, nil
}

// spine lists the tables that the goal of a full rebuild is stated for: all but the text index, chains and the measures of navigation.
func spine(w *asterism.Workspace) (names []string) {
	for _, n := range w.Graph().Nodes() {
		topic := path.Dir(n.File)
		if n.Name != "base.search_field" && !strings.HasPrefix(n.Name, "base.chain_") && (path.Dir(topic) != "measures" || slices.Contains(spineTopics, path.Base(topic))) {
			names = append(names, n.Name)
		}
	}
	return names
}

var spineTopics = []string{"cluster", "data", "firm", "patent"}
