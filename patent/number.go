// Package patent reads what patent offices and databases write: application and publication numbers, kind codes,
// dates, class symbols and legal states. Everything is a pure function of its arguments; nothing is guessed: what can
// be read two ways comes back without a normal form and with a reason.
package patent

import "strings"

// Number is one application or publication number taken apart.
//
// Normal is the office code and the number without kind and check digit (CN201510163325, US7318131, WO2001098623,
// PCT/EP2002/007746); it is empty when the number was not understood. Reason lists, separated by ";", the codes of
// what was changed (see the Reason constants), or the one code that says why nothing could be read.
type Number struct {
	Country, Serial, Kind, Check string
	Type                         byte // type digit or letter in the office's own scheme (CN '1', US 'D', KR '2'), 0 = none
	Year                         int  // filing or publication year as the number tells it, 0 = it does not
	Normal                       string
	Form                         string // "application" or "publication"
	Reason                       string
	CheckOK, CheckKnown          bool // CheckKnown: a check digit was written; CheckOK: it is right
}

// The two forms of a number.
const (
	Application = "application"
	Publication = "publication"
)

// Reasons: why a number was changed, or was not understood. The first group leaves Normal filled, the second empty.
const (
	ReasonSeparators     = "separators_removed"
	ReasonZeros          = "leading_zeros_removed"
	ReasonPadded         = "zero_padded"
	ReasonYear           = "year_expanded"
	ReasonYearShort      = "year_shortened"
	ReasonEra            = "era_added"
	ReasonPrefix         = "prefix_replaced"
	ReasonZL             = "zl_prefix"
	ReasonTypePrefix     = "type_prefix_removed"
	ReasonStandardForm   = "standard_form"
	ReasonDatabase       = "database_form" // year and serial as a database joins them
	ReasonDocDB          = "docdb_form"    // a database's own form, which names the application but not as its office does
	ReasonCheckWrong     = "check_digit_wrong"
	ReasonFromCheck      = "country_from_check_digit"
	ReasonGeneric        = "generic_rule"
	ReasonAmbiguousParts = "ambiguous_parts"
	ReasonTypeDigit      = "type_digit_unknown"

	ReasonEmpty         = "empty"
	ReasonCountry       = "country_unknown"
	ReasonNotUnderstood = "not_understood"
	ReasonAmbiguous     = "ambiguous"
	ReasonPublication   = "looks_like_publication"
	ReasonApplication   = "looks_like_application"
)

// OK tells whether the number was understood.
func (n Number) OK() bool { return n.Normal != "" }

// Full is Normal followed by the kind code: US7318131B2.
func (n Number) Full() string {
	if !n.OK() {
		return ""
	}
	return n.Normal + n.Kind
}

// Shared tells that every publication of one application (kinds A, B, C) carries this number at its office, so that
// the number alone names the application: CN with nine digits (ZC 0007-2012) or eight (1985–1988), EP, WO, FR, GB, and DE
// with eight digits or more. Chinese numbers of seven digits count applications and grants apart; so do JP, KR and US.
func (n Number) Shared() bool {
	if !n.OK() || n.Kind != "" && strings.IndexByte("ABC", n.Kind[0]) < 0 {
		return false
	}
	switch n.Country {
	case "CN", "DE":
		return len(n.Serial) >= 8
	case "EP", "FR", "GB", "WO":
		return true
	}
	return false
}

// Key names what a publication number names when nothing else is known: the application where Shared, else the document.
func (n Number) Key() string {
	if n.Shared() {
		return n.Normal
	}
	return n.Full()
}

// DocDB returns the three parts of a number as the EPO's master database writes them: country, number, kind.
// A PCT application keeps its receiving office in the number (WO, EP2002007746, W).
func (n Number) DocDB() (country, number, kind string) {
	return n.Country, n.Serial, n.Kind
}

func (n *Number) because(reason string) {
	if strings.Contains(";"+n.Reason+";", ";"+reason+";") {
		return
	}
	if n.Reason != "" {
		n.Reason += ";"
	}
	n.Reason += reason
}

// refuse empties what was read and leaves one reason.
func (n *Number) refuse(reason string) {
	*n = Number{Country: n.Country, Form: n.Form, Reason: reason}
}

// accept sets the normal form; a serial without any digit (of a broken source) is refused.
func (n *Number) accept(serial string) {
	if all(serial, func(c byte) bool { return c == '0' || isLetter(c) }) {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Serial, n.Normal = serial, n.Country+serial
}

// ParseApplication reads an application number; country is the office when the source tells it apart ("" = not told).
// A prefix inside the number wins over country.
func ParseApplication(raw, country string) Number {
	if n, ok := cnUsualApplication(raw, country); ok {
		return n
	}
	return parse(raw, country, "", Application)
}

// ParsePublication reads a publication or grant number; country and kind are what the source tells apart ("" = not
// told). A kind written at the number's end wins over kind.
func ParsePublication(raw, country, kind string) Number {
	if n, ok := cnUsualPublication(raw, country, kind); ok {
		return n
	}
	return parse(raw, country, kind, Publication)
}

func parse(raw, country, kind, form string) Number {
	n := Number{Country: upperASCII(country), Form: form}
	if !isOffice(n.Country) {
		n.Country = ""
	}
	s := scan{text: upperASCII(halfWidth(raw))}
	s.text = trim(s.text, " .,;:")
	if s.text == "" || s.text == "-" || s.text == "NA" || s.text == "N/A" {
		n.refuse(ReasonEmpty)
		return n
	}
	if pct(&n, s.text) {
		return n
	}
	s.office(&n)
	if n.Country == "" && !s.officeByCheck(&n) {
		n.refuse(ReasonCountry)
		return n
	}
	s.kind(&n, upperASCII(kind))
	if form == Application && s.told && n.Kind == "W" && n.Country != "WO" {
		docdbPCT(&s, &n)
		return n
	}
	s.read(&n)
	return n
}

func (s *scan) read(n *Number) {
	for _, o := range offices {
		if o.code != n.Country {
			continue
		}
		if n.Form == Application {
			o.application(s, n)
		} else {
			o.publication(s, n)
		}
		return
	}
	generic(s, n)
}

// office reads the numbers of one patent office.
type office struct {
	code                     string
	application, publication func(*scan, *Number)
}

// offices with rules of their own; every other office follows the generic rule.
var offices = []office{
	{"CN", cnApplication, cnPublication},
	{"DE", deApplication, dePublication},
	{"EP", epApplication, epPublication},
	{"FR", frApplication, plain(7)},
	{"GB", gbApplication, gbPublication},
	{"JP", jpNumber, jpNumber},
	{"KR", krNumber, krNumber},
	{"TW", twApplication, twPublication},
	{"US", usApplication, usPublication},
	{"WO", woPublication, woPublication},
}

// plain is the rule of offices that count publications through: digits without leading zeros, at most max.
func plain(max int) func(*scan, *Number) {
	return func(s *scan, n *Number) {
		d := s.trimmed(n)
		if !isDigits(d) || len(d) > max {
			n.refuse(ReasonNotUnderstood)
			return
		}
		n.accept(d)
	}
}

// generic keeps letters and digits, drops separators and leading zeros.
func generic(s *scan, n *Number) {
	d := s.trimmed(n)
	if d == "" || !hasDigit(d) || !isAlnum(d) {
		n.refuse(ReasonNotUnderstood)
		return
	}
	if _, kind := cutKind(d); kind != "" {
		n.refuse(ReasonAmbiguous) // two kind codes, or letters inside that look like one
		return
	}
	n.because(ReasonGeneric)
	n.accept(d)
}
