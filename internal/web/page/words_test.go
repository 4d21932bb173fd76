package page

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/lang"
)

// literalKeys are keys written out in templates and code; begun are those whose end is put together at run time.
var (
	literalKeys = regexp.MustCompile(`(?:\bt|\.T\(|r\.T\()\s*"([a-z_.]+)"`)
	begun       = regexp.MustCompile(`(?:print |T\(|key := |wording\()"(?:web\.)?([a-z_.]+\.)"`)
	tabled      = regexp.MustCompile(`"((?:figure|unit|query\.sample|cluster|plan)\.[a-z_.]+)"`)
)

func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.go", "*.tmpl"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(data)
		}
	}
	return all
}

func TestEveryTextExistsInEveryLanguage(t *testing.T) {
	catalog, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range sources(t) {
		for _, m := range literalKeys.FindAllStringSubmatch(text, -1) {
			if key := m[1]; !strings.HasSuffix(key, ".") && !catalog.Has("web."+key) {
				t.Errorf("%s uses web.%s, which content/i18n/web.yaml lacks", name, key)
			}
		}
	}
	for _, key := range catalog.Missing() {
		if strings.HasPrefix(key, "web.") {
			t.Errorf("%s lacks a language", key)
		}
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	used, starts := map[string]bool{}, []string{}
	for _, text := range sources(t) {
		for _, m := range append(literalKeys.FindAllStringSubmatch(text, -1), tabled.FindAllStringSubmatch(text, -1)...) {
			used[m[1]] = true
		}
		for _, m := range begun.FindAllStringSubmatch(text, -1) {
			starts = append(starts, m[1])
		}
	}
	for _, key := range keysOf(t) {
		if !used[key] && !startsWithAny(key, starts) {
			t.Errorf("nothing uses web.%s", key)
		}
	}
}

func startsWithAny(key string, starts []string) bool {
	for _, s := range starts {
		if strings.HasPrefix(key, s) {
			return true
		}
	}
	return false
}

// keysOf lists the keys of web.yaml, which is flat: one a line.
func keysOf(t *testing.T) []string {
	t.Helper()
	data, err := fs.ReadFile(content.FS, "i18n/web.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, line := range strings.Split(string(data), "\n") {
		if key, _, ok := strings.Cut(line, ": {"); ok && !strings.HasPrefix(line, "#") {
			keys = append(keys, key)
		}
	}
	return keys
}

// TestPagesAreComplete holds the list against the folder: every template has a page, every page a template, and the
// lists are sorted.
func TestPagesAreComplete(t *testing.T) {
	templates := map[string]bool{"error": true, "nothing": true}
	for _, p := range pages {
		templates[p.Name] = true
		if _, err := fs.Stat(files, p.Name+".tmpl"); err != nil {
			t.Errorf("page %s has no template", p.Name)
		}
	}
	names, _ := fs.Glob(files, "*.tmpl")
	for _, name := range names {
		page := strings.TrimSuffix(name, ".tmpl")
		if !templates[page] && !startsWithAny(name, shared) {
			t.Errorf("%s belongs to no page", name)
		}
	}
	if !sort.SliceIsSorted(actions, func(i, j int) bool { return actions[i].Path < actions[j].Path }) {
		t.Error("actions are not sorted by path")
	}
	if !sort.SliceIsSorted(downloads, func(i, j int) bool { return downloads[i].Path < downloads[j].Path }) {
		t.Error("downloads are not sorted by path")
	}
	for _, g := range menu {
		for _, item := range g.items {
			if icons[item.name] == "" {
				t.Errorf("navigation entry %s has no icon", item.name)
			}
		}
	}
}
