package patent

import "strings"

// ParseApplicationFiled is ParseApplication for a number whose year of filing is known (0 = not). Databases write
// application numbers in forms of their own, with a kind letter behind them, which only the year tells from the
// office's form: US 12345605 A is serial 123456 of 2005 (DOCDB) or series 12, serial 345605; EP20152625A is number
// 2625 of 2015 (Derwent) or 152625 of 2020. The reading whose year is that of the filing is taken; a number that two
// fit, or none, is ambiguous.
func ParseApplicationFiled(raw, country string, year int) Number {
	own := ParseApplication(raw, country)
	office, d, kind := databaseForm(raw, country)
	if office == "" || year == 0 && own.OK() && office != "US" {
		return own
	}
	var found []Number
	readings := databaseReadings(own, office, d, kind)
	if one := onlyOne(readings); one.OK() && !own.OK() {
		return one // whatever the date: it may be of the priority or the entry
	}
	for _, n := range readings {
		if n.OK() && (year == 0 || n.filedIn(year, office)) && (len(found) == 0 || found[0].Normal != n.Normal) {
			found = append(found, n)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) == 0 && own.OK() && own.Year == 0 && office != "US":
		return own // its form tells no year to compare
	case len(found) == 0 && !own.OK():
		return own
	}
	own.Country = office
	own.refuse(ReasonAmbiguous)
	return own
}

func onlyOne(readings []Number) (one Number) {
	for _, n := range readings {
		if n.OK() && one.OK() {
			return Number{}
		}
		if n.OK() {
			one = n
		}
	}
	return one
}

// databaseForm takes a number apart that consists of digits between its office and one kind letter. Chinese numbers
// and international applications have no such form.
func databaseForm(raw, country string) (office, digits, kind string) {
	n := Number{Country: upperASCII(country), Form: Application}
	s := scan{text: strings.Trim(upperASCII(halfWidth(raw)), " .,;:")}
	if !isOffice(n.Country) {
		n.Country = ""
	}
	s.office(&n)
	if n.Country == "" || n.Country == "CN" || n.Country == "WO" || strings.HasPrefix(s.text, "PCT") {
		return "", "", ""
	}
	s.kind(&n, "")
	d := s.joined(&n)
	if !s.told || len(n.Kind) != 1 || n.Kind == "W" || !isDigits(d) || len(d) > 12 {
		return "", "", ""
	}
	return n.Country, d, n.Kind
}

func databaseReadings(own Number, office, d, kind string) []Number {
	var out []Number
	if office != "US" || len(d) != 8 || usSeriesCode(d[:2]) {
		out = append(out, own)
	}
	if len(d) > 4 {
		out = append(out, yearAndSerial(office, number(d[:4]), strings.TrimLeft(d[4:], "0"), kind))
	}
	if office == "US" && len(d) >= 3 && len(d) <= 8 {
		y, serial := number(d[len(d)-2:]), strings.TrimLeft(d[:len(d)-2], "0")
		out = append(out, yearAndSerial("US", 1900+y, serial, kind))
		if y <= 10 { // from 2011 on the database writes year, series and serial
			out = append(out, yearAndSerial("US", 2000+y, serial, kind))
		}
	}
	return out
}

// yearAndSerial writes a number of a year in the office's form.
func yearAndSerial(office string, year int, serial, kind string) Number {
	n := Number{Country: office, Form: Application, Kind: kind}
	width := map[string]int{"EP": 6, "GB": 5, "FR": 5, "JP": 6, "KR": 7, "RU": 6, "DE": 6, "US": 7}[office]
	if year < 1900 || year > 2099 || number(serial) <= 0 || len(serial) > width {
		return Number{}
	}
	n.Year = year
	n.because(ReasonDatabase)
	switch office {
	case "EP", "GB", "FR":
		n.accept(itoa4(year)[2:] + zeros(serial, width))
	case "JP":
		jpWestern(year, serial, &n)
		if n.OK() && kind == "U" {
			n.accept(n.Serial + "U")
		}
	case "KR":
		if !krYear(itoa4(year)) {
			return Number{}
		}
		n.accept(map[bool]string{true: "20"}[kind == "U"] + itoa4(year) + zeros(serial, width))
	case "DE":
		if year < 2004 {
			return Number{}
		}
		n.accept(map[bool]string{true: "20", false: "10"}[kind == "U"] + itoa4(year) + zeros(serial, width))
	case "RU":
		n.accept(itoa4(year) + zeros(serial, width))
	case "US":
		usYear(year, serial, kind, &n)
	}
	return n
}

func zeros(serial string, width int) string { return strings.Repeat("0", width-len(serial)) + serial }

// usYear: designs are series 29. Which series another serial belongs to cannot be told, since an international
// application that entered the United States has the year of its filing and a serial of its entry: the normal form is
// the EPO's long one, year and seven digits, with P behind for provisionals.
func usYear(year int, serial, kind string, n *Number) {
	switch {
	case len(serial) > 6:
		*n = Number{}
	case kind == "F":
		n.accept("29" + zeros(serial, 6))
	case kind == "P":
		n.because(ReasonDocDB)
		n.accept(itoa4(year) + zeros(serial, 7) + "P")
	default:
		usLong(year, serial, n)
	}
}

func usLong(year int, serial string, n *Number) {
	serial = strings.TrimLeft(serial, "0")
	if serial == "" || len(serial) > 7 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Year = year
	n.because(ReasonDocDB)
	n.accept(itoa4(year) + zeros(serial, 7))
}

// filedIn tells whether a reading can be of the year, give or take the one that offices differ by.
func (n Number) filedIn(year int, office string) bool {
	if office == "US" && len(n.Serial) == 8 && n.Year == 0 {
		return usSeriesIn(n.Serial[:2], year)
	}
	return n.Year != 0 && n.Year >= year-1 && n.Year <= year+1
}

// usSeriesYears are the years of filing of each series (MPEP 503). National stages of international applications
// have the series of their entry, up to 31 months after their filing. A series that began in the last weeks of a year
// counts from the next.
var usSeriesYears = map[string][2]int{"02": {1935, 1947}, "03": {1948, 1959}, "04": {1960, 1969}, "05": {1970, 1978}, "06": {1979, 1987}, "07": {1987, 1993},
	"08": {1993, 1997}, "09": {1998, 2001}, "10": {2002, 2004}, "11": {2005, 2007}, "12": {2008, 2010}, "13": {2011, 2013}, "14": {2013, 2015}, "15": {2015, 2018},
	"16": {2018, 2020}, "17": {2020, 2022}, "18": {2022, 2099}, "19": {2024, 2099}, "29": {1992, 2099}, "60": {1995, 2007}, "61": {2007, 2013}, "62": {2013, 2020}, "63": {2020, 2099}}

func usSeriesIn(series string, year int) bool {
	y, ok := usSeriesYears[series]
	return ok && year >= y[0]-3 && year <= y[1]+1
}
