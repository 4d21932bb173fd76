package text

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word of a Western name in the spelling that stands for all its spellings.
type word struct {
	text  string
	class wordClass
}

// western is a Western name taken apart.
type western struct {
	words  []word // in order, each once, without articles and legal form
	person bool   // may be a person: words of names only
	given  []string
	last   string // before a comma; "" when the order is not known
	suffix string // JR, III
	form   string
	law    uint16 // where the legal form is used
}

// bare turns letters with marks into plain ones: Ö → O, Ł → L. Upper case, entities of HTML resolved.
func bare(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(entityMarks.Replace(s))
	}
	s = strings.ToUpper(s)
	if isASCII(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToUpper(Fold(s))))
	return letters.Replace(s)
}

var letters = strings.NewReplacer("ß", "SS", "ẞ", "SS", "Ø", "O", "Æ", "AE", "Œ", "OE", "Ł", "L", "Đ", "D", "Ð", "D", "Þ", "TH", "İ", "I", "’", "'", "`", "'", "‘", "'", "–", "-", "—", "-", "−", "-")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// pieces cuts a name into words: elided articles (D', L') go, other apostrophes close up, A&T stays one word, brackets
// that hold the initials of the rest go.
func pieces(s string) []string {
	s = dropAcronym(brackets.Replace(s))
	out := make([]string, 0, 8)
	start := -1
	for i := 0; i <= len(s); i++ {
		switch {
		case i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9' || s[i] >= 0x80):
			if start < 0 {
				start = i
			}
			continue
		case i < len(s) && start >= 0 && joins(s, start, i):
			continue
		}
		if start >= 0 {
			out = append(out, innerMarks.Replace(s[start:i]))
			start = -1
		}
	}
	return out
}

var (
	brackets     = strings.NewReplacer("<", "(", ">", ")", "[", "(", "]", ")")
	innerMarks   = strings.NewReplacer("'", "", "&", "")
	acronymMarks = strings.NewReplacer(".", "", " ", "", "-", "")
	entityMarks  = strings.NewReplacer("&AMP;", "&", "&APOS;", "'", "&QUOT;", " ")
)

// joins tells whether a mark inside a word belongs to it.
func joins(s string, start, i int) bool {
	switch s[i] {
	case '\'':
		if i-start >= 4 && i+4 < len(s) && !strings.ContainsAny(s[i:i+4], " ,.") {
			return false // PHILIPS'GLOEILAMPENFABRIEKEN
		}
		return !(i-start == 1 && (s[start] == 'D' || s[start] == 'L') && i+1 < len(s) && s[i+1] != ' ')
	case '&':
		return i-start <= 2 && i+1 < len(s) && s[i+1] >= 'A' && s[i+1] <= 'Z' && (i+2 >= len(s) || s[i+2] < 'A' || i+3 >= len(s) || s[i+3] < 'A')
	}
	return false
}

// dropAcronym takes out brackets that hold letters which begin the words outside: (C.N.R.S.), (GE).
func dropAcronym(s string) string {
	open := strings.IndexByte(s, '(')
	if open < 0 {
		return s
	}
	end := strings.IndexByte(s[open:], ')')
	if end < 0 {
		return s
	}
	end += open
	inside := acronymMarks.Replace(s[open+1 : end])
	outside := strings.FieldsFunc(s[:open]+" "+s[end+1:], notWord)
	if len(inside) >= 2 && len(inside) <= 8 && isInitials(inside, outside) {
		return s[:open] + " " + s[end+1:]
	}
	return s
}

func notWord(r rune) bool { return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0x80) }

// isInitials tells whether letters begin words of the list in its order, words in between being short or of the form.
func isInitials(s string, words []string) bool {
	at := 0
	for _, w := range words {
		if at < len(s) && w[0] == s[at] {
			at++
		} else if i := known[w]; i.class != article && i.class != form {
			return false
		}
	}
	return at == len(s)
}

