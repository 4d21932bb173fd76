package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"asterism/patent"
)

var (
	symbolIn    = regexp.MustCompile(`[A-HY][0-9]{2}[A-Z](?:\s?[0-9]{1,4}\s?/\s?[0-9]{2,6})?`)
	packedIn    = regexp.MustCompile(`[A-H][0-9]{2}[A-Z][0-9]{10}`)
	sectionIn   = regexp.MustCompile(`^SECTION [A-HY]\s*[—–-]*\s*`)
	editionMark = regexp.MustCompile(`\s*[〔\[［](?:[0-9]{1,2}(?:\s*[,，]\s*[0-9]{1,2})*|[0-9]{4}\.[0-9]{2}[^〕\]］]*)[〕\]］]?\s*$`)
	noteIn      = regexp.MustCompile(`\s(?:附注|注意)[:： ]`)
	precedence  = regexp.MustCompile(`优先|precedence`)
)

// cleanTitle mends what a title suffered on its way out of a PDF or a database: line ends within Chinese text, characters
// of the private use area, packed symbols, marks of the edition behind it.
func (c *classRows) cleanTitle(s string) string {
	s = c.withoutPrivate(strings.ReplaceAll(s, "¬†", " "))
	s = packedIn.ReplaceAllStringFunc(s, func(packed string) string {
		k, _ := patent.ParseIPC(packed)
		return orElse(k.Normal, packed)
	})
	s = sectionIn.ReplaceAllString(strings.TrimRight(s, "; \u00a0"), "")
	for {
		was := s
		if s = strings.TrimSpace(editionMark.ReplaceAllString(s, "")); s == was {
			return s
		}
	}
}

// withoutPrivate reads U+E010 as the full point it stands for in names of ring systems ("〔4.2.0〕"); what the others
// stood for is unknown, and they go.
func (c *classRows) withoutPrivate(s string) string {
	if strings.IndexFunc(s, private) < 0 {
		return s
	}
	c.titles.private++
	s = strings.ReplaceAll(s, ".\ue010", ".")
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0xe010:
			return '.'
		case private(r):
			return -1
		}
		return r
	}, s)
}

func private(r rune) bool { return r >= 0xe000 && r <= 0xf8ff }

// splitTitle parts a title from what is printed behind it: references in brackets ("…入A01C5/00", "takes precedence")
// and headings or notes that follow a short first line. The note is the whole text where anything was taken off.
func splitTitle(s string) (title, note string) {
	title = strings.TrimSpace(withoutReferences(firstLine(s)))
	s, title = joinChinese(s), joinChinese(title)
	title = strings.TrimRight(title, " ;；,，")
	if title == "" || title == s {
		return strings.TrimRight(s, " ;；,，"), ""
	}
	return title, s
}

// shortLine: a printed line of titles holds 36 to 40 Chinese characters; one much shorter ended with its paragraph.
const shortLine = 24

// firstLine cuts a Chinese title at a blank where its first printed line ended early.
func firstLine(s string) string {
	if !chinese(s) {
		return s
	}
	if at := noteIn.FindStringIndex(s); at != nil {
		s = editionMark.ReplaceAllString(s[:at[0]], "")
	}
	runes, depth := []rune(s), 0
	for i, r := range runes {
		switch {
		case r == '(' || r == '（':
			depth++
		case r == ')' || r == '）':
			depth--
		case i > shortLine:
			return s
		case r != ' ' || depth > 0 || i == 0 || i+1 == len(runes):
		case strings.ContainsRune(",，;；:：、的例如及和或", runes[i-1]) || !wide(runes[i-1]):
			return s
		default:
			return string(runes[:i])
		}
	}
	return s
}

// withoutReferences drops the bracketed parts that name a symbol or give precedence.
func withoutReferences(s string) string {
	var out strings.Builder
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '(', '（':
			if depth == 0 {
				out.WriteString(s[from:i])
				from = i
			}
			depth++
		case ')', '）':
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				end := i + len(string(r))
				if inner := s[from:end]; !symbolIn.MatchString(inner) && !precedence.MatchString(inner) {
					out.WriteString(inner)
				}
				from = end
			}
		}
	}
	if rest := s[from:]; depth == 0 || !symbolIn.MatchString(rest) {
		out.WriteString(rest)
	}
	return out.String()
}

// joinChinese takes out blanks beside Chinese characters: they are printed line ends.
func joinChinese(s string) string {
	if !chinese(s) {
		return strings.Join(strings.Fields(s), " ")
	}
	runes := []rune(s)
	out := runes[:0:0]
	for i, r := range runes {
		if r == ' ' && (i == 0 || i+1 == len(runes) || wide(runes[i-1]) || wide(runes[i+1]) || runes[i-1] == ' ') {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
