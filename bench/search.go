package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"asterism/text"
)

// searchFigures: the positional index beside SQLite FTS5 and Xapian on the same abstracts, and facets beside DuckDB.
type searchFigures struct {
	Docs    int
	Ours    textFigures
	Peers   []textFigures
	Missing []string // peers that could not be run, with the reason
	Facets  facetFigures
}

// textFigures of one engine. Times are milliseconds of each query, by class.
type textFigures struct {
	Name    string
	Seconds float64
	Bytes   int64
	Times   map[string]sample
}

// All is ours and the peers.
func (f *searchFigures) All() []textFigures { return append([]textFigures{f.Ours}, f.Peers...) }

// Quick tells whether ranked words reach their goal in every class.
func (f *searchFigures) Quick() bool {
	for _, class := range []string{"one", "two", "three"} {
		if f.Ours.At(class, 0.5) > 0.5 || f.Ours.At(class, 0.99) > 8 {
			return false
		}
	}
	return true
}

// PerSecond is documents indexed a second.
func (f textFigures) PerSecond(docs int) float64 { return float64(docs) / f.Seconds }

// At is a quantile of a class in ms.
func (f textFigures) At(class string, q float64) float64 {
	t := slices.Clone(f.Times[class])
	if len(t) == 0 {
		return 0
	}
	slices.Sort(t)
	return t[min(int(q*float64(len(t))), len(t)-1)]
}

const (
	searchDocs    = 500_000
	queriesOfEach = 200
	partOfDocs    = 25_000
)

var queryClasses = []string{"one", "two", "three", "phrase"}

func measureSearch(ctx context.Context, b *bench, p *report) error {
	f := &searchFigures{Docs: int(searchDocs * b.scale)}
	p.Search = f
	docs, asked := filepath.Join(b.dir, "docs.tsv"), filepath.Join(b.dir, "queries.tsv")
	if err := writeAbstracts(docs, f.Docs, 8); err != nil {
		return err
	}
	defer os.Remove(docs)
	bodies, err := readBodies(docs)
	if err != nil {
		return err
	}
	asks := drawQueries(bodies)
	if err := writeQueries(asked, asks); err != nil {
		return err
	}
	counts, err := f.Ours.measure(bodies, asks)
	if err != nil {
		return err
	}
	say("search: %d abstracts indexed in %.2f s", f.Docs, f.Ours.Seconds)
	for _, peer := range []string{"fts5", "xapian"} {
		f.peer(ctx, b, peer, docs, asked, counts)
	}
	return f.Facets.measure(ctx, b)
}

func readBodies(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	for i, l := range lines {
		_, rest, _ := strings.Cut(l, "\t")
		lines[i] = strings.Replace(rest, "\t", "\n", 1)
	}
	return lines, nil
}

type asking struct {
	class string
	words []string
}

// drawQueries takes words from the texts, so that frequent words are asked for frequently; words of two and three come
// from anywhere in one text, those of a phrase follow each other.
func drawQueries(bodies []string) (all []asking) {
	s := splitMix(77)
	for _, class := range queryClasses {
		for range queriesOfEach {
			words := text.Tokens(bodies[s.next()%uint64(len(bodies))])
			at := func() string { return words[s.next()%uint64(len(words)-1)] }
			i := s.next() % uint64(len(words)-1)
			a := asking{class: class, words: words[i : i+2]}
			switch class {
			case "one":
				a.words = []string{at()}
			case "two":
				a.words = []string{at(), at()}
			case "three":
				a.words = []string{at(), at(), at()}
			}
			all = append(all, a)
		}
	}
	return all
}

func writeQueries(path string, all []asking) error {
	var b bytes.Buffer
	for _, a := range all {
		b.WriteString(a.class + "\t" + strings.Join(a.words, " ") + "\n")
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// measure indexes in parts on all cores, joins them, and asks everything twice; the second time counts.
func (f *textFigures) measure(bodies []string, asks []asking) (counts []int, err error) {
	start := time.Now()
	data, err := indexBodies(bodies)
	if err != nil {
		return nil, err
	}
	f.Name, f.Seconds, f.Bytes, f.Times = "Asterism", since(start), int64(len(data)), map[string]sample{}
	ix, err := text.OpenIndex(data)
	if err != nil {
		return nil, err
	}
	for round := range 2 {
		for _, a := range asks {
			start := time.Now()
			n, err := ask(ix, a)
			if err != nil {
				return nil, err
			}
			if round == 1 {
				f.Times[a.class] = append(f.Times[a.class], 1000*since(start))
				counts = append(counts, n)
			}
		}
	}
	return counts, nil
}

func indexBodies(bodies []string) ([]byte, error) {
	n := (len(bodies) + partOfDocs - 1) / partOfDocs
	parts, numbers, errs := make([]*text.Index, n), make([][]uint32, n), make([]error, n)
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for p := range n {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			maker := text.NewIndexBuilder(1)
			for i := p * partOfDocs; i < min((p+1)*partOfDocs, len(bodies)); i++ {
				maker.Add(bodies[i : i+1])
				numbers[p] = append(numbers[p], uint32(i))
			}
			parts[p], errs[p] = text.OpenIndex(maker.Bytes())
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := text.MergeIndexes(&out, parts, numbers)
	return out.Bytes(), err
}

func ask(ix *text.Index, a asking) (int, error) {
	var lists []text.Postings
	for _, w := range a.words {
		p, ok, err := ix.Lookup(0, w)
		if err != nil || !ok {
			return 0, err
		}
		lists = append(lists, p)
	}
	var offsets []int
	if a.class == "phrase" {
		offsets = []int{0, 1}
	}
	hits, err := ix.TopAll(lists, offsets, nil, 20)
	return len(hits), err
}

// peer runs another engine in a process of its own, and holds its counts of hits against ours.
func (f *searchFigures) peer(ctx context.Context, b *bench, name, docs, asked string, counts []int) {
	folder := filepath.Join(b.dir, name)
	defer os.RemoveAll(folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		f.Missing = append(f.Missing, name+": "+err.Error())
		return
	}
	cmd := exec.CommandContext(ctx, python(), "bench/peers/text_peers.py", name, docs, asked, folder)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	var got struct {
		Version string
		Seconds float64
		Bytes   int64
		Times   map[string][]float64
		Counts  []int
	}
	if err == nil {
		err = json.Unmarshal(out, &got)
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(complaint.String()), "\n")
		f.Missing = append(f.Missing, name+": "+lines[len(lines)-1])
		return
	}
	if !slices.Equal(got.Counts, counts) {
		say("search: %s does not count the same hits", name)
		f.Missing = append(f.Missing, name+": not the same numbers of hits as ours, so not compared")
		return
	}
	t := textFigures{Name: map[string]string{"fts5": "SQLite FTS5 ", "xapian": "Xapian "}[name] + got.Version, Seconds: got.Seconds, Bytes: got.Bytes, Times: map[string]sample{}}
	for class, seconds := range got.Times {
		for _, s := range seconds {
			t.Times[class] = append(t.Times[class], 1000*s)
		}
	}
	f.Peers = append(f.Peers, t)
	say("search: %s indexed in %.1f s", t.Name, t.Seconds)
}

// python is the system's own, for which a distribution's python3-xapian is made, else any.
func python() string {
	if _, err := os.Stat("/usr/bin/python3"); err == nil {
		return "/usr/bin/python3"
	}
	return "python3"
}
