package ingest

import (
	"bytes"
)

// dialectOf tells delimiter, line end and quoting from a head.
func dialectOf(h Head) dialect {
	d := dialect{comma: ',', ending: '\n', quoted: true}
	if bytes.IndexByte(h.Bytes, '\n') < 0 && bytes.IndexByte(h.Bytes, '\r') >= 0 || macLines(h.Bytes) {
		d.ending = '\r'
	}
	d.comma = delimiter(h, d)
	return d
}

// delimiter is the mark that makes the first rows most alike: many columns, the same number in each row.
func delimiter(h Head, d dialect) byte {
	best, most := byte(','), 0
	for _, comma := range []byte{',', '\t', ';', '|'} {
		d.comma = comma
		if n := regularity(firstRows(h.Bytes, d, 20)); n > most {
			best, most = comma, n
		}
	}
	if most == 0 && h.Ext() == ".tsv" {
		return '\t'
	}
	return best
}

// regularity adds the columns of the rows that have the commonest width; rows of one cell count nothing. Lines above a
// header, such as the query of a search, are as wide as they like.
func regularity(rows [][]string) int {
	best, of := 0, map[int]int{}
	for _, r := range rows {
		if len(r) > 1 {
			of[len(r)] += 100 + min(len(r), 50)
			best = max(best, of[len(r)])
		}
	}
	return best
}

// firstRows parses the first n rows of a text.
func firstRows(text []byte, d dialect, n int) [][]string {
	c := newCSVReader(bytes.NewReader(text), d, Limits{}.orDefault())
	rows, _, _ := c.next(n)
	return rows
}

// macLines tells a file whose lines end in \r although some \n stand inside its texts.
func macLines(text []byte) bool {
	cr, lf, both := bytes.Count(text, []byte("\r")), bytes.Count(text, []byte("\n")), bytes.Count(text, []byte("\r\n"))
	return both == 0 && cr > 10*lf && cr > 1
}
