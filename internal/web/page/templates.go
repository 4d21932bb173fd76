package page

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/lang"
)

//go:embed *.tmpl
var files embed.FS

// shared are the templates every page may use; every other *.tmpl is a page of its own.
var shared = []string{"layout.tmpl", "parts.tmpl", "planparts.tmpl", "table.tmpl"}

// templates holds each page's template set by language: texts are bound when parsing, so that {{t …}} works at
// any depth.
type templates map[string]map[string]*template.Template

func parseTemplates(s *Site) (templates, error) {
	names, err := fs.Glob(files, "*.tmpl")
	if err != nil {
		return nil, err
	}
	all := templates{}
	for _, language := range lang.Languages {
		all[language] = map[string]*template.Template{}
		for _, name := range names {
			t, err := template.New(name).Funcs(functions(s, language)).ParseFS(files, append(shared, name)...)
			if err != nil {
				return nil, err
			}
			all[language][strings.TrimSuffix(path.Base(name), ".tmpl")] = t
		}
	}
	return all, nil
}

func (t templates) execute(w io.Writer, language, page string, view View) error {
	set := t[language][page]
	if set == nil {
		return fmt.Errorf("no template %s", page)
	}
	return set.ExecuteTemplate(w, "layout", view)
}

// functions are what templates call, in one language.
func functions(s *Site, language string) template.FuncMap {
	f := Format{Lang: language}
	return template.FuncMap{
		"t": func(key string, pairs ...any) string {
			return s.w.Catalog().Text(language, "web."+key, pairs...)
		},
		"in":     func(t lang.Text) string { return t.In(language) },
		"number": f.Number,
		"money":  f.Money,
		"share":  f.Share,
		"date":   f.Date,
		"time":   f.Time,
		"bytes":  f.Bytes,
		"option": func(c chart.Chart) any { return template.JS(c.Option) },
		"dict":   dict,
		"add":    func(a, b int) int { return a + b },
		"icon":   icon,
		"lower":  strings.ToLower,
		"join":   strings.Join,
		"base":   path.Base,
		"format": func(name string) string { return formatWord(s, language, name) },
	}
}

// formatWord is the name of a file format for people.
func formatWord(s *Site, language, name string) string {
	if key := "value.format." + name; s.w.Catalog().Has(key) {
		return s.w.Catalog().Text(language, key)
	}
	return name
}

// dict makes the argument of a shared template out of names and values.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict needs names and values")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}
