package plan

import (
	"regexp"
	"strings"
	"unicode"

	"asterism/internal/finding"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// lost stands where characters of a page cannot be read any more.
const lost = "\uFFFD"

const syllable = `[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+`

var (
	pinyin = regexp.MustCompile(`(\p{Han})[(（]` + syllable + `[)）]`)
	// A damaged place: a question mark in Chinese text where a character was, with the stump of its pinyin and
	// with Greek or rare characters that the wrong decoding left beside it.
	damage = regexp.MustCompile(`[\p{Greek}]*[?\x{FFFD}](?:` + syllable + `[)）])?(?:\p{Han}\p{Greek}+[?\x{FFFD}]?)?`)
)

// line is one line of a page with its place, counted from 1.
type line struct {
	number int64
	text   string
}

// clean makes the lines of a page readable again: pinyin in brackets removed, traditional characters simplified,
// places that cannot be read marked with U+FFFD and reported.
func clean(page string, simplify *strings.Replacer) ([]line, []finding.Finding) {
	var lines []line
	var found []finding.Finding
	var removed, simplified int
	for i, raw := range strings.Split(strings.TrimPrefix(page, "\uFEFF"), "\n") {
		text := trim(raw)
		removed += len(pinyin.FindAllString(text, -1))
		text = pinyin.ReplaceAllString(text, "$1")
		text, broken := mark(text, int64(i+1))
		found = append(found, broken...)
		plain := simplify.Replace(text)
		simplified += differing(text, plain)
		lines = append(lines, line{int64(i + 1), plain})
	}
	return lines, append(found, counted("plan.text.pinyin", removed), counted("plan.text.traditional", simplified))
}

// trim cuts blanks of all widths, and the bullet of a list.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '•' || r == '\u200b' })
}

// mark replaces damaged places next to Chinese text; a question mark after Latin text is left alone.
func mark(text string, number int64) (string, []finding.Finding) {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text, nil
	}
	var found []finding.Finding
	text = damage.ReplaceAllStringFunc(text, func(run string) string {
		found = append(found, finding.Finding{Line: number, Severity: finding.Warning, Code: "plan.text.broken", Value: run})
		return lost + readable(run)
	})
	return text, found
}

// readable keeps what of a damaged run is a common character: one that GB 2312 has.
func readable(run string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.Is(unicode.Han, r) {
			return -1
		}
		if _, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r)); err != nil {
			return -1
		}
		return r
	}, run)
}

func differing(a, b string) (n int) {
	other := []rune(b)
	for i, r := range []rune(a) {
		if i < len(other) && other[i] != r {
			n++
		}
	}
	return n
}

// counted is an Info that tells how often something was done.
func counted(code string, n int) finding.Finding {
	return finding.Finding{Severity: finding.Info, Code: code, Args: map[string]string{"count": itoa(n)}}
}
