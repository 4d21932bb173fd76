package report

import (
	"fmt"
	"strings"

	"asterism/internal/lang"
)

// Words finds the texts of one language: of the product (i18n), of coded values, of units.
type Words struct {
	Catalog *lang.Catalog
	Lang    string
}

type words = Words

// Text is a text of i18n/report.yaml.
func (w Words) Text(key string, pairs ...any) string {
	return w.Catalog.Text(w.Lang, "report."+key, pairs...)
}

// Value puts a coded value into words where the column's codes have some, as one of the tables defines them or any:
// utility_model → 实用新型.
func (w Words) Value(tables []string, column, v string) string {
	if key := w.key(tables, column, v); key != "" {
		return w.Catalog.Text(w.Lang, key)
	}
	return v
}

// key is where the words of a coded value stand; "" where it has none.
func (w Words) key(tables []string, column, v string) string {
	if w.Catalog == nil {
		return ""
	}
	for _, t := range tables {
		if key := "table." + t[strings.IndexByte(t, '.')+1:] + "." + column + "." + v; w.Catalog.Has(key) {
			return key
		}
	}
	if key := "value." + column + "." + v; w.Catalog.Has(key) {
		return key
	}
	return ""
}

// Flag is yes or no.
func (w Words) Flag(v bool) string {
	if w.Catalog == nil {
		return fmt.Sprint(v)
	}
	return w.Text(map[bool]string{true: "yes", false: "no"}[v])
}

func stringOf(v any) string { return fmt.Sprint(v) }
