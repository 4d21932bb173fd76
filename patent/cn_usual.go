package patent

import "strings"

// cnUsualApplication reads the shapes that nearly all Chinese application numbers have, [CN]YYYYTNNNNNNN with its
// check digit, a dot before it, or none; nothing is copied. It leaves to the general reading whatever calls for a
// reason, and gives the same for the rest.
func cnUsualApplication(raw, country string) (n Number, ok bool) {
	d, ok := cnDigits(raw, country)
	if !ok || len(d) < 12 {
		return n, false
	}
	body, check := d[:12], strings.TrimPrefix(d[12:], ".")
	sum := 0
	for i := range len(body) {
		v := int(body[i] - '0')
		if v < 0 || v > 9 {
			return n, false
		}
		sum += v * cnWeights[i]
	}
	want := "0123456789X"[sum%11:][:1]
	year := number(body[:4])
	usual := year >= 2003 && year < 2100 && strings.IndexByte("12389", body[4]) >= 0
	if !usual || check != want && len(d) != 12 {
		return n, false
	}
	return Number{Country: "CN", Serial: body, Check: want, Type: body[4], Year: year, Normal: cnNormal(raw, body),
		Form: Application, CheckOK: check != "", CheckKnown: check != ""}, true
}

// cnUsualPublication reads [CN] and nine or seven digits with a kind code or none.
func cnUsualPublication(raw, country, kind string) (n Number, ok bool) {
	d, ok := cnDigits(raw, country)
	if !ok {
		return n, false
	}
	end := 0
	for end < len(d) && isDigit(d[end]) {
		end++
	}
	body, letters := d[:end], d[end:]
	if len(body) != 9 && len(body) != 7 || body[0] < '1' || body[0] > '3' || !usualKind(letters) {
		return n, false
	}
	if letters == "" {
		letters = upperASCII(kind)
	}
	return Number{Country: "CN", Serial: body, Kind: letters, Type: body[0], Normal: cnNormal(raw, body), Form: Publication}, true
}

// cnDigits is what stands behind the office code, which the source may keep apart.
func cnDigits(raw, country string) (string, bool) {
	if len(raw) > 2 && raw[0] == 'C' && raw[1] == 'N' {
		return raw[2:], true
	}
	return raw, country == "CN"
}

// cnNormal cuts the normal form out of the raw number where that begins with it.
func cnNormal(raw, body string) string {
	if raw[0] == 'C' {
		return raw[:2+len(body)]
	}
	return "CN" + body
}

// usualKind: no kind, a letter that stands alone, or a letter and a digit.
func usualKind(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 1:
		return kindAlone(s[0])
	case 2:
		return isLetter(s[0]) && isDigit(s[1])
	}
	return false
}
