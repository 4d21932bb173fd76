// Package workspace opens a workspace folder (asterism.yaml, content overlay, lake, store) and joins the engines
// over it: files go in by Import, tables come out by Build, and pages, reports and queries read a snapshot. The
// web server and the façade both stand on it.
package workspace

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"asterism/content"
	"asterism/internal/chain"
	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/internal/plan"
	"asterism/internal/report"
	"asterism/internal/search"
	"asterism/internal/store"
)

// Workspace is an open workspace folder; it is safe for concurrent use. Close it.
type Workspace struct {
	dir     string
	config  Config
	content fs.FS
	catalog *lang.Catalog
	lake    *lake.Lake
	store   *store.Store
	indexes searches

	chainWriting sync.Mutex
	loading      sync.Mutex
	loaded       atomic.Pointer[loaded] // nil until first needed: a query or an import does without
}

// loaded is the content that engines interpret, as it was read last.
type loaded struct {
	graph    *derive.Graph
	plans    []*plan.Plan
	chains   []*chain.Chain
	reports  []*report.Report
	findings []finding.Finding
	files    string // fingerprint of the files of chains, which people change while the workspace is open
	err      error  // why the content could not be read at all
}

// Init makes an empty workspace in dir (created when absent). A folder that is one already is a Conflict.
func Init(dir string) error {
	name := filepath.Join(dir, configFile)
	if _, err := os.Stat(name); err == nil {
		return fail.New(fail.Conflict, "%s is a workspace already", dir)
	}
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
		return fail.As(fail.Unavailable, err, "make the workspace folder")
	}
	return fail.As(fail.Unavailable, os.WriteFile(name, []byte(initial), 0o644), "write %s", configFile)
}

const initial = `# A workspace of Asterism 群星. Every key is optional; "asterism config" prints what is in force.
# title: 泰安市创新型产业集群
# language: zh            # zh or en
# listen: 127.0.0.1:8080
# memory_limit: 4GB       # of the analytical engine
# spill_folder: /tmp      # where it spills when memory is short
# store: postgres://user:password@host/database   # default: store.db in this folder
`

// Open opens a workspace: its configuration, its texts, its lake and its store. Content is read when first needed, or by
// Load; faults in the workspace's own content do not stop it, Findings tells them.
func Open(ctx context.Context, dir string) (w *Workspace, err error) {
	defer fail.Wrap(&err, "open workspace %s", dir)
	config, err := readConfig(dir)
	if err != nil {
		return nil, err
	}
	w = &Workspace{dir: dir, config: config, content: overlay{os.DirFS(filepath.Join(dir, "content")), content.FS}}
	if err := w.open(ctx); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

func (w *Workspace) open(ctx context.Context) (err error) {
	if w.catalog, err = lang.Load(w.content); err != nil {
		return fail.As(fail.Invalid, err, "texts")
	}
	if err := w.tableWords(); err != nil {
		return err
	}
	o := lake.Options{MemoryLimit: w.config.MemoryLimit, Threads: w.config.Threads, SpillDir: w.config.SpillFolder, Asked: w.askedBy}
	if w.lake, err = lake.Open(ctx, filepath.Join(w.dir, "lake"), o); err != nil {
		return err
	}
	w.store, err = store.Open(ctx, w.storeName())
	return err
}

// tableWords puts the codes of importable tables into words: table.<table>.<column>.<code>.
func (w *Workspace) tableWords() error {
	tables, err := ingest.LoadTables(w.content)
	if err != nil {
		return err
	}
	for _, t := range tables.All() {
		for _, c := range t.Columns {
			for code, synonyms := range c.Values {
				zh, _, _ := strings.Cut(synonyms, "|")
				w.catalog.Add("table."+t.Name+"."+c.Name+"."+code, lang.Text{Zh: zh, En: strings.ReplaceAll(code, "_", " ")})
			}
		}
	}
	return nil
}

// Load reads the content that engines interpret, unless it is read already. The error is for content that cannot be read at all;
// faults of single files are Findings.
func (w *Workspace) Load() error { return w.now().err }

// now is the content in force.
func (w *Workspace) now() *loaded {
	if l := w.loaded.Load(); l != nil {
		return l
	}
	w.loading.Lock()
	defer w.loading.Unlock()
	if w.loaded.Load() == nil {
		w.loaded.Store(readContent(w.content))
	}
	return w.loaded.Load()
}

// readContent reads plans, chains, reports, the graph of tables.
func readContent(tree fs.FS) *loaded {
	var planFindings, chainFindings []finding.Finding
	l := &loaded{graph: new(derive.Graph)}
	if l.files, l.err = chainFiles(tree); l.err != nil {
		return l
	}
	if l.plans, planFindings, l.err = plan.Load(tree); l.err != nil {
		return l
	}
	if l.chains, chainFindings, l.err = chain.Load(tree, search.CheckMembership); l.err != nil {
		return l
	}
	if l.reports, l.err = report.Load(tree); l.err != nil {
		return l
	}
	graph, graphFindings, err := derive.Load(tree, Steps())
	if l.err = err; err != nil {
		return l
	}
	l.graph, l.findings = graph, slices.Concat(planFindings, chainFindings, graphFindings)
	return l
}

// reload reads the content anew where a chain was changed since, here or by another process.
func (w *Workspace) reload() error {
	old := w.now()
	w.loading.Lock()
	defer w.loading.Unlock()
	files, err := chainFiles(w.content)
	if err != nil || old != w.loaded.Load() || old.err == nil && files == old.files {
		return err
	}
	l := readContent(w.content)
	if l.err == nil {
		w.loaded.Store(l)
	}
	return l.err
}

func (w *Workspace) storeName() string {
	if w.config.Store != "" {
		return w.config.Store
	}
	return filepath.Join(w.dir, "store.db")
}

// Close releases the lake and the store.
func (w *Workspace) Close() error {
	var errs []error
	w.indexes.close()
	if w.store != nil {
		errs = append(errs, w.store.Close())
	}
	if w.lake != nil {
		errs = append(errs, w.lake.Close())
	}
	return errors.Join(errs...)
}

// Dir is the workspace's folder.
func (w *Workspace) Dir() string { return w.dir }

// Config is what is in force: environment over file over default.
func (w *Workspace) Config() Config { return w.config }

// Content is the product's content with the workspace's own over it.
func (w *Workspace) Content() fs.FS { return w.content }

// Catalog holds the texts of every surface in both languages.
func (w *Workspace) Catalog() *lang.Catalog { return w.catalog }

// Lake is the workspace's tables.
func (w *Workspace) Lake() *lake.Lake { return w.lake }

// Store holds jobs, mappings, edits and editions.
func (w *Workspace) Store() *store.Store { return w.store }

// Graph is the tables that Build makes, and how.
func (w *Workspace) Graph() *derive.Graph { return w.now().graph }

// Plans are the policy plans, in the order of their files.
func (w *Workspace) Plans() []*plan.Plan { return w.now().plans }

// Reports are the reports, in the order of their names.
func (w *Workspace) Reports() []*report.Report { return w.now().reports }

// Findings are the remarks on the content that was loaded.
func (w *Workspace) Findings() []finding.Finding { return w.now().findings }
