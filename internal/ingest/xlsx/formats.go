package xlsx

import (
	"archive/zip"
	"strings"

	"asterism/internal/ingest/xmlscan"
)

// format is what a number format shows of a number.
type format uint8

const (
	plainNumber format = iota
	fullDate           // any date but the two below
	monthDate          // year and month, no day
	yearDate           // the year alone
	timeOfDay          // hours, minutes, seconds
)

// builtIn are the formats of ECMA-376 part 1, 18.8.30, the East Asian ones (27–36, 50–58) by their simplified Chinese
// meaning. 45–47 are durations: numbers.
var builtIn = map[int]format{14: fullDate, 15: fullDate, 16: fullDate, 17: monthDate, 18: timeOfDay, 19: timeOfDay, 20: timeOfDay, 21: timeOfDay,
	22: fullDate, 27: monthDate, 28: fullDate, 29: fullDate, 30: fullDate, 31: fullDate, 32: timeOfDay, 33: timeOfDay, 34: timeOfDay, 35: timeOfDay,
	36: monthDate, 50: monthDate, 51: fullDate, 52: monthDate, 53: fullDate, 54: fullDate, 55: timeOfDay, 56: timeOfDay, 57: monthDate, 58: fullDate}

const maxStyles = 1 << 16 // Excel allows 65,490

// readFormats reads which cell styles show dates.
func (b *Book) readFormats(part *zip.File) error {
	if part == nil {
		return nil
	}
	custom, inCells := map[int]format{}, false
	return b.read(part, func(s *xmlscan.Scanner) {
		switch string(s.Local()) {
		case "cellXfs":
			inCells = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "numFmt":
			if id, ok := natural(s.Attr("numFmtId")); ok && !inCells && len(custom) < maxStyles {
				custom[id] = formatOf(string(s.Attr("formatCode")))
			}
		case "xf":
			if inCells && len(b.formats) < maxStyles {
				b.formats = append(b.formats, formatNumbered(s.Attr("numFmtId"), custom))
			}
		}
	})
}

func formatNumbered(id []byte, custom map[int]format) format {
	n, _ := natural(id)
	if f, ok := custom[n]; ok {
		return f
	}
	return builtIn[n]
}

// formatOf reads a format code: its first section without literals, colours, conditions and locales.
func formatOf(code string) format {
	code = letters(code)
	clock := strings.ContainsAny(code, "hs")
	switch day, year, month := strings.Contains(code, "d"), strings.ContainsAny(code, "ye"), strings.Contains(code, "m"); {
	case day:
		return fullDate
	case year && month:
		return monthDate
	case year:
		return yearDate
	case clock:
		return timeOfDay
	case month:
		return fullDate
	}
	return plainNumber
}

// letters keeps of a format code the letters that mean parts of dates and times, in lower case. "" for a number:
// elapsed time ([h]), the exponent of 0.00E+00, "General".
func letters(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := lower(code[i]); c {
		case ';':
			return out.String()
		case '"':
			i += skipTo(code[i+1:], '"')
		case '[':
			n := skipTo(code[i+1:], ']')
			if elapsed(strings.ToLower(code[i+1 : i+n])) {
				return ""
			}
			i += n
		case '\\', '_', '*':
			i++
		case 'y', 'm', 'd', 'h', 's':
			out.WriteByte(c)
		case 'e':
			if i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-') {
				return ""
			}
			out.WriteByte(c)
		case 'g':
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				return ""
			}
		}
	}
	return out.String()
}

// skipTo is how far behind the opening mark the closing one stands.
func skipTo(rest string, mark byte) int {
	n := strings.IndexByte(rest, mark)
	if n < 0 {
		n = len(rest)
	}
	return n + 1
}

func elapsed(unit string) bool {
	return unit != "" && strings.Trim(unit, unit[:1]) == "" && strings.Contains("hms", unit[:1])
}
