package derive

import (
	"fmt"
	"io/fs"
	"strings"

	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// Header is what a content file says of its table before any row is made: the leading block of "--" lines (in a
// data file "#" lines), read as YAML. It is the contract a build is checked against.
type Header struct {
	Title   lang.Text         `yaml:"title"`
	About   lang.Text         `yaml:"about"`   // what the table answers and what it does not
	Grain   []string          `yaml:"grain"`   // columns that name one row: unique together, never null
	Order   []string          `yaml:"order"`   // written in this order; the grain where absent
	Count   string            `yaml:"count"`   // unit of count: patent, family, publication, firm …
	Unit    map[string]string `yaml:"unit"`    // column → unit, over the vocabulary
	Columns map[string]Word   `yaml:"columns"` // column → words, over the vocabulary
	Types   map[string]string `yaml:"types"`   // data files only: column → DuckDB type, VARCHAR where absent
	Edits   string            `yaml:"edits"`   // the table whose human edits it applies: of raw.edit it reads the rows of that table only
	Method  string            `yaml:"method"`  // page that explains the formula
	Kernel  *KernelUse        `yaml:"kernel"`
	Asked   string            `yaml:"asked"` // the table is not built but answered for one value of this column: asked.go
}

// Word describes a column: its name in both languages and its unit (count, share, cny, year, date, text, code …).
type Word struct {
	lang.Text `yaml:",inline"`
	Unit      string `yaml:"unit" json:"unit"`
}

// KernelUse names the kernel that the file's SQL feeds, with its options.
type KernelUse struct {
	Name    string            `yaml:"name"`
	Options map[string]string `yaml:"options"`
	By      []string          `yaml:"by" json:",omitempty"` // the kernel runs once for each group of rows alike in these: kernel_by.go
}

// vocabulary is content/columns.yaml: one meaning for a column name wherever it occurs. A header adds to it.
func vocabulary(content fs.FS) (map[string]Word, error) {
	words := map[string]Word{}
	data, err := fs.ReadFile(content, "columns.yaml")
	if err != nil {
		return words, nil
	}
	if err := yaml.Unmarshal(data, &words); err != nil {
		return nil, fmt.Errorf("columns.yaml: %w", err)
	}
	return words, nil
}

// splitHeader takes the leading comment lines off a file. line is the number of the first line after them.
func splitHeader(text, mark string) (header, body string, line int) {
	rest := strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	line = 1
	var head []string
	for strings.HasPrefix(rest, mark) {
		first, after, _ := strings.Cut(rest, "\n")
		head = append(head, strings.TrimPrefix(strings.TrimPrefix(first, mark), " "))
		rest, line = after, line+1
	}
	return strings.Join(head, "\n"), rest, line
}

func parseHeader(text string) (Header, error) {
	var h Header
	if strings.TrimSpace(text) == "" {
		return h, fmt.Errorf("no header: the file has to begin with title, grain and columns in \"--\" lines")
	}
	if err := yaml.UnmarshalWithOptions([]byte(text), &h, yaml.Strict()); err != nil {
		return h, fmt.Errorf("header: %w", err)
	}
	return h, h.check()
}

func (h Header) check() error {
	if h.Title.Zh == "" || h.Title.En == "" {
		return fmt.Errorf("header: title needs zh and en")
	}
	if len(h.Grain) == 0 {
		return fmt.Errorf("header: grain is missing")
	}
	return nil
}

// order is the order a table is written in.
func (h Header) order() []string {
	if len(h.Order) > 0 {
		return h.Order
	}
	return h.Grain
}

// word describes one column: the header's words, else the vocabulary's.
func (h Header) word(name string, vocabulary map[string]Word) Word {
	w, own := h.Columns[name]
	base := vocabulary[name]
	if !own {
		w = base
	}
	if w.Unit == "" {
		w.Unit = base.Unit
	}
	if u := h.Unit[name]; u != "" {
		w.Unit = u
	}
	return w
}
