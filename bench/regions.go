package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
	"unsafe"

	"asterism/econ"
)

// regionFigures: advantage (RCA), proximity, density and complexity of one made-up table of regions by industries.
type regionFigures struct {
	Regions, Industries int
	Ours, Near          timing // all four; proximity alone
	Memory              memory
	Numpy, Package      timing // none where Python lacks them
	NumpyPeak           float64
	PackagePeak         float64
}

// regionShape is a size that goals are stated for: seconds, proximity's seconds, MB.
type regionShape struct {
	regions, industries int
	seconds, near, peak float64
}

var regionShapes = []regionShape{{3000, 1000, 0.10, 0.010, 80}, {200, 5000, 0.12, 0.025, 200}}

// goal of the shape; none where the sizes are others.
func (f *regionFigures) goal() (g regionShape) {
	for _, s := range regionShapes {
		if s.regions == f.Regions && s.industries == f.Industries {
			g = s
		}
	}
	return g
}

// InTime, NearInTime and InMemory tell which goals are met.
func (f *regionFigures) InTime() bool     { return f.Ours.Wall.Median() <= f.goal().seconds }
func (f *regionFigures) NearInTime() bool { return f.Near.Wall.Median() <= f.goal().near }
func (f *regionFigures) InMemory() bool   { return f.Memory.Grown() <= f.goal().peak }

func measureRegions(ctx context.Context, b *bench, p *report) error {
	for _, shape := range regionShapes {
		f := &regionFigures{Regions: int(float64(shape.regions) * math.Sqrt(b.scale)), Industries: int(float64(shape.industries) * math.Sqrt(b.scale))}
		p.Regions = append(p.Regions, f)
		file := filepath.Join(b.dir, fmt.Sprintf("regions-%dx%d", f.Regions, f.Industries))
		if err := os.WriteFile(file, f.generate(), 0o644); err != nil {
			return err
		}
		defer os.Remove(file)
		check := 0
		for range max(b.runs, 7) {
			r, err := inChild(ctx, "regions", file, 0)
			if err != nil {
				return err
			}
			near, err := inChild(ctx, "proximity", file, 0)
			if err != nil {
				return err
			}
			check, f.Memory = r.Count, worse(f.Memory, r.memory)
			f.Ours.add(r.Seconds, r.CPU)
			f.Near.add(near.Seconds, near.CPU)
		}
		say("RCA, proximity, density, ECI of %d × %d: %.3f s, proximity %.4f s, %.0f MB", f.Regions, f.Industries, f.Ours.Wall.Median(), f.Near.Wall.Median(), f.Memory.Peak)
		if err := f.peers(ctx, file, check, b.runs); err != nil {
			return err
		}
	}
	return nil
}

// generate makes regions by industries as float64, after two numbers of its shape. Industries are nested: a region of many has what is rare.
func (f *regionFigures) generate() []byte {
	r := rand.New(rand.NewPCG(42, 11))
	table := make([]float64, 2, 2+f.Regions*f.Industries)
	table[0], table[1] = float64(f.Regions), float64(f.Industries)
	for range f.Regions {
		wealth := r.Float64()
		for i := range f.Industries {
			x := 0.0
			if rare := float64(i) / float64(f.Industries); r.Float64() < 0.15+0.6*wealth*(1-rare) {
				x = math.Exp(2*r.NormFloat64()) * (1 + wealth)
			}
			table = append(table, x)
		}
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&table[0])), 8*len(table))
}

// readRegions has the table where the file's bytes lie.
func readRegions(path string) (econ.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return econ.Table{}, err
	}
	x := unsafe.Slice((*float64)(unsafe.Pointer(&data[0])), len(data)/8)
	return econ.Table{Regions: int(x[0]), Industries: int(x[1]), Amount: x[2:]}, nil
}

// runRegions does all four and gives the number of advantages, which peers must come to as well.
func runRegions(_ context.Context, path string) (int, error) {
	t, err := readRegions(path)
	if err != nil {
		return 0, err
	}
	begin()
	p := econ.Advantages(econ.RCA(t), t.Regions, t.Industries, 1)
	near, err := p.CoOccurrences()
	if err != nil {
		return 0, err
	}
	p.Density(near, false)
	if _, err := econ.Complex(p); err != nil {
		return 0, err
	}
	partSeconds = since(partBegan)
	return advantages(p), nil
}

func advantages(p econ.Presence) (n int) {
	for _, u := range p.Ubiquity() {
		n += u
	}
	return n
}

func runProximity(_ context.Context, path string) (int, error) {
	t, err := readRegions(path)
	if err != nil {
		return 0, err
	}
	p := econ.Advantages(econ.RCA(t), t.Regions, t.Industries, 1)
	begin()
	start := time.Now()
	_, err = p.CoOccurrences()
	partSeconds = since(start)
	return advantages(p), err
}

//go:embed peers/regions.py
var regionPeers string

// peers runs numpy and py-ecomplexity; they must come to the same advantages.
func (f *regionFigures) peers(ctx context.Context, file string, check, runs int) error {
	for name, to := range map[string]*timing{"numpy": &f.Numpy, "ecomplexity": &f.Package} {
		times := runs
		if name == "ecomplexity" {
			times = 1 // half a minute each
		}
		for range times {
			var r struct {
				Seconds float64
				Check   int
				Peak    float64
			}
			ran, err := inPython(ctx, to, name, regionPeers, &r, name, file)
			if err != nil || !ran {
				return err
			}
			if r.Check != check {
				return fmt.Errorf("%s comes to %d advantages, we to %d", name, r.Check, check)
			}
			to.Wall = append(to.Wall, r.Seconds)
			if name == "numpy" {
				f.NumpyPeak = max(f.NumpyPeak, r.Peak)
			} else {
				f.PackagePeak = r.Peak
			}
			say("%s: %.2f s, %.0f MB", name, r.Seconds, r.Peak)
		}
	}
	return nil
}

// inPython runs a peer's script and reads what it prints into result; false where Python lacks the module. Its processor time goes to the timing.
func inPython(ctx context.Context, to *timing, module, script string, result any, args ...string) (bool, error) {
	python := os.Getenv("BENCH_PYTHON")
	if python == "" {
		python = "python3"
	}
	if exec.CommandContext(ctx, python, "-c", "import "+module).Run() != nil {
		say("%s lacks %s: not measured", python, module)
		return false, nil
	}
	cmd := exec.CommandContext(ctx, python, append([]string{"-c", script}, args...)...)
	var errors bytes.Buffer
	cmd.Stderr = &errors
	text, err := cmd.Output()
	if err != nil {
		return false, fmt.Errorf("%s: %w: %s", module, err, errors.String())
	}
	to.CPU = append(to.CPU, processorTime(cmd))
	return true, json.Unmarshal(text, result)
}
