package patent

import (
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// concordance is the shape of content/classifications/wipo35.yaml.
type concordance struct {
	Fields []struct {
		Field, Sector      int
		Symbols, Not, Also []string
	}
	Added []struct {
		Field, From int
		Symbol      string
	}
	Vectors []struct {
		Symbol string
		Field  int
	}
}

func loadFields(t *testing.T) (concordance, *Fields) {
	t.Helper()
	b, err := os.ReadFile("../content/classifications/wipo35.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c concordance
	if err := yaml.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	var rules []FieldRule
	for _, f := range c.Fields {
		for _, s := range f.Symbols {
			rules = append(rules, FieldRule{Field: f.Field, Symbol: s, Not: f.Not})
		}
		for _, s := range f.Also {
			rules = append(rules, FieldRule{Field: f.Field, Symbol: s})
		}
	}
	for _, a := range c.Added {
		rules = append(rules, FieldRule{Field: a.Field, Symbol: a.Symbol, From: a.From})
	}
	fields, err := NewFields(rules)
	if err != nil {
		t.Fatal(err)
	}
	return c, fields
}

func TestFieldVectors(t *testing.T) {
	c, fields := loadFields(t)
	if len(c.Fields) != 35 || len(c.Vectors) < 16 {
		t.Fatalf("%d fields, %d vectors", len(c.Fields), len(c.Vectors))
	}
	for _, v := range c.Vectors {
		if got := fields.Lookup(v.Symbol); got != v.Field {
			t.Errorf("%s: field %d, want %d", v.Symbol, got, v.Field)
		}
	}
	for symbol, want := range map[string]int{"B01D45/00": 24, "B01D61/00": 23, "B01D71/06": 23, "H04W": 4, "Z99Z": 0, "G06Q": 7, "G06K9/00": 6, "E01F15/00": 35} {
		if got := fields.Lookup(symbol); got != want {
			t.Errorf("%s: field %d, want %d", symbol, got, want)
		}
	}
}

func TestFieldWeights(t *testing.T) {
	_, fields := loadFields(t)
	w, unmapped := fields.Weights([]string{"H01L33/00", "H01L21/02", "F21K9/00", "Z01A1/00"})
	if !slices.Equal(w, []FieldWeight{{1, 1.0 / 3}, {8, 2.0 / 3}}) || unmapped != 1 {
		t.Error(w, unmapped)
	}
	w, unmapped = fields.Weights([]string{"C07D401/04", "A61K31/44"})
	if !slices.Equal(w, []FieldWeight{{16, 1}}) || unmapped != 0 {
		t.Error("organic chemistry with A61K is a pharmaceutical alone:", w, unmapped)
	}
	if w, _ = fields.Weights(nil); len(w) != 0 {
		t.Error(w)
	}
}

func TestFieldRulesRefused(t *testing.T) {
	for _, bad := range []string{"H", "H01L0", "B01D9-1", "B01Dx"} {
		if _, err := NewFields([]FieldRule{{Field: 1, Symbol: bad}}); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