// joinLetters makes one word of single letters in a row: N V → NV, I B M → IBM.
func joinLetters(words []string) []string {
	out := words[:0:0]
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && len(words[j]) == 1 {
			j++
		}
		if j-i >= 2 {
			out = append(out, strings.Join(words[i:j], ""))
			i = j
			continue
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// parseWestern takes a name apart.
func parseWestern(name string) western {
	s := withoutAddress(bare(name))
	raw := pieces(s)
	if p, ok := parsePerson(s, raw); ok {
		return p
	}
	var n western
	n.law = anyLaw
	list := wordsOf(joinLetters(raw))
	if i := slices.IndexFunc(list, func(i wordInfo) bool { return i.class == kind && (i.canon == "UNIV" || i.canon == "COLLEGE") }); i >= 0 {
		list = withoutBody(list)
	}
	if government(list) {
		list = append(withoutBody(list), wordInfo{canon: "GOVERNMENT", class: kind})
	}
	n.keep(list)
	if len(n.words) == 0 { // nothing but a form: it is the name
		for _, w := range raw {
			n.words = append(n.words, word{w, plain})
		}
	}
	n.dropOwnAcronym()
	return n
}

// withoutAddress cuts what follows the legal form behind a comma, an address (N.V., EINDHOVEN, NL), or behind A or TE
// (LLC A DELAWARE COMPANY, N.V. TE EINDHOVEN).
func withoutAddress(s string) string {
	parts := strings.Split(s, ",")
	if len(parts) == 1 {
		return withoutRemark(s)
	}
	last := 0
	for i, p := range parts {
		words := joinLetters(pieces(p))
		if len(words) == 0 {
			continue
		}
		ends := known[words[len(words)-1]].class == form && (i > 0 || len(words) > 1)
		begins := i == 0 && len(words) > 1 && len(words[0]) > 1 && known[words[0]].class == form
		if ends || begins {
			last = i + 1
		}
	}
	if last > 0 {
		s = strings.Join(parts[:last], ",")
	}
	return withoutRemark(s)
}

func withoutRemark(s string) string {
	for _, behind := range [...]string{" A ", " TE ", " [", " ("} {
		head, tail, found := strings.Cut(s, behind)
		if !found {
			continue
		}
		words := joinLetters(pieces(head))
		ends := len(words) > 1 && known[words[len(words)-1]].class == form && len(words[len(words)-1]) > 1
		if ends && !strings.Contains(tail, behind) && (behind != " (" || len(tail) == 3) {
			s = head
		}
	}
	return s
}

func wordsOf(list []string) []wordInfo {
	out := make([]wordInfo, len(list))
	for i, w := range list {
		out[i] = lookUp(w)
		if i == 0 && len(list) > 1 && out[i].class == form && len(w) > 3 && out[i].form == "CO" && out[i].canon != w {
			out[i].class = form
		}
	}
	return out
}

// withoutBody drops the governing body of a university, for which it acts.
func withoutBody(list []wordInfo) []wordInfo {
	return slices.DeleteFunc(list, func(i wordInfo) bool { return i.class == body })
}

// government: the United States of America as represented by the Secretary of …
func government(list []wordInfo) bool {
	represented, states := false, false
	for _, i := range list {
		represented = represented || i.class == body || i.canon == "GOVERNMENT"
		states = states || i.canon == "STATE" || i.canon == "MAJESTY"
	}
	return represented && states && slices.ContainsFunc(list, func(i wordInfo) bool { return i.canon == "AMERICA" || i.canon == "UNITED" || i.canon == "MAJESTY" })
}

func (n *western) keep(list []wordInfo) {
	rest := 0
	for _, i := range list {
		if i.class != form && i.class != article {
			rest++
		}
	}
	for _, i := range list {
		switch {
		case i.class == form && rest > 0:
			n.ofForm(i)
		case i.class == article && rest > 0:
		case !slices.ContainsFunc(n.words, func(w word) bool { return w.text == i.canon }):
			n.words = append(n.words, word{i.canon, i.class})
		}
	}
}

// ofForm: of several forms the one of the fewest laws counts (CO LTD in GmbH & Co KG).
func (n *western) ofForm(i wordInfo) {
	if n.form == "" || i.law != anyLaw {
		n.form = i.form
	}
	if both := n.law & i.law; both != 0 {
		n.law = both
	}
}

// dropOwnAcronym: CNRS beside the four words it stands for.
func (n *western) dropOwnAcronym() {
	if len(n.words) < 4 {
		return
	}
	for k, w := range n.words {
		if len(w.text) >= 3 && len(w.text) == len(n.words)-1 && w.class == plain {
			rest := slices.Delete(slices.Clone(n.words), k, k+1)
			hit := true
			for j, r := range rest {
				hit = hit && r.text[0] == w.text[j]
			}
			if hit {
				n.words = rest
				return
			}
		}
	}
}

var nameSuffixes = map[string]bool{"JR": true, "SR": true, "II": true, "III": true, "IV": true}

// titles say nothing about who a person is.
var titles = map[string]bool{"DR": true, "PROF": true, "MR": true, "MRS": true, "MS": true, "ING": true, "DIPL": true, "PHD": true, "DECEASED": true, "PROFESSOR": true}

var particles = map[string]bool{"VAN": true, "VON": true, "DER": true, "DEN": true, "DE": true, "LA": true, "ZU": true, "TEN": true, "TER": true, "DA": true, "DOS": true, "DI": true, "DEL": true, "DU": true}

// parsePerson takes a name of two to six words, none of an organisation, as a person's. A comma parts last and given
// names; a hyphen makes one name.
func parsePerson(s string, raw []string) (western, bool) {
	n := western{person: true, law: anyLaw}
	head, tail, comma := strings.Cut(s, ",")
	if open := strings.IndexByte(tail, '('); open > 0 {
		tail = tail[:open] // Ruili (Linda)
	}
	if len(raw) < 2 || len(raw) > 7 || strings.ContainsAny(head+tail, "0123456789&()") {
		return western{}, false
	}
	if endsInForm(s, raw, comma) {
		return western{}, false
	}
	if comma {
		if tail, n.suffix = cutSuffix(tail); strings.TrimSpace(strings.Trim(tail, " ,.")) == "" {
			head, tail, comma = s[:len(head)], "", false
		}
	}
	full, particle := 0, ""
	for part, text := range []string{head, tail} {
		for _, w := range pieces(strings.ReplaceAll(text, "-", "")) {
			switch {
			case nameSuffixes[w]:
				n.suffix = w
				continue
			case titles[w]:
				continue
			case particles[w]:
				particle += w
				continue
			case len(w) > 1 && !givenOrLast(w, comma):
				return western{}, false
			}
			w = digraphs.Replace(w)
			if len(w) > 1 {
				full++
			}
			if comma && part == 0 {
				n.last += w
			} else {
				n.given = append(n.given, w)
			}
			n.words = append(n.words, word{w, plain})
		}
	}
	if full == 0 || len(n.words) < 2 || comma && (n.last == "" || len(n.given) == 0) {
		return western{}, false
	}
	if comma { // van der Berg, Jan; Berg, Jan van der
		n.last = particle + n.last
	}
	return n, true
}

// givenOrLast: a word that organisations do not use. Where a comma says that this is a person, only what stands in the
// lexicon as it is counts against it.
func givenOrLast(w string, comma bool) bool {
	i, ok := known[w]
	if !ok && !comma {
		i = lookUp(w)
	}
	return i.class == plain || i.class == article && len(w) < 5
}

// endsInForm tells whether the letters at either end are a legal form (N.V., B V) and no initials: some forms always,
// those that are as often initials (S.A., A.S.) only behind a name without comma and without a space between.
func endsInForm(s string, raw []string, comma bool) bool {
	words := joinLetters(raw)
	if last := words[len(words)-1]; !comma && known[last].class == form && known[last].form == "" {
		return true // what remains of N.V.
	}
	for _, w := range []string{words[0], words[len(words)-1]} {
		i := known[w]
		if len(w) < 2 || i.class != form {
			continue
		}
		if !strings.Contains(" SA AG AS AB SE EV LP IS AD DD HB PC RT ", " "+w+" ") {
			return true
		}
		dotted := strings.Join(strings.Split(w, ""), ".")
		if !comma && (strings.Contains(s, dotted) || strings.Contains(s, " "+w)) {
			return true
		}
	}
	return false
}

func cutSuffix(s string) (rest, suffix string) {
	for _, w := range pieces(s) {
		if nameSuffixes[w] {
			suffix = w
			s = strings.Replace(s, w, "", 1)
		}
	}
	return strings.ReplaceAll(s, ",", " "), suffix
}
