package lang

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
)

// Term is one concept and the one word for it.
type Term struct {
	Term       string   `yaml:"term" json:"term"` // the word in code, tables, addresses
	Zh         string   `yaml:"zh" json:"zh"`     // the word in Chinese texts
	En         string   `yaml:"en" json:"en"`     // the word in English texts
	Definition Text     `yaml:"definition" json:"definition"`
	Unit       string   `yaml:"unit" json:"unit,omitempty"`
	Source     string   `yaml:"source" json:"source"` // standard, law or policy; "design": our own choice
	Tables     []string `yaml:"tables" json:"tables,omitempty"`
	Not        []string `yaml:"not" json:"not,omitempty"` // synonyms that are not used
}

// Glossary is the list of terms in the order of the file: by subject.
type Glossary []Term

// LoadGlossary reads glossary.yaml of a content tree. Unknown keys, terms without a word in both languages, a
// definition or a source, and terms that stand twice are errors.
func LoadGlossary(content fs.FS) (Glossary, error) {
	data, err := fs.ReadFile(content, "glossary.yaml")
	if err != nil {
		return nil, err
	}
	var g Glossary
	if err := yaml.UnmarshalWithOptions(data, &g, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("glossary.yaml: %w", err)
	}
	seen := map[string]bool{}
	for _, t := range g {
		if t.Term == "" || t.Zh == "" || t.En == "" || t.Definition.Zh == "" || t.Definition.En == "" || t.Source == "" {
			return nil, fmt.Errorf("glossary.yaml: term %q lacks a word, a definition or a source", t.Term)
		}
		if seen[t.Term] {
			return nil, fmt.Errorf("glossary.yaml: term %q stands twice", t.Term)
		}
		seen[t.Term] = true
	}
	return g, nil
}

// Find returns the term for a word, or false.
func (g Glossary) Find(word string) (Term, bool) {
	for _, t := range g {
		if t.Term == word {
			return t, true
		}
	}
	return Term{}, false
}

// Markdown writes the glossary as docs/glossary.md: Chinese first, English behind.
func (g Glossary) Markdown() string {
	var b strings.Builder
	b.WriteString("<!-- Generated from content/glossary.yaml by make update. -->\n# 词汇表\n\n*Glossary: one word per concept.*\n\n")
	b.WriteString("| 词 term | 中文 | English | 定义 definition | 单位 unit | 表 tables | 来源 source | 不用 not |\n|---|---|---|---|---|---|---|---|\n")
	for _, t := range g {
		cells := []string{"`" + t.Term + "`", t.Zh, t.En, t.Definition.Zh + "<br>" + t.Definition.En, t.Unit,
			strings.Join(t.Tables, ", "), t.Source, strings.Join(t.Not, ", ")}
		b.WriteString("| " + strings.Join(escaped(cells), " | ") + " |\n")
	}
	return b.String()
}

// escaped keeps a bar inside a cell from ending it.
func escaped(cells []string) []string {
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, "|", `\|`)
	}
	return cells
}
