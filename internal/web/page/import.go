package page

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest"
	"asterism/internal/store"
)

// importView shows what uploaded files were understood as, before anything is kept.
type importView struct {
	Base
	Upload  string
	Files   []previewView
	More    int // files that are not previewed
	Fields  []completeField
	Regions []Pair
	Mapping *mappingView
	Formats []string
}

// previewView is one file as it was understood.
type previewView struct {
	ingest.FileResult
	Name    string
	Table   string
	Columns []string
	Rows    [][]string
	Groups  []findingGroup
	Problem string
}

// mappingView lets a reader say what each column of a foreign table means.
type mappingView struct {
	Table   string
	Tables  []Pair
	Columns []mappedView
}

type mappedView struct {
	Header, Field, Unit string
	Sure                int
	Sample              string
	Fields              []Pair
}

// previewFiles is how many files of an upload are opened before the import.
const previewFiles = 6

func loadImport(r *Request) (View, error) {
	dir, files, err := r.upload()
	if err != nil {
		return nil, err
	}
	v := &importView{Upload: r.PathValue("upload"), More: max(0, len(files)-previewFiles), Formats: ingest.Formats()}
	v.Title, v.Crumbs = r.T("import.title"), []Crumb{{r.T("nav.data"), r.Link("/data")}}
	for _, name := range completeNames {
		v.Fields = append(v.Fields, completeField{name, r.T("complete." + name), r.T("complete.hint." + name), ""})
	}
	for _, file := range files[:len(files)-v.More] {
		p, mapping, err := r.preview(dir, file)
		if err != nil {
			return nil, err
		}
		if mapping != nil && len(files) == 1 {
			v.Mapping = r.mapping(mapping, p)
		}
		v.Files = append(v.Files, p)
	}
	v.Regions = r.regions()
	return v, nil
}

// preview reads the beginning of a file without keeping anything.
func (r *Request) preview(dir, file string) (previewView, *ingest.Mapping, error) {
	p := previewView{Name: filepath.Base(file)}
	request := ingest.Request{Paths: []string{file}, DryRun: true, Map: mappingOf(dir), Format: r.Values.Get("format")}
	result, err := r.Site.w.Import(r.Context(), r.Site.Actor, request)
	if err != nil {
		p.Problem = r.failed(err)
		return p, nil, shown(err)
	}
	if len(result.Files) > 0 {
		p.FileResult = result.Files[0]
	}
	p.Groups = r.worded(result.Findings)
	if result.Preview == nil {
		return p, nil, nil
	}
	p.Table, p.Columns, p.Rows = result.Preview.Table, r.fieldNames(result.Preview), result.Preview.Rows
	return p, result.Preview.Mapping, nil
}

func mappingOf(dir string) string {
	name := filepath.Join(dir, mappingFile)
	if _, err := os.Stat(name); err != nil {
		return ""
	}
	return name
}

func (r *Request) fieldNames(p *ingest.Preview) []string {
	names := make([]string, len(p.Columns))
	for i, c := range p.Columns {
		names[i], _, _ = r.Site.tables.word("raw."+p.Table, c, r.Lang)
	}
	return names
}

// worded turns groups of findings into their texts.
func (r *Request) worded(groups []finding.Group) []findingGroup {
	all := make([]findingGroup, 0, len(groups))
	for _, g := range groups {
		w := findingGroup{Severity: string(g.Severity), Code: g.Code, Field: g.Field, Count: g.Count}
		var args map[string]string
		for _, e := range g.Examples {
			args = e.Args
			w.Examples = append(w.Examples, r.place([]any{filepath.Base(e.File), e.Sheet, e.Line, e.Record, e.Value}))
		}
		w.What, w.Why, w.Do = r.findingText(g.Code, "what", args), r.findingText(g.Code, "why", args), r.findingText(g.Code, "do", args)
		all = append(all, w)
	}
	return r.merged(all)
}

// patentRecord is the mapping's name for tables whose rows are whole patents.
const patentRecord = "patent_record"

func (r *Request) mapping(m *ingest.Mapping, p previewView) *mappingView {
	v := &mappingView{Table: m.Table, Tables: []Pair{{patentRecord, r.T("import.patents")}}}
	for _, t := range r.Site.tables.templates() {
		v.Tables = append(v.Tables, Pair{t.Name, t.Title.In(r.Lang)})
	}
	fields := r.mappable(m.Table)
	for _, c := range m.Columns {
		v.Columns = append(v.Columns, mappedView{Header: c.Header, Field: c.Field, Unit: c.Unit, Sure: c.Sure, Fields: fields})
	}
	return v
}

// mappable lists the fields a column may fill, with their names.
func (r *Request) mappable(table string) []Pair {
	var fields []Pair
	if table == patentRecord {
		for _, name := range ingest.PatentFields() {
			label, _, _ := r.Site.tables.word("raw.patent", name, r.Lang)
			fields = append(fields, Pair{name, label})
		}
		return fields
	}
	if t := r.Site.tables.imported["raw."+table]; t != nil {
		for _, c := range t.Columns {
			label, _, _ := r.Site.tables.word("raw."+table, c.Name, r.Lang)
			fields = append(fields, Pair{c.Name, label})
		}
	}
	return fields
}

