package text

import (
	"strings"
	"unicode"
)

// Tokens cuts text for a search index: runs of letters and digits lower-cased as they are, runs of Chinese characters
// as overlapping bigrams and their last character alone, so that any word of two or more characters is found as a
// phrase and a single one as a prefix. "高分子 Resin2" → 高分 分子 子 resin2.
func Tokens(s string) []string {
	var out []string
	var word strings.Builder
	var run []rune
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
		out = append(out, Bigrams(run)...)
		run = run[:0]
	}
	for _, r := range Fold(s) {
		switch {
		case Han(r):
			if word.Len() > 0 {
				flush()
			}
			run = append(run, r)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if len(run) > 0 {
				flush()
			}
			word.WriteRune(unicode.ToLower(r))
		default:
			flush()
		}
	}
	flush()
	return out
}

// Bigrams of one run of characters, and its last character: n runes give n tokens.
func Bigrams(run []rune) []string {
	out := make([]string, 0, len(run))
	for i := range run {
		out = append(out, string(run[i:min(i+2, len(run))]))
	}
	return out
}
