// Command bench measures what docs/performance.md states and writes that page anew: `make bench`. Figures are
// medians of several runs where a run is short, and ratios of one run's parts, which hold on other machines too.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"
)

// bench is one measuring session. Scale 1 measures at the sizes the goals are stated for; the demo has one size.
type bench struct {
	dir   string // scratch, removed at the end
	scale float64
	runs  int // of what is short enough to be measured several times
}

// measurements in the order of the page; each fills its part of it.
var measurements = []struct {
	name    string
	measure func(context.Context, *bench, *report) error
}{
	{"demo", measureDemo},
	{"pages", measurePages},
	{"rebuild", measureRebuild},
	{"csv", measureCSV},
	{"us-xml", measureUS},
	{"us-build", measureUSBuild},
	{"xlsx", measureSheet},
	{"graph", measureGraph},
	{"search", measureSearch},
	{"quality", measureQuality},
	{"names", measureNames},
	{"topics", measureTopics},
	{"regions", measureRegions},
	{"points", measurePoints},
	{"uncertainty", measureUncertainty},
	{"benchmark", measureBenchmark},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	only := flag.String("only", "demo,pages,rebuild,csv,us-xml,us-build,xlsx,graph,search,quality,names,topics,regions,points,uncertainty,benchmark", "what to measure")
	scale := flag.Float64("scale", 1, "part of the full sizes of all but the demo, for a quick run")
	runs := flag.Int("runs", 3, "runs of what is short")
	out := flag.String("out", "docs/performance.md", "the page to write")
	part := flag.String("part", "", "used by bench itself: measure one part in this process")
	file := flag.String("file", "", "the file of -part")
	flag.Parse()
	if *part != "" {
		return runPart(ctx, *part, *file)
	}
	b := &bench{scale: *scale, runs: *runs}
	if b.dir, err = os.MkdirTemp("", "asterism-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	p := &report{Machine: readMachine(), Date: time.Now().Format(time.DateOnly), Scale: *scale}
	if err := b.measure(ctx, p, strings.Split(*only, ",")); err != nil {
		return err
	}
	p.Machine.LoadAfter = loadAverage()
	return p.write(*out)
}

func (b *bench) measure(ctx context.Context, p *report, names []string) error {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	for _, m := range measurements {
		if !wanted[m.name] {
			continue
		}
		say("%s …", m.name)
		if err := m.measure(ctx, b, p); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		delete(wanted, m.name)
	}
	for n := range wanted {
		return fmt.Errorf("-only %s: no such measurement", n)
	}
	return nil
}

// say tells whoever waits what is under way.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