// saveMapping keeps what the reader says about the columns and shows the files anew.
func saveMapping(r *Request) (string, error) {
	dir, _, err := r.upload()
	if err != nil {
		return "", err
	}
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	m := ingest.Mapping{Table: r.PostForm.Get("table")}
	fields, units := r.PostForm["field"], r.PostForm["unit"]
	for i, header := range r.PostForm["header"] {
		c := ingest.MappedColumn{Header: header}
		if i < len(fields) && i < len(units) {
			c.Field, c.Unit = fields[i], units[i]
		}
		m.Columns = append(m.Columns, c)
	}
	data, err := m.YAML()
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, mappingFile), data, 0o644); err != nil {
		return "", fail.As(fail.Unavailable, err, "mapping")
	}
	return r.Link("/data/import/"+r.PathValue("upload")) + "#mapping", r.remember(m, string(data))
}

// remember saves a mapping for the next file with the same header.
func (r *Request) remember(m ingest.Mapping, text string) error {
	headers := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		headers[i] = c.Header
	}
	saved := store.Mapping{Signature: store.Signature(headers), Name: strings.Join(headers, ", "), Table: m.Table, YAML: text}
	return r.Site.w.Store().SaveMapping(r.Context(), r.Site.Actor, saved)
}

// jobResult is what import, undo and build jobs leave in the store.
type jobResult struct {
	Import *importResult `json:"import,omitempty"`
	Build  *buildResult  `json:"build,omitempty"`
}

// importResult is an import's outcome as the job's page shows it.
type importResult struct {
	*ingest.Result
	Records, Accepted, Skipped, Rejected, Remarks int64
	URL                                           string
	Groups                                        []findingGroup
}

func (v *importResult) word(r *Request) {
	v.Groups = r.worded(v.Findings)
	if v.Batch != "" {
		v.URL = r.Link("/data/batches/" + v.Batch)
	}
}

// buildResult is a build's outcome.
type buildResult struct {
	Rebuilt, All int
	Failed       []derive.Failure
}

// startImport imports an upload's files as one batch and builds what stands on them.
func startImport(r *Request) (string, error) {
	dir, files, err := r.upload()
	if err != nil {
		return "", err
	}
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	request := ingest.Request{Paths: files, Map: mappingOf(dir), Format: r.PostForm.Get("format"), Complete: r.completeness(), Set: map[string]string{}}
	if region := strings.TrimSpace(r.PostForm.Get("applicant_region")); region != "" {
		request.Set["applicant_region"] = region
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.Base(f)
	}
	asked := map[string]any{"files": names, "set": request.Set, "complete": request.Complete}
	return r.watch(r.Site.jobs.Start(r.Context(), r.Site.Actor, "import", asked, r.Site.importWork(dir, request)))
}

func (r *Request) completeness() map[string]string {
	complete := map[string]string{}
	for _, name := range completeNames {
		if v := strings.TrimSpace(r.PostForm.Get(name)); v != "" {
			complete[name] = v
		}
	}
	return complete
}

func (s *Site) importWork(dir string, request ingest.Request) Work {
	return func(ctx context.Context, report func(store.Progress)) (any, error) {
		report(store.Progress{Step: "import"})
		request.Progress = func(p ingest.Progress) { report(importProgress(p)) }
		result, err := s.w.Import(ctx, s.Actor, request)
		if err != nil {
			return nil, err
		}
		os.RemoveAll(dir)
		done := jobResult{Import: summed(result)}
		done.Build, err = s.build(ctx, report)
		return done, err
	}
}

func summed(result *ingest.Result) *importResult {
	v := &importResult{Result: result}
	for i, f := range result.Files {
		result.Files[i].File = filepath.Base(f.File)
		v.Records += f.Records
		v.Accepted += f.Accepted
		v.Skipped += f.Skipped
		v.Rejected += f.Rejected
		v.Remarks += f.Findings
	}
	return v
}

// build brings every table up to date.
func (s *Site) build(ctx context.Context, report func(store.Progress)) (*buildResult, error) {
	report(store.Progress{Step: "build"})
	o := derive.Options{Progress: func(e derive.Event) {
		report(store.Progress{Step: e.Name, Done: int64(e.Done), Total: int64(e.Total)})
	}}
	result, err := s.w.Build(ctx, s.Actor, o)
	if err != nil {
		return nil, err
	}
	v := &buildResult{All: len(result.Tables), Failed: result.Failed}
	for _, t := range result.Tables {
		if t.Rebuilt {
			v.Rebuilt++
		}
	}
	return v, nil
}

func startBuild(r *Request) (string, error) { return r.watch(r.Site.StartBuild(r.Context())) }

func undoBatch(r *Request) (string, error) {
	return r.watch(r.Site.StartUndo(r.Context(), r.PathValue("batch")))
}

// watch is the page of a job that was started.
func (r *Request) watch(job *store.Job, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return r.Link("/jobs/" + strconv.FormatInt(job.ID, 10)), nil
}

// importProgress puts an import's phases into a job's terms.
func importProgress(p ingest.Progress) store.Progress {
	if p.Phase == "read" && p.CurrentFile != "" {
		return store.Progress{Step: filepath.Base(p.CurrentFile), Done: p.Bytes, Total: p.Total}
	}
	return store.Progress{Step: p.Phase, Done: p.Bytes, Total: p.Total}
}
