// Package report turns content/reports/*.md (text, SQL blocks, charts, tables) into one Document over a snapshot,
// and a Document into HTML, PDF, DOCX, XLSX and CSV. Every number and picture carries its trace: the SQL, the
// tables it read, the snapshot, the findings that touch it. The same snapshot gives the same bytes.
package report

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"asterism/internal/fail"
	"asterism/internal/lang"
)

// Report is one file of content/reports.
type Report struct {
	Name       string      `json:"name"` // the file's name without .md
	Title      lang.Text   `json:"title"`
	About      lang.Text   `json:"about"`
	Count      lang.Text   `json:"count"` // unit of count
	Date       lang.Text   `json:"date"`  // which date years are taken from
	Parameters []Parameter `json:"parameters,omitempty"`

	common   []shared
	elements []element
	queries  map[string]query
}

// Parameter is what a reader chooses. Its value reaches SQL as a bound parameter (:name), never as text.
type Parameter struct {
	Name    string    `json:"name" yaml:"name"`
	Title   lang.Text `json:"title" yaml:"title"`
	About   lang.Text `json:"about" yaml:"about"`
	Type    string    `json:"type" yaml:"type"` // text, int, year, region, choice
	Default string    `json:"default" yaml:"default"`
	Needed  bool      `json:"needed" yaml:"needed"` // the report makes no sense without it
	Choices string    `json:"-" yaml:"choices"`     // SQL: value, name in Chinese, name in English
}

// front is the file's leading YAML.
type front struct {
	Title      lang.Text   `yaml:"title"`
	About      lang.Text   `yaml:"about"`
	Count      lang.Text   `yaml:"count"`
	Date       lang.Text   `yaml:"date"`
	Parameters []Parameter `yaml:"parameters"`
	Common     string      `yaml:"common"` // name as (…), …: put before every query that names one of them
}

// Load reads reports/*.md of a content tree, by name. An error names file and line.
func Load(content fs.FS) ([]*Report, error) {
	names, err := fs.Glob(content, "reports/*.md")
	if err != nil {
		return nil, err
	}
	all := make([]*Report, 0, len(names))
	for _, name := range names {
		data, err := fs.ReadFile(content, name)
		if err != nil {
			return nil, err
		}
		r, err := Parse(strings.TrimSuffix(path.Base(name), ".md"), string(data))
		if err != nil {
			return nil, fail.As(fail.Invalid, err, "%s", name)
		}
		all = append(all, r)
	}
	return all, nil
}

// Parse reads one report's source.
func Parse(name, source string) (*Report, error) {
	source = strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n")
	head, body, ok := strings.Cut(strings.TrimPrefix(source, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(source, "---\n") {
		return nil, fmt.Errorf("line 1: a report begins with its title and parameters between two lines of ---")
	}
	var h front
	if err := yaml.UnmarshalWithOptions([]byte(head), &h, yaml.Strict()); err != nil {
		return nil, err
	}
	r := &Report{Name: name, Title: h.Title, About: h.About, Count: h.Count, Date: h.Date, Parameters: h.Parameters, common: commonParts(h.Common), queries: map[string]query{}}
	p := parser{report: r, line: strings.Count(head, "\n") + 3}
	err := p.read(body)
	for name, q := range r.queries {
		r.queries[name] = r.complete(q)
	}
	r.elements = p.top()
	return r, err
}
