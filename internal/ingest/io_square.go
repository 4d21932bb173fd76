package ingest

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"asterism/econ"
	"asterism/internal/finding"

	"github.com/xuri/excelize/v2"
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

// findIOSquare finds the row and the column that name the same sectors, most of them; nil where no two do.
func findIOSquare(rows [][]string) *ioSquare {
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

var (
	ioAside  = regexp.MustCompile(`^(备注|说明|note|notes|remark|remarks|代码|部门|部门名称|部门代码|code|sector|序号)$`)
	ioUsed   = regexp.MustCompile(`消费|形成|存货|库存|出口|进口|流入|流出|调入|调出|使用|需求|误差|其他|投资|居民|政府|consum|household|government|investment|formation|inventor|export|import|final|demand|stock|error|statistic|discrepancy|npish|^fu[0-9]+$|^(ex|im|err)$`)
	ioAdded  = regexp.MustCompile(`增加值|报酬|税|折旧|盈余|利润|投入|进口|补贴|工资|资本|流入|调入|valueadded|compensation|tax|surplus|depreciation|consumption|import|input|income|subsid|capital|labou?r|wage|profit|margin|^va[0-9]+$`)
	ioStrong = regexp.MustCompile(`增加值|劳动者报酬|生产税净额|固定资产折旧|营业盈余|中间使用|中间投入|最终使用|最终消费|资本形成|valueadded|employeecompensation|compensationofemployees|intermediate|finaluse|finaldemand`)
	ioImport = regexp.MustCompile(`进口|流入|调入|import|^im$`)
)

// classify reads the columns beside the sectors, and looks for sectors without their column or row.
func (t *ioSquare) classify() {
	first, last := t.sectors[0].column, t.sectors[0].column
	for _, s := range t.sectors {
		first, last = min(first, s.column), max(last, s.column)
	}
	width := len(t.rows[t.head])
	for _, s := range t.sectors {
		width = max(width, len(t.rows[s.row]))
	}
	var odd []finding.Finding
	taken := map[string]bool{}
	for _, s := range t.sectors {
		taken[s.name] = true
	}
	for j := first; j < width; j++ {
		name := t.heading(j)
		key := ioKey(name)
		switch {
		case t.column[j] || ioAside.MatchString(key) || !t.filled(j):
		case ioGross(key), j == width-1 && econ.IsGrossOutput(key):
			t.output = j
		case ioTotal(key):
		case j < last || key == "":
			t.strange = append(t.strange, t.odd("io.column", t.head, j, name))
		default:
			if !ioUsed.MatchString(key) {
				odd = append(odd, t.odd("io.column", t.head, j, name))
			}
			if name = ioName(name); taken[name] {
				letters, _ := excelize.ColumnNumberToName(j + 1)
				name += " (" + letters + ")"
			}
			taken[name] = true
			t.uses = append(t.uses, ioUse{name: name, column: j, imports: ioImport.MatchString(key)})
		}
	}
	t.strays(odd)
}

// strays are rows among the sectors without a column, and rows behind them that are no value added where a column behind is no
// final use either.
func (t *ioSquare) strays(odd []finding.Finding) {
	is := map[int]bool{}
	for _, s := range t.sectors {
		is[s.row] = true
	}
	last := t.sectors[len(t.sectors)-1].row
	var behind []finding.Finding
	for i := t.head + 1; i < len(t.rows); i++ {
		name := at(t.rows[i], t.label)
		key := ioKey(name)
		if is[i] || key == "" || ioTotal(key) || ioTrade[key] || ioAside.MatchString(key) || !t.amounts(i) {
			continue
		}
		if i < last {
			t.strange = append(t.strange, t.odd("io.row", i, t.label, name))
		} else if !ioAdded.MatchString(key) {
			behind = append(behind, t.odd("io.row", i, t.label, name))
		}
	}
	if len(behind) > 0 && len(odd) > 0 {
		t.strange = append(append(t.strange, odd...), behind...)
	}
}

func (t *ioSquare) odd(code string, row, column int, name string) finding.Finding {
	f := ioBad(code, t.rows[row], column, ioName(name))
	f.Value, f.Record = ioName(name), int64(row) // its line is put in by the reader
	return f
}

// heading names a column: its cell in the row of names, or the nearest above of a merged one.
func (t *ioSquare) heading(j int) string {
	if name := t.names(j); ioKey(name) != "" {
		return name
	}
	for i := t.head - 1; i >= 0; i-- {
		if name := at(t.rows[i], j); ioKey(name) != "" {
			return name
		}
	}
	return ""
}

// filled tells a column with anything in a sector's row.
func (t *ioSquare) filled(j int) bool {
	for _, s := range t.sectors {
		if cleanCell(at(t.rows[s.row], j)) != "" {
			return true
		}
	}
	return false
}

// amounts tells a row with an amount under a sector.
func (t *ioSquare) amounts(i int) bool {
	for j := range t.column {
		if _, filled, ok := ioNumber(at(t.rows[i], j)); filled && ok {
			return true
		}
	}
	return false
}

// signed tells a table of flows from any other square: gross output under its own name, or words that stand in no other.
func (t *ioSquare) signed() bool {
	if t.output >= 0 && ioGross(ioKey(t.heading(t.output))) {
		return true
	}
	for i, row := range t.rows {
		if i > t.head && ioStrong.MatchString(ioKey(at(row, t.label))) {
			return true
		}
		for j := 0; i <= t.head && j < len(row); j++ {
			if ioStrong.MatchString(ioKey(row[j])) {
				return true
			}
		}
	}
	return false
}

// square takes a whole table, or tells each cell that keeps it out and rejects its rows.
func (r *ioReader) square(t *ioSquare) {
	region, year := r.region(), r.year()
	bad := map[int][]finding.Finding{}
	ok := r.findUnit() && len(t.strange) == 0 && t.within(r, bad) && r.begin(region, year)
	for _, f := range t.strange {
		f.Line, f.Record = r.lines[f.Record], 0
		r.out.Finding(f)
	}
	if !ok {
		r.refuse(t, bad)
		return
	}
	if region == "" && !r.stated["region_code"] {
		r.out.Finding(finding.Finding{Severity: finding.Info, Code: "io.no_region"})
	}
	if t.output < 0 && len(t.uses) == 0 {
		r.out.Finding(finding.Finding{Severity: finding.Warning, Code: "io.no_output"})
	}
	r.balance(t)
	for _, s := range t.sectors {
		r.sells(t, s, region, year)
	}
}

// within looks at every cell of the sectors' rows that is taken.
func (t *ioSquare) within(r *ioReader, bad map[int][]finding.Finding) bool {
	for _, s := range t.sectors {
		row := t.rows[s.row]
		look := func(j int, to string) {
			x, _, ok := r.number(at(row, j))
			switch {
			case !ok:
				bad[s.row] = append(bad[s.row], ioBad("io.number", row, j, to))
			case j == t.output && x < 0:
				bad[s.row] = append(bad[s.row], ioBad("io.output_negative", row, j, to))
			}
		}
		for _, b := range t.sectors {
			look(b.column, b.name)
		}
		for _, u := range t.uses {
			look(u.column, u.name)
		}
		if t.output >= 0 {
			look(t.output, ioOutput)
		}
	}
	return len(bad) == 0
}

func (r *ioReader) refuse(t *ioSquare, bad map[int][]finding.Finding) {
	for _, s := range t.sectors {
		found := bad[s.row]
		if len(found) == 0 {
			r.reject(r.lines[s.row], t.rows[s.row], finding.Finding{Code: "io.refused"})
			continue
		}
		for _, f := range found[1:] {
			f.Line = r.lines[s.row]
			r.out.Finding(f)
		}
		r.reject(r.lines[s.row], t.rows[s.row], found[0])
	}
}

func (r *ioReader) sells(t *ioSquare, s ioSector, region, year string) {
	row, line := t.rows[s.row], r.lines[s.row]
	for _, b := range t.sectors {
		r.put(line, region, year, s.name, b.name, ioAmount(at(row, b.column), false))
	}
	for _, u := range t.uses {
		if _, filled, _ := ioNumber(at(row, u.column)); filled {
			r.put(line, region, year, s.name, u.name, ioAmount(at(row, u.column), u.taken))
		}
	}
	if t.output >= 0 {
		r.put(line, region, year, s.name, ioOutput, ioAmount(at(row, t.output), false))
	}
}

// ioAmount is the amount as it goes on, turned where it is taken off.
func ioAmount(cell string, taken bool) string {
	if _, filled, _ := ioNumber(cell); !filled {
		return "0"
	}
	cell = strings.TrimLeft(cleanCell(cell), "+")
	if rest, negative := strings.CutPrefix(cell, "-"); taken && negative {
		return rest
	} else if taken {
		return "-" + cell
	}
	return cell
}

// balance finds out whether imports stand as what is taken off, by what brings the rows nearest to gross output, and tells the rows whose
// uses are more than a hundredth off it. Without gross output imports above 0 are taken off.
func (r *ioReader) balance(t *ioSquare) {
	sold, imports, output := t.sums()
	asIs, off, total := 0.0, 0.0, 0.0
	for i := range sold {
		asIs += math.Abs(output[i] - sold[i] - imports[i])
		off += math.Abs(output[i] - sold[i] + imports[i])
		total += imports[i]
	}
	taken := off < asIs || t.output < 0 && total > 0
	for i := range t.uses {
		t.uses[i].taken = taken && t.uses[i].imports
	}
	for i, s := range t.sectors {
		sum := sold[i] + imports[i]
		if taken {
			sum = sold[i] - imports[i]
		}
		if t.output >= 0 && len(t.uses) > 0 && math.Abs(sum-output[i]) > max(1, math.Abs(output[i])/100) {
			r.out.Finding(finding.Finding{Severity: finding.Warning, Code: "io.unbalanced", Line: r.lines[s.row], Value: s.name, Args: map[string]string{"sum": strconv.FormatFloat(sum, 'f', -1, 64), "output": cleanCell(at(t.rows[s.row], t.output))}})
		}
	}
}

// sums are, by sector, all uses but imports, imports as written, and gross output.
func (t *ioSquare) sums() (sold, imports, output []float64) {
	n := len(t.sectors)
	sold, imports, output = make([]float64, n), make([]float64, n), make([]float64, n)
	for i, s := range t.sectors {
		get := func(j int) float64 { x, _, _ := ioNumber(at(t.rows[s.row], j)); return x }
		for _, b := range t.sectors {
			sold[i] += get(b.column)
		}
		for _, u := range t.uses {
			if u.imports {
				imports[i] += get(u.column)
			} else {
				sold[i] += get(u.column)
			}
		}
		if t.output >= 0 {
			output[i] = get(t.output)
		}
	}
	return sold, imports, output
}
