package plan

import (
	"io/fs"
	"strings"

	"asterism/internal/fail"
	"asterism/text"
)

const variantsFile = "classifications/trad_simp.txt"

// variants reads the table of traditional characters and words.
func variants(content fs.FS) (*strings.Replacer, error) {
	data, err := fs.ReadFile(content, variantsFile)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "table of traditional characters")
	}
	return text.Simplifier(string(data)), nil
}
