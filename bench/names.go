package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// namesFigures: how right names are resolved on the gold sets (text/gold_test.go), and how fast.
type namesFigures struct {
	Gold           []goldFigures
	Resolve, Han   timing // 500,000 organisations; 480,000 spellings of Chinese firms
	Pairs, Winkler timing // every pair within blocks: ours with filters, the textbook loop in C
	Parties        float64
	MillionPairs   float64
	Kernel         float64 // million comparisons a processor second, without the filter by letters
	Hits, PeerHits int
}

// goldFigures of one set.
type goldFigures struct {
	Set                                string
	B3P, B3R, B3F, PairP, PairR, PairF float64
}

func measureNames(ctx context.Context, b *bench, p *report) error {
	f := &namesFigures{}
	p.Names = f
	text, err := goTest(ctx, nil, "-run", "Dutch|Alias|Drones|Inventors|ChineseByCode|ChineseNames", "-v")
	if err != nil {
		return err
	}
	if f.Gold, err = goldLines(text); err != nil {
		return err
	}
	list := filepath.Join(b.dir, "names")
	for range b.runs {
		if err := f.once(ctx, list); err != nil {
			return err
		}
	}
	return f.peer(ctx, b.dir, list)
}

// goTest runs tests or benchmarks of package text, the only place that holds the gold sets' readers.
func goTest(ctx context.Context, env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "./text", "-count=1"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go test ./text: %w\n%s", err, bytes.TrimSpace(out))
	}
	return string(out), nil
}

var goldLine = regexp.MustCompile(`gold_test\.go:\d+: (.*?)\s+B³ P ([\d.]+) R ([\d.]+) F ([\d.]+)\s+pairs P ([\d.]+) R ([\d.]+) F ([\d.]+)`)

// goldLines reads what the gold tests log. Sets that are not at hand are skipped there, and missing here.
func goldLines(text string) (list []goldFigures, err error) {
	for _, m := range goldLine.FindAllStringSubmatch(text, -1) {
		g := goldFigures{Set: m[1]}
		for i, to := range []*float64{&g.B3P, &g.B3R, &g.B3F, &g.PairP, &g.PairR, &g.PairF} {
			if *to, err = strconv.ParseFloat(m[2+i], 64); err != nil {
				return nil, err
			}
		}
		list = append(list, g)
	}
	return list, nil
}

// once runs every benchmark one time in one process.
func (f *namesFigures) once(ctx context.Context, list string) error {
	text, err := goTest(ctx, []string{"ASTERISM_BENCH_NAMES=" + list}, "-run", "^$", "-bench", "Resolve500k|ResolveChinese480k|AlikePairs|JaroWinklerKernel", "-benchtime", "1x")
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		name, values := benchLine(line)
		wall, cpu := values["ns/op"]/1e9, values["cpu-s/round"]
		switch {
		case strings.HasPrefix(name, "BenchmarkResolve500k"):
			f.Resolve.add(wall, cpu)
			f.Parties = values["parties"]
		case strings.HasPrefix(name, "BenchmarkResolveChinese480k"):
			f.Han.add(wall, cpu)
		case strings.HasPrefix(name, "BenchmarkAlikePairs"):
			f.Pairs.add(wall, cpu)
			f.MillionPairs, f.Hits = values["Mpairs"], int(values["hits"])
		case strings.HasPrefix(name, "BenchmarkJaroWinklerKernel"):
			f.Kernel = max(f.Kernel, values["Mpairs/cpu-s"])
		}
	}
	if len(f.Resolve.Wall) == 0 || len(f.Pairs.Wall) == 0 {
		return fmt.Errorf("no figures in\n%s", text)
	}
	return nil
}

// benchLine reads a line of go test -bench: the name, and each value by its unit.
func benchLine(line string) (name string, values map[string]float64) {
	fields := strings.Fields(line)
	values = map[string]float64{}
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return "", values
	}
	for i := 2; i+1 < len(fields); i += 2 {
		values[fields[i+1]], _ = strconv.ParseFloat(fields[i], 64)
	}
	return fields[0], values
}

//go:embed peers/winkler.c
var winklerSource string

// peer runs the textbook loop over the same names once; without gcc there is none.
func (f *namesFigures) peer(ctx context.Context, dir, list string) error {
	source, out := filepath.Join(dir, "winkler.c"), filepath.Join(dir, "winkler")
	if err := os.WriteFile(source, []byte(winklerSource), 0o644); err != nil {
		return err
	}
	if text, err := exec.CommandContext(ctx, "gcc", "-O3", "-march=native", "-o", out, source).CombinedOutput(); err != nil {
		say("no gcc, no yardstick for names: %v %s", err, text)
		return nil
	}
	cmd := exec.CommandContext(ctx, out, list, "0.93")
	text, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("winkler: %w", err)
	}
	var wall float64
	var pairs int
	if _, err := fmt.Sscan(string(text), &wall, &pairs, &f.PeerHits); err != nil {
		return fmt.Errorf("winkler: %w", err)
	}
	f.Winkler.add(wall, processorTime(cmd))
	return nil
}
