package main

import (
	"context"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"asterism/internal/ingest"
)

// usFigures: one weekly file of US grants into complete records, beside parsers that only tell its events. Each run
// reads the same file, which lies in the system's page cache.
type usFigures struct {
	Bytes    int64
	Records  int
	One, All timing // ours on one core, on all
	Expat    timing // none where it cannot be built
	Standard timing // encoding/xml RawToken
	Peak     memory
}

const usBytes = 300_000_000

// MB is the file's size in millions of bytes.
func (f *usFigures) MB() float64 { return float64(f.Bytes) / 1e6 }

// Rate is MB/s at the median.
func (f *usFigures) Rate(t timing) float64 { return f.MB() / t.Wall.Median() }

func measureUS(ctx context.Context, b *bench, p *report) (err error) {
	path := filepath.Join(b.dir, "grants.xml")
	defer os.Remove(path)
	p.US = &usFigures{}
	if p.US.Bytes, err = writeGrants(path, int64(usBytes*b.scale)); err != nil {
		return err
	}
	expat := buildExpat(ctx, b.dir)
	for range b.runs {
		if err := p.US.once(ctx, path, expat); err != nil {
			return err
		}
	}
	standard, err := inChild(ctx, "us-xml-standard", path, 1)
	if err != nil {
		return err
	}
	p.US.Standard.add(standard.Seconds, standard.CPU)
	return nil
}

// once runs all of them, one after another.
func (f *usFigures) once(ctx context.Context, path, expat string) error {
	if expat != "" {
		wall, cpu, err := runExpat(ctx, expat, path)
		if err != nil {
			return err
		}
		f.Expat.add(wall, cpu)
	}
	one, err := inChild(ctx, "us-xml", path, 1)
	if err != nil {
		return err
	}
	all, err := inChild(ctx, "us-xml", path, 0)
	if err != nil {
		return err
	}
	f.Records, f.Peak = all.Count, worse(f.Peak, all.memory)
	f.One.add(one.Seconds, one.CPU)
	f.All.add(all.Seconds, all.CPU)
	say("%d MB of US grants: %.0f MB/s on one core, %.0f on all", int(f.MB()), f.MB()/one.Seconds, f.MB()/all.Seconds)
	return nil
}

// readUS is the part in the child.
func readUS(ctx context.Context, path string) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	err = ingest.USRecords(ctx, f, func(r *ingest.PatentRecord) error {
		if len(r.Claims) == 0 || len(r.Texts) < 3 {
			return fmt.Errorf("record %d is not complete", n)
		}
		n++
		return nil
	})
	return n, err
}

//go:embed peers/expat.c
var expatSource string

// buildExpat compiles the peer; empty where gcc or expat's headers are missing.
func buildExpat(ctx context.Context, dir string) string {
	source, out := filepath.Join(dir, "expat.c"), filepath.Join(dir, "expat")
	if err := os.WriteFile(source, []byte(expatSource), 0o644); err != nil {
		return ""
	}
	if text, err := exec.CommandContext(ctx, "gcc", "-O2", "-o", out, source, "-lexpat").CombinedOutput(); err != nil {
		say("expat is not available here (gcc and libexpat1-dev are needed): %v %s", err, text)
		return ""
	}
	return out
}

func runExpat(ctx context.Context, expat, path string) (wall, cpu float64, err error) {
	cmd := exec.CommandContext(ctx, expat, path)
	text, err := cmd.Output()
	if err != nil {
		return 0, 0, fmt.Errorf("expat: %w", err)
	}
	_, err = fmt.Sscan(strings.TrimSpace(string(text)), &wall)
	return wall, processorTime(cmd), err
}

// rawTokens counts the file's events as the standard library tells them.
func rawTokens(_ context.Context, path string) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for d := xml.NewDecoder(f); err == nil; n++ {
		_, err = d.RawToken()
	}
	if err != io.EOF {
		return 0, err
	}
	return n, nil
}
