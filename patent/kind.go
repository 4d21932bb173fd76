package patent

import "strings"

// The types of patent right. They are never added up silently: an application for an invention, a utility model and
// a design are different things.
const (
	Invention    = "invention"
	UtilityModel = "utility_model"
	Design       = "design"
	Plant        = "plant"
	Other        = "other"
)

// TypeOf tells the type of right by kind code and number; number may carry the office code, and may be an application
// or a publication number. The kind decides where it is known, the number's own type digit otherwise.
// Sources: WIPO ST.16 and part 7.3.2 of its handbook (kind codes by office); ZC 0006-2003 and ZC 0007-2012 (CN).
func TypeOf(country, kind, number string) string {
	kind = upperASCII(kind)
	if country == "CN" {
		if t := cnKindType(kind); t != "" {
			return t
		}
	}
	number = bare(country, number)
	if t := typeByOffice(upperASCII(country), kind, number); t != "" {
		return t
	}
	if kind == "" {
		return Other
	}
	if t, ok := st16[kind[0]]; ok {
		return t
	}
	return Other
}

// bare strips the office code and everything but letters and digits.
func bare(country, number string) string {
	t := strings.TrimPrefix(upperASCII(halfWidth(number)), upperASCII(country))
	t = strings.TrimPrefix(squeeze(t), "ZL")
	return trim(t, "-./")
}

// st16 is the common meaning of kind letters; an office's own use comes first.
var st16 = map[byte]string{
	'A': Invention, 'B': Invention, 'C': Invention, 'T': Invention, 'W': Invention,
	'U': UtilityModel, 'Y': UtilityModel, 'Z': UtilityModel,
	'S': Design, 'P': Plant, 'F': Design,
}

func typeByOffice(country, kind, number string) string {
	switch country {
	case "CN":
		return cnType(kind, number)
	case "US":
		return usType(kind, number)
	case "EP", "WO", "EA":
		return Invention
	case "TW":
		return twType(kind, number)
	}
	return ""
}

func cnType(kind, number string) string {
	if t := cnKindType(kind); t != "" {
		return t
	}
	return cnTypeDigit(cnDigit(number))
}

func cnKindType(kind string) string {
	if kind == "" {
		return ""
	}
	switch kind[0] {
	case 'A', 'B', 'C':
		return Invention
	case 'U', 'Y':
		return UtilityModel
	case 'S', 'D':
		return Design
	}
	return ""
}

func cnDigit(number string) byte {
	body, _, _ := strings.Cut(number, ".")
	if !isDigits(body) {
		return 0
	}
	switch len(body) {
	case 12, 13:
		return body[4]
	case 8:
		return body[2]
	case 7:
		return body[0]
	case 9: // a publication, or an old application with its check digit
		if body[0] <= '3' && body[0] >= '1' {
			return body[0]
		}
		return body[2]
	}
	return 0
}

func cnTypeDigit(d byte) string {
	switch d {
	case '1', '8':
		return Invention
	case '2', '9':
		return UtilityModel
	case '3':
		return Design
	}
	return Other
}

// usType: S design, P plant, E reissue (of an invention as a rule), H statutory registration; numbers D…, PP…, RE….
func usType(kind, number string) string {
	switch {
	case strings.HasPrefix(kind, "S"), strings.HasPrefix(number, "D"):
		return Design
	case strings.HasPrefix(kind, "P"), strings.HasPrefix(number, "PP"):
		return Plant
	case strings.HasPrefix(kind, "H"), strings.HasPrefix(number, "H"), strings.HasPrefix(number, "T"):
		return Other
	case strings.HasPrefix(kind, "E"), strings.HasPrefix(number, "RE"), isDigits(number):
		return Invention
	}
	return ""
}

func twType(kind, number string) string {
	if number == "" {
		return ""
	}
	switch number[0] {
	case 'I':
		return Invention
	case 'M':
		return UtilityModel
	case 'D':
		return Design
	}
	return ""
}
