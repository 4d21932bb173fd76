package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokens cuts text for a search index: runs of letters and digits lower-cased as they are, runs of Chinese characters
// as overlapping bigrams and their last character alone, so that any word of two or more characters is found as a
// phrase and a single one as a prefix. "高分子 Resin2" → 高分 分子 子 resin2.
func Tokens(s string) []string {
	var out []string
	EachToken(s, func(t Token) {
		if t.Kind != Break {
			out = append(out, string(t.Term))
		}
	})
	return out
}

// Token is one entry of a text in an index. Position counts words of other scripts and characters of Chinese from 0.
type Token struct {
	Term       []byte // folded; valid during the call only
	Position   uint32
	Start, End int // bytes of the text, as folded when its Fold differs
	Kind       TokenKind
}

// TokenKind tells what a token is.
type TokenKind uint8

// A Word is a run of letters and digits, a Gram two Chinese characters that follow each other or the last one of a
// run. A Break stands before the first token of a new sentence (Term SentenceBreak) or paragraph (ParagraphBreak).
const (
	Word TokenKind = iota
	Gram
	Break
)

// Terms of breaks: no word begins with them.
const (
	SentenceBreak  = "\x01"
	ParagraphBreak = "\x02"
)

var breakTerms = [][]byte{1: []byte(SentenceBreak), 2: []byte(ParagraphBreak)}

// MaxTerm is the longest term in bytes; longer ones (gene sequences) are cut there, in texts and queries alike.
const MaxTerm = 64

// EachToken calls take for every token in order. Texts are folded (Fold) except that line breaks still part paragraphs.
func EachToken(s string, take func(Token)) {
	if !simple(s) {
		s = foldLines(s)
	}
	z := tokenizer{text: s, take: take}
	z.run()
}

// Searchable is a text as EachToken cuts it: Start and End of its tokens are bytes of this string.
func Searchable(s string) string {
	if simple(s) {
		return s
	}
	return foldLines(s)
}

// foldLines folds each line by itself, so that paragraphs survive.
func foldLines(s string) string {
	if !strings.ContainsAny(s, "\r\n\u2028\u2029") {
		return Fold(s)
	}
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' })
	for i, line := range lines {
		lines[i] = Fold(line)
	}
	return strings.Join(lines, "\n")
}

// simple tells that folding would not change any token of s: ASCII, Chinese characters, their usual punctuation and
// full-width letters, which the tokenizer maps itself. The last may not stand before a combining mark, which is none of these.
func simple(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			for i+8 <= len(s) && ascii8(s[i:i+8]) {
				i += 8
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !plainHan(r) && (r < 0x3001 || r > 0x3003) && (r < 0x3008 || r > 0x3011) && (r < 0xFF01 || r > 0xFF5E) && r != 0x3000 {
			return false
		}
		i += n
	}
	return true
}

// ascii8 tells whether eight bytes are ASCII; the compiler makes one load of it.
func ascii8(s string) bool {
	_ = s[7]
	v := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return v&0x8080808080808080 == 0
}

// plainHan is a Chinese character that compatibility folding leaves alone.
func plainHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF }

type tokenizer struct {
	text string
	take func(Token)
	at   uint32
	word [MaxTerm + utf8.UTFMax]byte
	size int  // of word
	from int  // where the word began
	last int  // start of the last character of the open run
	open bool // a run of Chinese characters is open
	gap  byte // a sentence (1) or paragraph (2) ended since the last token
}

func (z *tokenizer) run() {
	s := z.text
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if l := lower[c]; l != 0 {
				z.letter(i, l)
				i++
				continue
			}
			z.endWord(i)
			z.endRun(i)
			z.punctuation(rune(c), i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		z.rune(r, i, n)
		i += n
	}
	z.endWord(len(s))
	z.endRun(len(s))
}

// lower maps ASCII letters and digits to lower case, everything else to 0.
var lower = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()

func (z *tokenizer) rune(r rune, i, n int) {
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	switch {
	case plainHan(r) || r > 0x2E7F && unicode.Is(unicode.Han, r):
		z.endWord(i)
		z.han(i)
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		z.endRun(i)
		if z.size == 0 {
			z.begin(i)
		}
		if z.size < MaxTerm {
			z.size += utf8.EncodeRune(z.word[z.size:], unicode.ToLower(r))
		}
	default:
		z.endWord(i)
		z.endRun(i)
		z.punctuation(r, i+n)
	}
}

func (z *tokenizer) letter(i int, l byte) {
	if z.size == 0 {
		z.endRun(i)
		z.begin(i)
	}
	if z.size < MaxTerm {
		z.word[z.size] = l
		z.size++
	}
}

// begin puts the break that is due before a token.
func (z *tokenizer) begin(i int) {
	z.from = i
	if z.gap == 0 {
		return
	}
	if z.at > 0 {
		z.take(Token{Term: breakTerms[z.gap], Position: z.at, Start: i, End: i, Kind: Break})
	}
	z.gap = 0
}

func (z *tokenizer) endWord(end int) {
	if z.size == 0 {
		return
	}
	z.take(Token{Term: z.word[:min(z.size, MaxTerm)], Position: z.at, Start: z.from, End: end})
	z.at++
	z.size = 0
}

// han opens a run or, as its second or later character, completes a bigram with the one before.
func (z *tokenizer) han(i int) {
	if !z.open {
		z.begin(i)
		z.open, z.last = true, i
		return
	}
	z.gram(z.end(i))
	z.last = i
}

func (z *tokenizer) end(i int) int {
	_, n := utf8.DecodeRuneInString(z.text[i:])
	return i + n
}

func (z *tokenizer) endRun(end int) {
	if z.open {
		z.gram(end)
		z.open = false
	}
}

func (z *tokenizer) gram(end int) {
	n := copy(z.word[:], z.text[z.last:end])
	z.take(Token{Term: z.word[:n], Position: z.at, Start: z.last, End: end, Kind: Gram})
	z.at++
}

func (z *tokenizer) punctuation(r rune, next int) {
	switch r {
	case '。', '!', '?', ';':
		z.gap = max(z.gap, SentenceBreak[0])
	case '.':
		if next == len(z.text) || z.text[next] == ' ' || z.text[next] == '\n' {
			z.gap = max(z.gap, SentenceBreak[0])
		}
	case '\n', '\r':
		z.gap = ParagraphBreak[0]
	}
}
