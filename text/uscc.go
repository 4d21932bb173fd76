package text

import "strings"

// The alphabet of the unified social credit code: no I, O, S, V, Z. Source: GB 32100-2015.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// Reasons why a code is not valid.
const (
	CodeEmpty     = "empty"
	CodeLength    = "wrong_length"
	CodeCharacter = "character_not_allowed"
	CodeRegion    = "region_not_digits"
	CodeCheck     = "check_digit_wrong"
)

// USCC checks a unified social credit code (统一社会信用代码, 18 characters) and returns its normal form: NFKC, upper
// case, without spaces and hyphens. ok: the check digit is right. Otherwise reason says why not, and suggestion is
// the one valid code that differs only by letters commonly mistaken (O→0, I→1, Z→2, S→5), or "".
//
// C₁₈ = (31 − Σ Cᵢ·3^(i−1) mod 31) mod 31. Positions 3–8 are digits (region at registration, perhaps abolished since);
// 1 and 2 may be letters (N rural collectives, Y others). Source: GB 32100-2015.
func USCC(s string) (normal string, ok bool, reason, suggestion string) {
	normal = codeForm(s)
	reason = usccProblem(normal)
	if reason == "" {
		return normal, true, "", ""
	}
	if len(normal) == 18 {
		suggestion = usccSuggest(normal)
	}
	return normal, false, reason, suggestion
}

var codeMarks = strings.NewReplacer(" ", "", "-", "", "_", "")

func codeForm(s string) string {
	s = codeMarks.Replace(Fold(s))
	return Fold(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 32
		}
		return r
	}, s))
}

func usccProblem(s string) string {
	switch {
	case s == "":
		return CodeEmpty
	case len(s) != 18:
		return CodeLength
	}
	for i := range len(s) {
		if strings.IndexByte(usccAlphabet, s[i]) < 0 {
			return CodeCharacter
		}
		if i >= 2 && i < 8 && (s[i] < '0' || s[i] > '9') {
			return CodeRegion
		}
	}
	if usccCheck(s) != s[17] {
		return CodeCheck
	}
	return ""
}

func usccCheck(s string) byte {
	sum := 0
	for i := range 17 {
		sum += strings.IndexByte(usccAlphabet, s[i]) * usccWeights[i]
	}
	return usccAlphabet[(31-sum%31)%31]
}

// USCCCheck appends the check character to 17 characters of a code; false when they are not of the alphabet.
func USCCCheck(body string) (string, bool) {
	if len(body) != 17 {
		return "", false
	}
	if p := usccProblem(body + "0"); p != "" && p != CodeCheck {
		return "", false
	}
	return body + string(usccCheck(body)), true
}

// usccSuggest replaces mistaken letters, all or any one of them, and returns the only valid outcome.
func usccSuggest(s string) string {
	found := ""
	for _, try := range mistaken(s) {
		if usccProblem(try) != "" || try == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = try
	}
	return found
}

var swap = strings.NewReplacer("O", "0", "I", "1", "Z", "2", "S", "5")

func mistaken(s string) []string {
	out := []string{swap.Replace(s)}
	for i := range len(s) {
		if one := swap.Replace(s[i : i+1]); one != s[i:i+1] {
			out = append(out, s[:i]+one+s[i+1:])
		}
	}
	return out
}

// USCCParts are the parts of a valid code.
type USCCParts struct{ Authority, Class, Region, Organisation string }

// SplitUSCC takes a code of 18 characters apart; the organisation code is GB 11714's, without hyphen.
func SplitUSCC(code string) (USCCParts, bool) {
	if len(code) != 18 {
		return USCCParts{}, false
	}
	return USCCParts{code[:1], code[1:2], code[2:8], code[8:17]}, true
}

var orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// OrgCode checks an organisation code (组织机构代码, 8 characters and a check character, "60003734-1") and returns it
// without hyphen. C₉ = 11 − Σ Cᵢ·Wᵢ mod 11 with 0–9, A = 10 … Z = 35; 10 is written X, 11 is 0. Source: GB 11714.
func OrgCode(s string) (normal string, ok bool, reason string) {
	normal = codeForm(s)
	switch {
	case normal == "":
		return normal, false, CodeEmpty
	case len(normal) != 9:
		return normal, false, CodeLength
	}
	want, allowed := orgCheck(normal[:8])
	switch {
	case !allowed || orgValue(normal[8]) < 0:
		return normal, false, CodeCharacter
	case want != normal[8]:
		return normal, false, CodeCheck
	}
	return normal, true, ""
}

// OrgCodeCheck appends the check character to the first eight of an organisation code.
func OrgCodeCheck(body string) (string, bool) {
	if len(body) != 8 {
		return "", false
	}
	c, ok := orgCheck(body)
	return body + string(c), ok
}

func orgCheck(body string) (byte, bool) {
	sum := 0
	for i := range 8 {
		v := orgValue(body[i])
		if v < 0 {
			return '0', false
		}
		sum += v * orgWeights[i]
	}
	return "0X987654321"[sum%11], true
}

func orgValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return -1
}
