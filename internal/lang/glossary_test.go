package lang_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"asterism/content"
	"asterism/internal/lang"
)

func glossary(t *testing.T) lang.Glossary {
	t.Helper()
	g, err := lang.LoadGlossary(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestGlossary_designWords: the words of the design's section 4 are all defined.
func TestGlossary_designWords(t *testing.T) {
	g := glossary(t)
	for _, word := range strings.Fields(`workspace lake snapshot table measure index indicator plan zone target commitment cluster chain node firm
		party applicant inventor patent family citation class query policy parameter case workflow instrument booking finding trace cny share count date km`) {
		if _, ok := g.Find(word); !ok {
			t.Errorf("%s is not defined", word)
		}
	}
}

// TestGlossary_tables: every importable table belongs to a term, and terms name only tables that exist.
func TestGlossary_tables(t *testing.T) {
	files, err := fs.Glob(content.FS, "tables/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, term := range glossary(t) {
		for _, table := range term.Tables {
			named[table] = true
		}
	}
	for _, f := range files {
		table := strings.TrimSuffix(path.Base(f), ".yaml")
		if !named[table] {
			t.Errorf("table %s belongs to no term", table)
		}
		delete(named, table)
	}
	for table := range named {
		t.Errorf("%s is no importable table", table)
	}
}

// TestGlossary_notUsed: no word is both used and not used for the same concept, in any case.
func TestGlossary_notUsed(t *testing.T) {
	for _, term := range glossary(t) {
		for _, no := range term.Not {
			if strings.EqualFold(no, term.Term) || no == term.Zh || strings.EqualFold(no, term.En) {
				t.Errorf("%s is not used for itself", no)
			}
		}
	}
}

func TestGlossary_markdown(t *testing.T) {
	page := glossary(t).Markdown()
	if rows := strings.Count(page, "\n| `"); rows != len(glossary(t)) {
		t.Errorf("%d rows", rows)
	}
	for _, row := range strings.Split(page, "\n") {
		if strings.HasPrefix(row, "| `") && strings.Count(row, " | ") != 7 {
			t.Errorf("a row of other width: %s", row)
		}
	}
}

func TestLoadGlossary_refuses(t *testing.T) {
	const good = "- {term: a, zh: 甲, en: a, definition: {zh: 甲, en: a}, source: s}\n"
	for name, text := range map[string]string{"unknown key": good + "  colour: red\n", "twice": good + good, "no source": strings.Replace(good, ", source: s", "", 1), "no list": "a: b"} {
		if _, err := lang.LoadGlossary(fstest.MapFS{"glossary.yaml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := lang.LoadGlossary(fstest.MapFS{}); err == nil {
		t.Error("no file: accepted")
	}
}

// TestCatalog_complete: every text of the product stands in both languages.
func TestCatalog_complete(t *testing.T) {
	c, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range c.Missing() {
		t.Errorf("%s lacks a language", key)
	}
	if got := c.Text("en", "plan.reason.rows", "count", 3); got != "3 records of evidence" {
		t.Error(got)
	}
	if got := c.Text("zh", "no.such.key"); got != "no.such.key" {
		t.Error(got)
	}
}
