package derive

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"

	"github.com/goccy/go-yaml"
)

// Case is one given → expect example after it ran. Failure is empty when it holds, else what a reader needs to
// see: the rows wanted and found.
type Case struct {
	File    string `json:"file"`
	Name    string `json:"name"`
	Table   string `json:"table"`
	Failure string `json:"failure,omitempty"`
}

// TestResult counts the cases; Failures holds those that do not hold.
type TestResult struct {
	Passed   int    `json:"passed"`
	Failed   int    `json:"failed"`
	Failures []Case `json:"failures"`
}

// example is one case as <name>.test.yaml holds it.
type example struct {
	Name      string                      `yaml:"name"`
	Table     string                      `yaml:"table"`     // what to compute; the file's own table where absent
	Asked     string                      `yaml:"asked"`     // the value a table answered on demand is asked for
	Given     map[string][]map[string]any `yaml:"given"`     // table → rows; columns left out are null
	Expect    []map[string]any            `yaml:"expect"`    // all rows in the table's order; columns left out are not compared
	Tolerance float64                     `yaml:"tolerance"` // relative, for doubles; 1e-9 where absent
}

// Test runs every <name>.test.yaml beside a table of the content, in a lake of its own: the given rows stand for
// their tables, everything between them and the table is computed. Steps are those of Load; note is called after each case. The error is
// for tests that could not run at all. Where tables are named, schema.table, only their examples run.
func Test(ctx context.Context, content fs.FS, steps []Step, note func(Case), tables ...string) (result TestResult, err error) {
	defer fail.Wrap(&err, "test content")
	graph, findings, err := Load(content, steps)
	if err != nil {
		return result, err
	}
	for _, name := range tables {
		if _, ok := graph.Node(name); !ok {
			return result, fail.New(fail.NotFound, "table %s", name)
		}
	}
	result.Failures = []Case{}
	count := func(c Case) {
		if result.Passed++; c.Failure != "" {
			result.Passed--
			result.Failed++
			result.Failures = append(result.Failures, c)
		}
		note(c)
	}
	for _, f := range findings {
		count(Case{File: f.File, Name: f.Code, Table: f.Args["table"], Failure: fmt.Sprintf("line %d: %s", f.Line, f.Value)})
	}
	return result, graph.test(ctx, content, tables, count)
}

func (g *Graph) test(ctx context.Context, content fs.FS, tables []string, count func(Case)) error {
	dir, err := os.MkdirTemp("", "asterism-test-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l, err := lake.Open(ctx, dir, lake.Options{Threads: 1})
	if err != nil {
		return err
	}
	defer l.Close()
	empty, err := g.answering("").Build(ctx, l, Options{})
	if err != nil {
		return err
	}
	for _, f := range empty.Failed {
		count(Case{File: f.File, Name: "empty inputs", Table: f.Name, Failure: fmt.Sprintf("line %d: %s", f.Line, f.Error)})
	}
	return g.examples(ctx, l, content, tables, count)
}

func (g *Graph) examples(ctx context.Context, l *lake.Lake, content fs.FS, tables []string, count func(Case)) error {
	for _, f := range folders {
		if path.Ext(f.glob) != ".sql" {
			continue
		}
		files, err := fs.Glob(content, strings.TrimSuffix(f.glob, ".sql")+".test.yaml")
		if err != nil {
			return err
		}
		for _, file := range files {
			if table := f.schema + "." + strings.TrimSuffix(path.Base(file), ".test.yaml"); len(tables) > 0 && !slices.Contains(tables, table) {
				continue
			}
			if err := g.exampleFile(ctx, l, content, f.schema, file, count); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *Graph) exampleFile(ctx context.Context, l *lake.Lake, content fs.FS, schema, file string, count func(Case)) error {
	data, err := fs.ReadFile(content, file)
	if err != nil {
		return err
	}
	var cases []example
	if err := yaml.UnmarshalWithOptions(data, &cases, yaml.Strict()); err != nil {
		count(Case{File: file, Name: "file", Failure: err.Error()})
		return nil
	}
	for _, e := range cases {
		if e.Table == "" {
			e.Table = schema + "." + strings.TrimSuffix(path.Base(file), ".test.yaml")
		}
		c := Case{File: file, Name: e.Name, Table: e.Table}
		if c.Failure, err = g.example(ctx, l, e); err != nil {
			return err
		}
		count(c)
	}
	return nil
}
