package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"time"
	"unsafe"

	"asterism/patent"
)

// qualityFigures: five of the OECD indicators (scope, forward citations in five years, generality, originality, radicalness) over a synthetic
// citation network; reading the arrays and building lists or tables of them stands apart.
type qualityFigures struct {
	Patents, Citations, Symbols int
	Ours, Load                  timing
	Memory                      memory
	DuckDB, Pandas              timing // none where Python lacks them
	PeerMemory                  float64
}

const qualityPatents, qualityCitations, qualitySymbols = 3_774_768, 16_518_948, 7_384_747

func measureQuality(ctx context.Context, b *bench, p *report) (err error) {
	dir := filepath.Join(b.dir, "quality")
	defer os.RemoveAll(dir)
	f := &qualityFigures{Patents: int(qualityPatents * b.scale)}
	p.Quality = f
	if err := f.generate(dir, b.scale); err != nil {
		return err
	}
	check := 0
	for range b.runs {
		r, err := inChild(ctx, "quality", dir, 0)
		if err != nil {
			return err
		}
		check, f.Memory = r.Count, worse(f.Memory, r.memory)
		f.Ours.add(r.Seconds, r.CPU)
		f.Load.add(r.Load, 0)
		say("five indicators of %d patents: %.2f s after %.2f s of loading, %.0f MB", f.Patents, r.Seconds, r.Load, r.Peak)
	}
	return f.peers(ctx, dir, check)
}

//go:embed peers/quality.py
var qualityPeers string

// peers runs DuckDB and pandas in one Python process each; they must come to the same figures.
func (f *qualityFigures) peers(ctx context.Context, dir string, check int) error {
	python := os.Getenv("BENCH_PYTHON")
	if python == "" {
		python = "python3"
	}
	for name, to := range map[string]*timing{"duckdb": &f.DuckDB, "pandas": &f.Pandas} {
		if exec.CommandContext(ctx, python, "-c", "import numpy, "+name).Run() != nil {
			say("%s lacks %s: not measured", python, name)
			continue
		}
		cmd := exec.CommandContext(ctx, python, "-c", qualityPeers, name, dir)
		cmd.Stderr = os.Stderr
		text, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var r struct {
			Seconds float64
			Check   int
			Peak    float64
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return err
		}
		if r.Check != check {
			return fmt.Errorf("%s comes to %d, we to %d", name, r.Check, check)
		}
		to.add(r.Seconds, processorTime(cmd))
		say("%s: %.1f s, %.0f MB", name, r.Seconds, r.Peak)
	}
	return nil
}

// generate writes the network as arrays of little-endian numbers: month (int32 a patent), citing and cited, owner and symbol
// (uint32 each), and of each symbol its main group and subclass. Same seed, same bytes.
func (f *qualityFigures) generate(dir string, scale float64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(42, 7))
	n, citations, symbols := f.Patents, int(qualityCitations*scale), int(qualitySymbols*scale)
	files := map[string]*bufio.Writer{}
	for _, name := range []string{"month", "citing", "cited", "owner", "symbol", "group", "subclass"} {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		defer file.Close()
		files[name] = bufio.NewWriterSize(file, 1<<20)
	}
	put := func(name string, v uint32) { files[name].Write(binary.LittleEndian.AppendUint32(nil, v)) }
	const all = 70_000
	for s := range uint32(all) {
		put("group", s/9)
		put("subclass", s/9/12)
	}
	for i := range n {
		put("month", uint32(i*360/n))
		f.Citations += references(r, i, float64(citations)/float64(n), put)
		f.Symbols += classes(r, i, float64(symbols)/float64(n), all, put)
	}
	for _, w := range files {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// references of a patent: none for 44 of 100, else about mean/0.56 different earlier ones, mostly recent, some of them much cited.
func references(r *rand.Rand, i int, mean float64, put func(string, uint32)) int {
	if i == 0 || r.Float64() < 0.44 {
		return 0
	}
	seen := map[int]bool{}
	for range 1 + int(r.ExpFloat64()*(mean/0.56-0.5)) {
		j := i - 1 - int(float64(i)*0.6*math.Pow(r.Float64(), 2.5))
		if r.Float64() < 0.35 {
			j -= j % 32
		}
		if j >= 0 && !seen[j] {
			seen[j] = true
			put("citing", uint32(i))
			put("cited", uint32(j))
		}
	}
	return len(seen)
}

// classes of a patent: symbols around a place of its own, one in seven anywhere.
func classes(r *rand.Rand, i int, mean float64, all int, put func(string, uint32)) int {
	home := int(uint32(i/40)*2654435761) % all
	seen := map[int]bool{}
	for k := range 1 + int(r.ExpFloat64()*(mean-0.5)) {
		s := (home + int(r.ExpFloat64()*30)) % all
		if k > 0 && r.Float64() < 0.15 {
			s = r.IntN(all)
		}
		if !seen[s] {
			seen[s] = true
			put("owner", uint32(i))
			put("symbol", uint32(s))
		}
	}
	return len(seen)
}

// runQualityWalks is our side: lists out of the arrays, then the five.
func runQualityWalks(_ context.Context, dir string) (int, error) {
	read := func(name string) []uint32 {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(data) == 0 {
			return nil
		}
		return unsafe.Slice((*uint32)(unsafe.Pointer(&data[0])), len(data)/4)
	}
	months := read("month")
	if months == nil {
		return 0, fmt.Errorf("no input in %s", dir)
	}
	month := unsafe.Slice((*int32)(unsafe.Pointer(&months[0])), len(months))
	s := patent.Symbols{Lists: patent.NewLists(len(month), read("owner"), read("symbol")), MainGroup: read("group"), Subclass: read("subclass")}
	debug.FreeOSMemory() // the arrays are done with
	for k := range s.Subclass {
		s.Subclasses, s.MainGroups = max(s.Subclasses, int(s.Subclass[k])+1), max(s.MainGroups, int(s.MainGroup[k])+1)
	}
	cited := patent.NewLists(len(month), read("citing"), read("cited"))
	debug.FreeOSMemory()
	citing := cited.Turn()
	debug.SetMemoryLimit(400 << 20) // what is done with goes at once
	begin()
	start := time.Now()
	scope := patent.Scope(s)
	generality, forward := patent.Generality(citing, month, 60, s)
	originality, radicalness := patent.Backward(cited, s)
	partSeconds = since(start)
	check := 0
	for i := range scope {
		check += int(scope[i] + forward[i])
		for _, x := range []float64{generality[i], originality[i], radicalness[i]} {
			if !math.IsNaN(x) {
				check++
			}
		}
	}
	return check, nil
}
