package page

import (
	"bytes"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// docView is a page of docs/: how a number is computed, how a format is read.
type docView struct {
	Base
	Body template.HTML
}

// prose renders Markdown; HTML inside is dropped, not passed through.
var prose = goldmark.New(goldmark.WithExtensions(extension.Table))

func loadDoc(r *Request) (View, error) {
	name := path.Clean(r.PathValue("doc"))
	if r.Site.Docs == nil || !fs.ValidPath(name) {
		return nil, fail.New(fail.NotFound, "no page docs/%s", name)
	}
	data, err := fs.ReadFile(r.Site.Docs, name+".md")
	if err != nil {
		return nil, fail.New(fail.NotFound, "no page docs/%s", name)
	}
	title, body := titleOf(string(data), name)
	body = pageLinks.ReplaceAllStringFunc(body, func(link string) string { return r.docLink(path.Dir(name), link) })
	var b bytes.Buffer
	if err := prose.Convert([]byte(body), &b); err != nil {
		return nil, err
	}
	v := &docView{Body: template.HTML(b.String())}
	v.Title, v.Crumbs = plainTitle(title), []Crumb{{r.T("nav.words"), r.Link("/docs")}}
	return v, nil
}

// pageLinks are the links of one page of docs/ to another: ](other.md) or ](../formats/x.md#part).
var pageLinks = regexp.MustCompile(`\]\((?:\.\./)*[A-Za-z0-9_/-]+\.md(?:#[^)]*)?\)`)

// docLink turns a link between files into one between pages.
func (r *Request) docLink(dir, link string) string {
	file, part, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(link, "]("), ")"), "#")
	target := r.Link("/docs/" + strings.TrimSuffix(path.Join(dir, file), ".md"))
	if part != "" {
		target += "#" + part
	}
	return "](" + target + ")"
}

// titleOf parts a page at its first heading.
func titleOf(text, name string) (title, body string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if title, ok := strings.CutPrefix(first, "# "); ok {
		return title, rest
	}
	return name, text
}

// plainTitle is a heading without the marks of code.
func plainTitle(title string) string { return strings.ReplaceAll(title, "`", "") }

// docGroup is a folder of docs/ with its pages.
type docGroup struct {
	Title string
	Pages []LinkView
}

// methods lists the pages of docs/methods and docs/formats by their titles.
func (r *Request) methods() []docGroup {
	if r.Site.Docs == nil {
		return nil
	}
	var all []docGroup
	for _, folder := range []string{"methods", "formats"} {
		g := docGroup{Title: r.T("words." + folder)}
		names, _ := fs.Glob(r.Site.Docs, folder+"/*.md")
		for _, name := range names {
			data, err := fs.ReadFile(r.Site.Docs, name)
			if err != nil {
				continue
			}
			page := strings.TrimSuffix(name, ".md")
			title, _ := titleOf(string(data), page)
			g.Pages = append(g.Pages, LinkView{Text: titleIn(title, r.Lang), URL: r.Link("/docs/" + page)})
		}
		if len(g.Pages) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// formatCode is the format's own name in a title: （`lens-csv`）.
var formatCode = regexp.MustCompile("\\s*[（(]`[^）)]*[）)]")

// titleIn takes a language's half of a title in two: 国知局清单（`cnipa-table`）· CNIPA list.
func titleIn(title, language string) string {
	zh, en, both := strings.Cut(formatCode.ReplaceAllString(title, ""), "·")
	if both && language == "en" {
		return plainTitle(strings.TrimSpace(en))
	}
	return plainTitle(strings.TrimSpace(zh))
}

// termView is a term of content/glossary.yaml.
type termView struct{ Zh, En, Definition, Unit, Source string }

// glossaryTerm is a term as the file holds it.
type glossaryTerm struct {
	Term       string    `yaml:"term"`
	Zh         string    `yaml:"zh"`
	En         string    `yaml:"en"`
	Definition lang.Text `yaml:"definition"`
	Unit       string    `yaml:"unit"`
	Source     string    `yaml:"source"`
}

// terms reads the glossary, a list of terms; a workspace may overlay it.
func (s *Site) terms(language string) []termView {
	data, err := fs.ReadFile(s.w.Content(), "glossary.yaml")
	if err != nil {
		return nil
	}
	var found []glossaryTerm
	if yaml.Unmarshal(data, &found) != nil {
		return nil
	}
	terms := make([]termView, 0, len(found))
	for _, g := range found {
		source := g.Source
		if source == "design" {
			source = ""
		}
		terms = append(terms, termView{g.Zh, first(g.En, g.Term), g.Definition.In(language), g.Unit, source})
	}
	return terms
}
