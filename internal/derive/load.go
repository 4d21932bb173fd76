package derive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path"
	"sort"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lake"
)

// folders maps a content folder to the schema its tables live in.
var folders = []struct{ glob, schema string }{
	{"base/*.sql", "base"}, {"base/*.csv", "base"},
	{"measures/*/*.sql", "measure"}, {"measures/*/*.csv", "measure"},
	{"indices/*.sql", "index"},
}

// Load reads every table of a content tree: base, measures, indices, the tables generated from content/tables,
// and the steps given. A file that cannot be used is a finding that names file and line, and its table is left
// out; the error is for a content tree that cannot be read at all.
func Load(content fs.FS, steps []Step) (g *Graph, findings []finding.Finding, err error) {
	defer fail.Wrap(&err, "load content")
	dir, err := os.MkdirTemp("", "asterism-load-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	parser, err := lake.Open(context.Background(), dir, lake.Options{Threads: 1})
	if err != nil {
		return nil, nil, err
	}
	defer parser.Close()
	ld := &loader{content: content, parser: parser, graph: &Graph{nodes: map[string]*Node{}}}
	if err := ld.read(steps); err != nil {
		return nil, nil, err
	}
	return ld.graph, ld.findings, nil
}

type loader struct {
	content  fs.FS
	parser   *lake.Lake
	graph    *Graph
	tables   []Table
	findings []finding.Finding
}

func (ld *loader) read(steps []Step) (err error) {
	if ld.graph.words, err = vocabulary(ld.content); err != nil {
		return err
	}
	if ld.tables, err = readTables(ld.content); err != nil {
		return err
	}
	ld.graph.raw = rawColumns(ld.tables)
	if ld.graph.content, err = contentHash(ld.content); err != nil {
		return err
	}
	if err := ld.files(); err != nil {
		return err
	}
	if err := ld.plans(); err != nil {
		return err
	}
	if err := ld.chains(); err != nil {
		return err
	}
	if err := ld.indices(); err != nil {
		return err
	}
	ld.merged()
	ld.steps(append(ld.builtin(), steps...))
	ld.connect()
	return nil
}

func (ld *loader) files() error {
	for _, f := range folders {
		names, err := fs.Glob(ld.content, f.glob)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := ld.file(f.schema, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (ld *loader) file(schema, name string) error {
	data, err := fs.ReadFile(ld.content, name)
	if err != nil {
		return err
	}
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	n := &Node{Name: schema + "." + stem, File: name, Kind: Query, words: ld.graph.words}
	if err := n.parse(string(data)); err != nil {
		ld.remark(n, 1, "derive.header", err.Error())
		return nil
	}
	if other, twice := ld.graph.nodes[n.Name]; twice {
		ld.remark(n, 1, "derive.twice", other.File)
		return nil
	}
	ld.add(n)
	return nil
}

func (n *Node) parse(text string) (err error) {
	mark := "--"
	if path.Ext(n.File) == ".csv" {
		mark = "#"
	}
	head, body, line := splitHeader(text, mark)
	n.Line, n.grainLine = line, 1+strings.Count(head[:max(strings.Index("\n"+head, "\ngrain:"), 0)], "\n")
	if n.Header, err = parseHeader(head); err != nil {
		return err
	}
	if mark == "--" {
		n.SQL = strings.TrimRight(strings.TrimSpace(body), ";")
		n.Line += strings.Count(body[:len(body)-len(strings.TrimLeft(body, " \n\t"))], "\n")
		if err := n.checkAsked(); err != nil {
			return err
		}
		return n.useKernel()
	}
	n.Kind = Data
	n.SQL, err = dataSQL(body, n.Types)
	return err
}

func (n *Node) useKernel() error {
	if n.Header.Kernel == nil {
		return nil
	}
	k, ok := kernel(n.Header.Kernel.Name)
	if !ok {
		return fail.New(fail.Invalid, "no kernel is called %q; there are: %s", n.Header.Kernel.Name, strings.Join(kernelNames(), ", "))
	}
	if len(n.Header.Kernel.By) > 0 && !k.groupable() {
		return fail.New(fail.Invalid, "kernel %s cannot run by groups", k.Name)
	}
	n.Kind, n.kernel, n.version = Kernel, k, k.Version
	return nil
}

// add puts a node in the graph and finds from its parsed SQL what it reads.
func (ld *loader) add(n *Node) {
	if n.SQL != "" && n.Kind != Data {
		s, err := ld.parser.Parse(context.Background(), n.Ask(""))
		if err != nil {
			ld.remark(n, lineIn(err, n), "derive.sql", err.Error())
			return
		}
		ld.problems(n, s.Problems)
		n.Inputs = sorted(s.Tables)
	}
	ld.graph.nodes[n.Name] = n
}

// problems places what the gate remarked in the content file, each line and cause once.
func (ld *loader) problems(n *Node, problems []finding.Finding) {
	var last finding.Finding
	for _, f := range problems {
		if f.Code == last.Code && f.Line == last.Line && f.Value == last.Value {
			continue
		}
		last = f
		f.File, f.Line, f.Args = n.File, int64(n.Line)+max(f.Line-1, 0), map[string]string{"table": n.Name}
		ld.findings = append(ld.findings, f)
	}
}

func (ld *loader) steps(steps []Step) {
	for i := range steps {
		s := &steps[i]
		n := &Node{Name: s.Name, Kind: Made, Header: s.Header, Inputs: sorted(s.Inputs), version: s.Version, step: s, words: ld.graph.words}
		ld.graph.nodes[n.Name] = n
	}
}

func (ld *loader) remark(n *Node, line int, code, what string) {
	ld.findings = append(ld.findings, finding.Finding{File: n.File, Line: int64(line), Severity: finding.Error,
		Code: code, Value: what, Args: map[string]string{"table": n.Name, "what": what}})
}

func sorted(names []string) []string {
	out := append([]string(nil), names...)
	sort.Strings(out)
	return out
}

// contentHash names the state of everything a build depends on.
func contentHash(content fs.FS) (string, error) {
	h := sha256.New()
	for _, glob := range []string{"columns.yaml", "tables/*.yaml", "plans/*.yaml", "chains/*.yaml", "base/*", "measures/*/*", "indices/*"} {
		names, err := fs.Glob(content, glob)
		if err != nil {
			return "", err
		}
		for _, name := range names {
			data, err := fs.ReadFile(content, name)
			if err != nil {
				return "", err
			}
			h.Write([]byte(name + "\x00" + strconv.Itoa(len(data)) + "\x00"))
			h.Write(data)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
