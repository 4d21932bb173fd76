package ingest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"asterism/content"
	"asterism/internal/lang"
)

// TestEveryFindingIsWorded looks for the codes in this package's source.
func TestEveryFindingIsWorded(t *testing.T) {
	words, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`"((?:file|archive|workbook|encoding|csv|geojson|sheet|set|patent|number|date|class|uscc|region|field|row|value|xml|json|cnipa|docdb|io)\.[a-z_]{4,})"`)
	files, _ := filepath.Glob("*.go")
	seen := map[string]bool{"record.skipped_blank": true, "record.skipped_total": true, "record.skipped_sample": true, "record.skipped_note": true, "record.skipped_header": true}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			seen[m[1]] = true
		}
	}
	for c := range seen {
		for _, part := range []string{"what", "why", "do"} {
			for _, l := range lang.Languages {
				key := "finding." + c + "." + part
				if text := words.Text(l, key); !words.Has(key) || text == "" {
					t.Errorf("%s has no %s in %s", c, part, l)
				}
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d codes found: the pattern is broken", len(seen))
	}
}
