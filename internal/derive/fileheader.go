package derive

import (
	"slices"
	"strings"
	"sync"

	files "asterism/content"
	"asterism/internal/fail"
	"asterism/internal/lake"

	"github.com/goccy/go-yaml"
)

// fileWords are the words that a plain file's header may have in place of a kernel's column name: content/file_columns.yaml.
var fileWords = sync.OnceValue(func() map[string][]string {
	words := map[string][]string{}
	if data, err := files.FS.ReadFile("file_columns.yaml"); err == nil {
		_ = yaml.Unmarshal(data, &words) // a test reads it
	}
	return words
})

// placeOf finds a column in the header, also in the plural or by its Chinese word; −1: it is not there. The name itself goes before a word.
func placeOf(header []string, name string) int {
	at := slices.IndexFunc(header, func(h string) bool {
		h = strings.TrimSpace(h)
		return strings.EqualFold(h, name) || strings.EqualFold(h, name+"s") || strings.EqualFold(h, name+"es")
	})
	if at >= 0 {
		return at
	}
	return slices.IndexFunc(header, func(h string) bool { return slices.Contains(fileWords()[name], strings.TrimSpace(h)) })
}

// placesOf finds each column in the header.
func placesOf(name string, header []string, columns []lake.Column) ([]int, error) {
	at := make([]int, len(columns))
	for i, c := range columns {
		if at[i] = placeOf(header, c.Name); at[i] < 0 {
			return nil, fail.New(fail.Invalid, "%s: no column %s; the header is: %s", name, spelled(c.Name), strings.Join(header, ", "))
		}
	}
	return at, nil
}

// spelled is a column's name with the word that does as well.
func spelled(name string) string {
	if words := fileWords()[name]; len(words) > 0 {
		return name + " (" + words[0] + ")"
	}
	return name
}
