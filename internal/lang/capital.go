package lang

import "strings"

// Capital begins an English label as a heading begins; names of columns and words in other scripts stay as they are.
func Capital(label string) string {
	if label == "" || label[0] < 'a' || label[0] > 'z' || strings.Contains(label, "_") {
		return label
	}
	return string(label[0]-'a'+'A') + label[1:]
}
