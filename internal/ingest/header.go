package ingest

import (
	"strings"

	"asterism/text"
)

// headerKey is what two spellings of a header have in common: width, case, blanks, brackets and marks of
// obligation do not count.
func headerKey(h string) string {
	return headerMarks.Replace(strings.ToLower(text.Fold(h)))
}

var headerMarks = strings.NewReplacer(" ", "", "_", "", "-", "", "*", "", "(", "", ")", "", "[", "", "]", "", "【", "", "】", "", ":", "", "：", "",
	"\n", "", "\r", "", "\t", "", ".", "", "、", "", "/", "", "“", "", "”", "", "\"", "", "'", "", "必填", "", "选填", "")

// headerUnit takes the unit out of a header: 产值(万元), 面积/km², 占比（%）, 投入,亿元.
func headerUnit(h string) (bare, unit string) {
	h = text.Fold(h)
	if i := strings.LastIndexAny(h, "(["); i > 0 && strings.HasSuffix(h, ")") || i > 0 && strings.HasSuffix(h, "]") {
		inner := strings.TrimPrefix(strings.TrimSpace(h[i+1:len(h)-1]), "单位:")
		if _, ok := scales[strings.ToLower(inner)]; ok {
			return h[:i], inner
		}
	}
	for _, sep := range []string{"/", ",", "_"} {
		if i := strings.LastIndex(h, sep); i > 0 {
			if _, ok := scales[strings.ToLower(h[i+1:])]; ok && h[i+1:] != "" && !asciiWord(h[i+1:]) {
				return h[:i], h[i+1:]
			}
		}
	}
	return h, ""
}

func asciiWord(s string) bool { return len(s) > 0 && s[0] < 0x80 && s != "%" }

// vocabulary maps header keys to the columns of one table.
type vocabulary struct {
	table  *Table
	fields map[string]string // headerKey → column
	long   []string          // keys that may also be recognised inside a longer header
}

func newVocabulary(t *Table) *vocabulary {
	v := &vocabulary{table: t, fields: map[string]string{}}
	for _, c := range t.Columns {
		v.add(c.Name, c.Name)
		v.add(c.Zh, c.Name)
		v.add(c.En, c.Name)
	}
	for _, c := range t.Columns {
		for _, a := range c.Aliases {
			v.add(a, c.Name)
		}
	}
	return v
}

// add keeps the first meaning of a header: names and titles come before aliases.
func (v *vocabulary) add(header, field string) {
	key := headerKey(header)
	if _, known := v.fields[key]; key == "" || known {
		return
	}
	v.fields[key] = field
	if len([]rune(key)) >= 3 {
		v.long = append(v.long, key)
	}
}

// headerWords is a header cell prepared for looking up: whole, and without its unit.
type headerWords struct{ whole, bare, unit string }

// wordsOf prepares a header; a cell longer than any header is none.
func wordsOf(header string) headerWords {
	if len(header) > 150 {
		return headerWords{}
	}
	bare, unit := headerUnit(header)
	return headerWords{headerKey(header), headerKey(bare), unit}
}

// find tells which column a header means, its unit, and how sure that is.
func (v *vocabulary) find(w headerWords) (field, unit string, sure int) {
	if w.whole == "" {
		return "", "", 0
	}
	if f, ok := v.fields[w.whole]; ok {
		return f, w.unit, 100
	}
	if f, ok := v.fields[w.bare]; ok {
		return f, w.unit, 100
	}
	best := ""
	if len(w.bare) > 60 {
		return "", w.unit, 0
	}
	for _, k := range v.long {
		if len(k) > len(best) && 2*len(k) >= len(w.bare) && strings.Contains(w.bare, k) {
			best = k
		}
	}
	if best == "" {
		return "", w.unit, 0
	}
	return v.fields[best], w.unit, 70
}
