package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"asterism/internal/finding"
)

// ioSquare is a table with the same sectors down and across. Rows and columns count from 0 among those that are not blank.
type ioSquare struct {
	rows        [][]string
	head, label int // the row and the column that name the sectors
	names       func(column int) string
	sectors     []ioSector
	column      map[int]bool // of sectors
	output      int          // column of gross output, -1 without
	uses        []ioUse
	strange     []finding.Finding // sectors down that are not across, or the other way
}

type ioSector struct {
	name        string
	row, column int
}

// ioUse is a column of final use. Imports may stand as what is taken off.
type ioUse struct {
	name           string
	column         int
	imports, taken bool
}

const ioHeadRows, ioLabels = 12, 5

// mostIORows bounds what is looked at as a square: sectors, value added, notes.
const mostIORows = 6000

// findIOSquare finds the row and the column that name the same sectors, most of them; nil where no two do.
func findIOSquare(rows [][]string) *ioSquare {
	if len(rows) > mostIORows {
		return nil
	}
	var best *ioSquare
	score := 0
	for c := range ioLabels {
		down := make([]string, len(rows))
		for i, row := range rows {
			down[i] = ioKey(at(row, c))
		}
		for h := range min(len(rows), ioHeadRows) {
			for rank, naming := range []func([][]string, int, int, []string) *ioSquare{ioPlain, ioNumbered, ioCompound} {
				t := naming(rows, h, c, down)
				if t == nil {
					continue
				}
				n := len(t.sectors)*8 + 3 - rank
				if strings.IndexFunc(t.sectors[0].name, unicode.IsLetter) >= 0 {
					n += 4 // names before codes
				}
				if n > score {
					best, score = t, n
				}
			}
		}
	}
	if best != nil {
		best.classify()
	}
	return best
}

func ioKey(cell string) string {
	cell = cleanCell(cell)
	if missing(cell) {
		return ""
	}
	return headerKey(cell)
}

// ioPlain: the names stand as they are.
func ioPlain(rows [][]string, h, c int, down []string) *ioSquare {
	across := func(j int) string { return at(rows[h], j) }
	return matchIO(rows, h, c, across, func(j int) string { return ioKey(at(rows[h], j)) }, down, func(i int) string { return at(rows[i], c) })
}

var ioColumnNumber = regexp.MustCompile(`^[VXvx]([0-9]{1,4})$`)

// ioNumbered: numbers down, and V1, V2 … across, as R writes a matrix.
func ioNumbered(rows [][]string, h, c int, down []string) *ioSquare {
	if len(rows[h]) < c+2 || !ioColumnNumber.MatchString(cleanCell(rows[h][c+1])) {
		return nil
	}
	across := func(j int) string {
		if m := ioColumnNumber.FindStringSubmatch(cleanCell(at(rows[h], j))); m != nil {
			return m[1]
		}
		return at(rows[h], j)
	}
	return matchIO(rows, h, c, across, func(j int) string { return ioKey(across(j)) }, down, func(i int) string {
		if n, err := strconv.Atoi(cleanCell(at(rows[i], c))); err == nil && n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return at(rows[i], c)
	})
}

// ioCompound: regions beside the sectors, which only both together are different.
func ioCompound(rows [][]string, h, c int, down []string) *ioSquare {
	if h == 0 || c == 0 {
		return nil
	}
	above, beside := make([]string, len(rows[h])), make([]string, len(rows))
	for j := range above {
		if above[j] = cleanCell(at(rows[h-1], j)); missing(above[j]) && j > 0 {
			above[j] = above[j-1]
		}
	}
	for i := h + 1; i < len(rows); i++ {
		if beside[i] = cleanCell(at(rows[i], c-1)); missing(beside[i]) {
			beside[i] = beside[i-1]
		}
	}
	both := func(a, b string) string {
		if missing(cleanCell(b)) || ioTotal(ioKey(b)) {
			return b
		}
		return joined("·", a, cleanCell(b))
	}
	across := func(j int) string {
		if j >= len(above) {
			return ""
		}
		return both(above[j], rows[h][j])
	}
	key := make([]string, len(rows))
	for i := range key {
		key[i] = ioKey(both(beside[i], at(rows[i], c)))
	}
	return matchIO(rows, h, c, across, func(j int) string { return ioKey(across(j)) }, key, func(i int) string { return both(beside[i], at(rows[i], c)) })
}

// matchIO pairs rows with columns of the same name; nil where two rows have one name, or no two rows have a column.
func matchIO(rows [][]string, h, c int, across, key func(int) string, down []string, name func(int) string) *ioSquare {
	column := map[string]int{}
	for j := len(rows[h]) - 1; j > c; j-- {
		column[key(j)] = j
	}
	t := &ioSquare{rows: rows, head: h, label: c, names: across, column: map[int]bool{}, output: -1}
	for i := h + 1; i < len(rows); i++ {
		j, ok := column[down[i]]
		if !ok || down[i] == "" || ioTotal(down[i]) || ioTrade[down[i]] {
			continue
		}
		if t.column[j] {
			return nil
		}
		t.column[j] = true
		t.sectors = append(t.sectors, ioSector{ioName(name(i)), i, j})
	}
	if len(t.sectors) < 2 {
		return nil
	}
	return t
}

// ioTrade may stand down (as an input) and across (as a use), and is no sector.
var ioTrade = map[string]bool{"进口": true, "出口": true, "流入": true, "流出": true, "调入": true, "调出": true, "国内省外流入": true, "国内省外流出": true, "import": true, "imports": true, "export": true, "exports": true, "im": true, "ex": true}

// ioName is a name without line breaks; between Chinese characters no blank stays.
func ioName(s string) string {
	out := ""
	for _, w := range strings.Fields(cleanCell(s)) {
		if out != "" && (w[0] < 0x80 || out[len(out)-1] < 0x80) {
			out += " "
		}
		out += w
	}
	return out
}
