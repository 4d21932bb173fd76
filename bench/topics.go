package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"asterism/internal/derive"
	"asterism/text"
)

// topicFigures: the whole topic map of made-up abstracts, from texts to places and labels; its first half (TF-IDF and SVD) beside scikit-learn's.
type topicFigures struct {
	Docs       int
	Topics     int
	Ours, Half timing
	Memory     memory
	Peer       timing
	Missing    string // why the peer was not run
}

const topicDocs, topicRank = 100_000, 64

func measureTopics(ctx context.Context, b *bench, p *report) error {
	f := &topicFigures{Docs: int(topicDocs * b.scale)}
	p.Topics = f
	docs := filepath.Join(b.dir, "topics.tsv")
	defer os.Remove(docs)
	if err := writeAbstracts(docs, f.Docs, 8); err != nil {
		return err
	}
	for range b.runs {
		r, err := inChild(ctx, "topics", docs, 0)
		if err != nil {
			return err
		}
		f.Topics, f.Memory = r.Count, worse(f.Memory, r.memory)
		f.Ours.add(r.Seconds, r.CPU)
		half, err := inChild(ctx, "topics-half", docs, 0)
		if err != nil {
			return err
		}
		f.Half.add(half.Seconds, half.CPU)
		say("topic map of %d abstracts: %.1f s, %d topics, %.0f MB; TF-IDF and SVD %.1f s", f.Docs, r.Seconds, r.Count, r.Peak, half.Seconds)
	}
	return f.peer(ctx, docs, b.runs)
}

//go:embed peers/topics.py
var topicPeer string

func (f *topicFigures) peer(ctx context.Context, docs string, runs int) error {
	python := os.Getenv("BENCH_PYTHON")
	if python == "" {
		python = "python3"
	}
	if exec.CommandContext(ctx, python, "-c", "import sklearn").Run() != nil {
		f.Missing = "scikit-learn is not available here"
		say("%s lacks scikit-learn: not measured", python)
		return nil
	}
	for range runs {
		cmd := exec.CommandContext(ctx, python, "-c", topicPeer, docs, fmt.Sprint(topicRank))
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("scikit-learn: %w", err)
		}
		var r struct{ Seconds float64 }
		if err := json.Unmarshal(out, &r); err != nil {
			return err
		}
		f.Peer.add(r.Seconds, processorTime(cmd))
		say("scikit-learn: TF-IDF and SVD %.1f s", r.Seconds)
	}
	return nil
}

// runTopicMap reads the abstracts, then makes their map, and counts its topics.
func runTopicMap(ctx context.Context, path string) (int, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	table := bytes.Buffer{}
	table.Grow(len(data) + 16)
	table.WriteString("id\ttitle\ttext\n")
	table.Write(data)
	begin()
	var out bytes.Buffer
	if err := derive.Compute(ctx, derive.Computation{Kernel: "topics", Name: "abstracts", Input: table.Bytes(), Format: "tsv", Output: &out, Notes: io.Discard}); err != nil {
		return 0, err
	}
	partSeconds = since(partBegan)
	topics := map[string]bool{}
	for line := range strings.Lines(out.String()) {
		topics[strings.Split(line, "\t")[2]] = true
	}
	return len(topics) - 1, nil // but for the header
}

// runTopicHalf is TF-IDF and SVD alone, and gives the number of terms.
func runTopicHalf(_ context.Context, path string) (int, error) {
	docs, err := readBodies(path)
	if err != nil {
		return 0, err
	}
	begin()
	words := text.NewVocabulary(docs, text.VocabularyRule{LeastDocs: 5, MostShare: 0.6, MostTerms: 60_000})
	if _, err := text.TruncatedSVD(words.Matrix(docs), text.SVDOption{Rank: topicRank, Powers: 2, Seed: 1}); err != nil {
		return 0, err
	}
	partSeconds = since(partBegan)
	return len(words.Terms), nil
}
