package plan

import (
	"io/fs"
	"strings"

	"asterism/internal/fail"
)

const variantsFile = "classifications/trad_simp.txt"

// variants reads the table of traditional characters and words. Words stand before characters, so that a replacer,
// which prefers earlier pairs, settles them first.
func variants(content fs.FS) (*strings.Replacer, error) {
	data, err := fs.ReadFile(content, variantsFile)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "table of traditional characters")
	}
	var words, characters []string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			if from, to, ok := strings.Cut(pair, "="); ok {
				words = append(words, from, to)
			} else if r := []rune(pair); len(r) == 2 {
				characters = append(characters, string(r[0]), string(r[1]))
			}
		}
	}
	return strings.NewReplacer(append(words, characters...)...), nil
}
