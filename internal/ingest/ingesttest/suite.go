// Package ingesttest is the contract every format keeps. One call runs all of it over the samples a format has in
// testdata/<name>/: recognised as itself and no other, the same records as its golden file, never a panic on
// damaged bytes, the same rows whatever the wrapping, order and parallelism, and a page in docs/formats.
package ingesttest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/ingest"
	"asterism/internal/lake"
)

var update = flag.Bool("update", false, "write the golden files of formats anew")

// Suite says where the contract finds things, relative to the test's folder.
type Suite struct {
	Samples string // folder of folders, one a format
	Docs    string // folder of the formats' pages
}

// Format runs the contract for one format.
func (s Suite) Format(t *testing.T, name string) {
	samples := s.samples(t, name)
	t.Run("page", func(t *testing.T) { s.page(t, name) })
	for _, sample := range samples {
		t.Run(filepath.Base(sample), func(t *testing.T) { s.sample(t, name, sample) })
	}
}

func (s Suite) samples(t *testing.T, name string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(s.Samples, name, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range all {
		if info, err := os.Stat(f); err == nil && info.Mode().IsRegular() && !strings.HasSuffix(f, ".golden") {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		t.Fatalf("no sample in %s/%s", s.Samples, name)
	}
	return out
}

// page asks for a page that names the format.
func (s Suite) page(t *testing.T, name string) {
	pages, err := filepath.Glob(filepath.Join(s.Docs, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "`"+name+"`") {
			return
		}
	}
	t.Errorf("no page in %s names `%s`", s.Docs, name)
}

func (s Suite) sample(t *testing.T, name, sample string) {
	data, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	l := open(t)
	res := run(t, l, ingest.Request{Paths: []string{sample}, Jobs: 1})
	if len(res.Files) != 1 || res.Files[0].Format != name {
		t.Fatalf("recognised as %+v, want %s", res.Files, name)
	}
	plain := dump(t, l)
	golden(t, sample+".golden", plain)
	wrapped(t, sample, data, plain)
	beside(t, sample, plain)
	damaged(t, name, sample, data, res.Files[0].Accepted)
}

// wrapped: gz and zip change nothing, nor do other jobs.
func wrapped(t *testing.T, sample string, data []byte, want string) {
	t.Helper()
	base := filepath.Base(sample)
	for name, bytes := range map[string][]byte{base + ".gz": gz(t, data), "a.zip": zipOf(t, base, data)} {
		l := open(t)
		run(t, l, ingest.Request{Paths: []string{put(t, t.TempDir(), name, bytes)}, Jobs: 4})
		if got := dump(t, l); got != want {
			t.Errorf("%s gives other rows: %s", name, firstDifference(got, want))
		}
	}
}

// beside: another file in the same import, before or after, changes no row.
func beside(t *testing.T, sample, want string) {
	t.Helper()
	other := put(t, t.TempDir(), "other.csv", []byte("行标记,统一社会信用代码,企业名称\n,91350100M000100Y43,合成示例\n"))
	var got [2]string
	for i, paths := range [][]string{{sample, other}, {other, sample}} {
		l := open(t)
		run(t, l, ingest.Request{Paths: paths, Jobs: 2})
		got[i] = dump(t, l)
	}
	if got[0] != got[1] {
		t.Errorf("the order of files changes rows: %s", firstDifference(got[0], got[1]))
	}
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		if !strings.HasPrefix(line, "#") && !strings.Contains(got[0], line) {
			t.Errorf("beside another file a row is lost: %s", line)
			return
		}
	}
}

// damaged: every cut, every flipped byte and every narrow limit ends without a failed parser, and cuts of the
// compressed file are told.
func damaged(t *testing.T, name, sample string, data []byte, accepted int64) {
	t.Helper()
	dir := t.TempDir()
	for _, n := range places(len(data)) {
		put(t, dir, numbered("cut", n, sample), data[:n])
		flipped := append([]byte{}, data...)
		flipped[n] ^= 0x15
		put(t, dir, numbered("flip", n, sample), flipped)
	}
	l := open(t)
	for _, limits := range []ingest.Limits{{}, {FieldBytes: 64, TokenBytes: 64, RowBytes: 256, Depth: 3, Columns: 3}} {
		res := run(t, l, ingest.Request{Paths: []string{dir}, Format: name, DryRun: true, Limits: limits})
		fails(t, res)
		for _, f := range res.Files {
			if strings.HasPrefix(filepath.Base(f.File), "cut") && f.Accepted > accepted {
				t.Errorf("%s: %d records out of a part of %d", f.File, f.Accepted, accepted)
			}
		}
	}
	packed := gz(t, data)
	cut := put(t, t.TempDir(), "cut.gz", packed[:len(packed)-9])
	told(t, run(t, l, ingest.Request{Paths: []string{cut}, Format: name, DryRun: true}), "file.truncated")
}

func fails(t *testing.T, res *ingest.Result) {
	t.Helper()
	for _, g := range res.Findings {
		if g.Code == "file.parser_failed" {
			t.Errorf("the parser failed: %+v", g.Examples)
		}
	}
}

func told(t *testing.T, res *ingest.Result, code string) {
	t.Helper()
	for _, g := range res.Findings {
		if g.Code == code {
			return
		}
	}
	t.Errorf("no %s in %+v", code, res.Findings)
}

func open(t *testing.T) *lake.Lake {
	t.Helper()
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func run(t *testing.T, l *lake.Lake, r ingest.Request) *ingest.Result {
	t.Helper()
	r.Content, r.Actor = content.FS, "test"
	res, err := ingest.Run(context.Background(), l, r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}
