package search

import (
	"regexp"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// proximity reads the operators that are no words.
func (l *lexer) proximity() bool {
	if l.d.brackets {
		if m := l.match(bracketOp); m != nil {
			l.put(bracketToken(m[1], strings.ToLower(m[2])), len(m[0]))
			return true
		}
		if m := l.match(bracketFr); m != nil {
			n, _ := strconv.Atoi(m[1])
			l.put(token{kind: tTimes, times: n}, len(m[0]))
			return true
		}
	}
	if l.d.dollars {
		if m := l.match(dollarOp); m != nil {
			l.put(dollarToken(strings.ToUpper(m[1]), m[2]), len(m[0]))
			return true
		}
	}
	if l.d.cql {
		if m := l.match(proxOp); m != nil {
			l.put(proxToken(m[1]), len("prox")+len(m[1]))
			return true
		}
	}
	return false
}

func near(between int, ordered bool) token {
	return token{kind: tOp, op: Near, between: between, ordered: ordered}
}

func within(unit Unit) token { return token{kind: tOp, op: Near, between: -1, unit: unit} }

func bracketToken(number, letter string) token {
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	switch letter {
	case "w", "n":
		return near(n, letter == "w")
	case "p":
		return within(Paragraph)
	}
	return within(Sentence)
}

func dollarToken(word, number string) token {
	n, _ := strconv.Atoi(number)
	switch word {
	case "PRE", "W":
		return near(n, word == "PRE")
	case "WS":
		return near(99, false)
	case "SEN":
		return within(Sentence)
	case "PARA":
		return within(Paragraph)
	}
	return token{kind: tTimes, times: n}
}

func (l *lexer) bracket() error {
	m := l.match(bracketed)
	if m == nil {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "a range is written [FROM TO TO], as [20150101 TO 20181231]"))
	}
	l.put(token{kind: tRange, low: m[1], high: m[2]}, len(m[0]))
	return nil
}

var (
	countedOp = regexp.MustCompile(`^(\d{0,2})([WD])$`)
	usOp      = regexp.MustCompile(`(?i)^(ADJ|NEAR|WITH|SAME)(\d{0,2})$`)
	booleans  = map[string]Op{"AND": And, "OR": Or, "NOT": Not, "XOR": Xor, "ANDNOT": Not}
	hanWords  = map[string]Op{"与": And, "并且": And, "或": Or, "或者": Or, "非": Not}
)

// operator reads the operators that are words.
func (l *lexer) operator(text string) (t token, ok bool, err error) {
	upper := strings.ToUpper(text)
	if op, ok := booleans[upper]; ok {
		return token{kind: tOp, op: op, text: text}, true, nil
	}
	if op, ok := hanWords[text]; ok && (l.d.Name == "plain" || l.d.Name == "cnipa") {
		return token{kind: tOp, op: op, text: text}, true, nil
	}
	switch {
	case upper == "GAND" && l.d.dollars:
		return t, false, l.fail(l.at, l.at+len(text), fail.New(fail.Invalid, "GAND (within one event) is not supported; write AND"))
	case upper == "OPT" && l.d.Name == "incopat":
		return t, false, l.fail(l.at, l.at+len(text), fail.New(fail.Invalid, "OPT (optional words) is not supported; results are ranked by all words of the query"))
	case l.d.words:
		if m := usOp.FindStringSubmatch(text); m != nil {
			return usToken(strings.ToUpper(m[1]), m[2]), true, nil
		}
	case l.d.counted:
		return countedToken(text)
	}
	return t, false, nil
}

// usToken: within n terms means that n-1 stand between, and ADJ and NEAR stay within a sentence.
func usToken(word, number string) token {
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	switch word {
	case "WITH":
		return within(Sentence)
	case "SAME":
		return within(Paragraph)
	}
	t := near(max(n-1, 0), word == "ADJ")
	t.unit = Sentence
	return t
}

// countedToken: 3W is at most three words between, in order; W none; D in any order; S and P a sentence, a paragraph.
func countedToken(text string) (token, bool, error) {
	if m := countedOp.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return near(n, m[2] == "W"), true, nil
	}
	switch text {
	case "S":
		return within(Sentence), true, nil
	case "P":
		return within(Paragraph), true, nil
	}
	return token{}, false, nil
}

var proxPart = regexp.MustCompile(`(?i)/(distance|unit|ordered)(<=|<|=)([a-z0-9]+)`)

// proxToken reads CQL's prox/distance<=3/ordered=true; a distance of 1 is the next word.
func proxToken(modifiers string) token {
	t := near(0, false)
	for _, part := range proxPart.FindAllStringSubmatch(modifiers, -1) {
		n, _ := strconv.Atoi(part[3])
		switch strings.ToLower(part[1]) {
		case "distance":
			if part[2] == "<" {
				n--
			}
			t.between = max(n-1, 0)
		case "ordered":
			t.ordered = strings.EqualFold(part[3], "true")
		case "unit":
			if u := map[string]Unit{"sentence": Sentence, "paragraph": Paragraph}[strings.ToLower(part[3])]; u != Distance {
				t.unit, t.between = u, -1
			}
		}
	}
	return t
}
