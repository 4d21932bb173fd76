package workspace

import (
	"context"
	"sync"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/internal/search"
)

// searchTable is the table of the step that makes the search index: what the index holds, by text field.
const searchTable = "base.search_field"

// Steps are the tables of a build where engines join.
func Steps() []derive.Step { return []derive.Step{searchStep(), chainStep()} }

// searchStep indexes the texts, names, numbers, classes and dates of the patents, for package search.
func searchStep() derive.Step {
	return derive.Step{
		Name: searchTable,
		Header: derive.Header{Title: lang.Text{Zh: "检索索引", En: "Search index"}, Grain: []string{"text_field"}, Method: "docs/methods/search.md",
			About: lang.Text{Zh: "检索索引各文本字段的词数（英文按词，中文按字）。索引本身是快照中的两个文件，随本表重建。", En: "What the search index holds of each text field: words, and characters of Chinese. The index itself is two files of the snapshot, made with this table."},
			Columns: map[string]derive.Word{
				"text_field":    {Text: lang.Text{Zh: "文本字段", En: "text field"}, Unit: "code"},
				"token_count":   {Text: lang.Text{Zh: "词数", En: "words"}, Unit: "count"},
				"index_version": {Text: lang.Text{Zh: "索引版本", En: "index version"}, Unit: "code"},
			}},
		Inputs:  search.Inputs,
		Columns: []lake.Column{{Name: "text_field", Type: "VARCHAR"}, {Name: "token_count", Type: "BIGINT"}, {Name: "index_version", Type: "VARCHAR"}},
		Files:   []string{search.TextFile, search.ColumnsFile},
		Version: search.Version,
		Run:     buildSearch,
	}
}

func buildSearch(ctx context.Context, in *lake.Reader, out *derive.Output) error {
	former, err := openSearch(in)
	if err == nil {
		defer former.close()
	}
	counts, err := search.Build(ctx, in, former.engineOrNil(), out.File(search.TextFile), out.File(search.ColumnsFile))
	if err != nil {
		return err
	}
	for _, c := range counts {
		if err := out.Row(c.Field, c.Tokens, search.Version); err != nil {
			return err
		}
	}
	return nil
}

// openedSearch is an index in use: its engine and the memory it reads.
type openedSearch struct {
	engine *search.Engine
	text   *lake.Mapped
	print  string
	users  int
}

func (o *openedSearch) engineOrNil() *search.Engine {
	if o == nil {
		return nil
	}
	return o.engine
}

func (o *openedSearch) close() { o.text.Close() }

// openSearch opens the index of a snapshot; NotFound when it has none.
func openSearch(in *lake.Reader) (*openedSearch, error) {
	columns, err := in.Map(search.ColumnsFile)
	if err != nil {
		return nil, err
	}
	defer columns.Close()
	texts, err := in.Map(search.TextFile)
	if err != nil {
		return nil, err
	}
	engine, err := search.OpenEngine(texts.Data, columns.Data)
	if err != nil {
		texts.Close()
		return nil, err
	}
	f, _ := in.Snapshot().File(search.TextFile)
	return &openedSearch{engine: engine, text: texts, print: f.Fingerprint}, nil
}

// searches keeps the index in use open between searches: one at a time, and those still read.
type searches struct {
	mu      sync.Mutex
	current *openedSearch
}

// Search calls use with the index of a reader's snapshot, which it may not keep.
func (w *Workspace) Search(in *lake.Reader, use func(*search.Engine) error) error {
	o, err := w.indexes.take(in)
	if err != nil {
		return err
	}
	defer w.indexes.give(o)
	return use(o.engine)
}

func (s *searches) take(in *lake.Reader) (*openedSearch, error) {
	f, ok := in.Snapshot().File(search.TextFile)
	if !ok {
		return nil, fail.New(fail.NotFound, "there is no search index yet; run: asterism build")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current.print == f.Fingerprint {
		s.current.users++
		return s.current, nil
	}
	o, err := openSearch(in)
	if err != nil {
		return nil, err
	}
	if s.current != nil && s.current.users == 0 {
		s.current.close()
	}
	o.users++
	s.current = o
	return o, nil
}

func (s *searches) give(o *openedSearch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.users--; o.users == 0 && o != s.current {
		o.close()
	}
}

func (s *searches) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current.users == 0 {
		s.current.close()
		s.current = nil
	}
}
