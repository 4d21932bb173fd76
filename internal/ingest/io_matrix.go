package ingest

import (
	"context"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"asterism/econ"
	"asterism/internal/finding"
	"asterism/text"
)

// Input-output tables as statisticians print them: a square of sectors with final use and gross output beside it, or a region a row with
// columns RiCj and Yi. Each table goes into io_flow whole or not at all: one without a sector would give other coefficients.
// docs/formats/io-matrix.md.
var ioMatrix = Format{Name: "io-matrix", Detect: detectIOMatrix, Read: readIOMatrix}

func detectIOMatrix(h Head) int {
	for _, s := range h.Sheets {
		top, _ := topRows(s.Rows)
		if ioWideHeader(top) >= 0 {
			return 90
		}
		if t := findIOSquare(top); t != nil && t.signed() && !isCoefficients(h.Name+s.Name) {
			return 89
		}
	}
	return 0
}

// maxIOCells bounds a table in memory: 1,700 sectors each way.
const maxIOCells = 3 << 20

// ioReader reads the sheets of one file. The texts of a sheet are what may tell its region, year and unit, the surest first.
type ioReader struct {
	in     *Source
	out    *Sink
	stated map[string]bool // fields that the importer gave as constants
	seen   map[string]bool // region and year of the tables read
	texts  []string
	unit   string
	rows   [][]string
	lines  []int64
	read   int
	err    error
}

func readIOMatrix(ctx context.Context, in *Source, out *Sink) error {
	r := &ioReader{in: in, out: out, stated: out.job.given(), seen: map[string]bool{}}
	var left []string
	err := eachSheet(ctx, in, func(s *sheet) error {
		out.Sheet(s.name, nil)
		whole, err := r.gather(ctx, s)
		if err != nil || !whole {
			return err
		}
		if !r.sheet(s.name) {
			left = append(left, s.name)
		}
		return r.err
	})
	out.Sheet("", nil)
	switch {
	case err != nil || in.broken != nil:
		return err
	case r.read == 0 && len(left) > 0:
		out.unknown = true
		out.Finding(finding.Finding{Severity: finding.Error, Code: "unsupported_format"})
		return nil
	}
	for _, name := range left {
		out.Finding(finding.Finding{Severity: finding.Info, Code: "sheet.not_read", Sheet: name, Value: name})
	}
	return nil
}

// gather takes all rows of a sheet; false where the file breaks off or the sheet is too large, which is told.
func (r *ioReader) gather(ctx context.Context, s *sheet) (bool, error) {
	r.rows, r.lines = nil, nil
	cells := 0
	err := s.blocks(ctx, 0, func(b *block) error {
		for i, row := range b.rows {
			if row = trimRight(row); len(row) > 0 && cells <= maxIOCells {
				r.rows, r.lines = append(r.rows, slices.Clone(row)), append(r.lines, b.lines[i])
				cells += len(row)
			}
		}
		return nil
	})
	if s.remark != nil {
		s.remark(r.out)
	}
	if err != nil && err != io.EOF {
		if ctx.Err() != nil {
			return false, err
		}
		r.in.broken = err
	}
	if cells > maxIOCells {
		r.out.Finding(finding.Finding{Severity: finding.Error, Code: "io.too_large"})
		r.read++
		return false, nil
	}
	return r.in.broken == nil, nil
}

// sheet reads one sheet; false when it holds no table of flows.
func (r *ioReader) sheet(name string) bool {
	wide := ioWideHeader(r.rows)
	square := (*ioSquare)(nil)
	head := wide
	if wide < 0 {
		square = findIOSquare(r.rows)
		if square == nil || isCoefficients(name) || !square.signed() && len(r.in.head.Sheets) > 1 {
			return false
		}
		head = square.head
	}
	r.read++
	r.out.Sheet(name, r.rows[head])
	r.texts = nil
	for _, row := range r.rows[:head] {
		r.texts = append(r.texts, joined(" ", row...))
	}
	r.texts = append(r.texts, name, stem(r.in.Name))
	if square != nil {
		r.square(square)
	} else {
		r.wide(wide)
	}
	return true
}

// isCoefficients: tables of coefficients have the same form, and are no flows.
func isCoefficients(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "系数") || strings.Contains(name, "逆矩阵") || strings.Contains(name, "coefficient") || strings.Contains(name, "inverse")
}

var (
	ioYear     = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)`)
	ioCode     = regexp.MustCompile(`(?:^|[^0-9])([1-8][0-9]{5})(?:[^0-9]|$)`)
	ioUnit     = regexp.MustCompile(`单位[:为 ]*([^\s(),;。:]+)`)
	ioUnitWord = regexp.MustCompile(`万亿元|千万元|百万元|亿元|万元|千元`)
	ioUnitEn   = regexp.MustCompile(`(?i)\bunit[s]?[: ]+([0-9, ]*[a-z][a-z ]*)`)
	ioNoise    = regexp.MustCompile(`(?i)[0-9]+个?部门|[0-9]+年?|万?亿?[千百]?万?元|单位|[\s_()\-.:,]+|年度?|部门|地区|io`)
)

// year is the year that the texts tell; "" where the importer states it, or nobody does.
func (r *ioReader) year() string {
	for _, s := range r.texts {
		if m := ioYear.FindStringSubmatch(s); m != nil && !r.stated["year"] {
			return m[1]
		}
	}
	return ""
}

// region is the division that the texts tell, by code or name.
func (r *ioReader) region() string {
	if r.stated["region_code"] {
		return ""
	}
	for _, s := range r.texts {
		s = text.Fold(s)
		if m := ioCode.FindStringSubmatch(s); m != nil && isProvince(m[1][:2]) {
			return m[1]
		}
		s, _, _ = strings.Cut(s, "投入产出")
		if s = ioNoise.ReplaceAllString(s, ""); s == "" {
			continue
		}
		if code, err := r.out.job.divisions.asserted("region_code", s); err == nil {
			return code
		}
	}
	return ""
}

func isProvince(code string) bool {
	return slices.Contains(slices.Collect(maps.Values(provinces)), code)
}

var yuan = map[string]string{"yuan": "元", "10000yuan": "万元", "tenthousandyuan": "万元", "millionyuan": "百万元", "100millionyuan": "亿元", "hundredmillionyuan": "亿元", "rmb": "元", "cny": "元"}

// findUnit finds the unit of the amounts; false where one is stated that is none of CNY, which is told. Without any the
// amounts are taken as CNY, which is told too.
func (r *ioReader) findUnit() bool {
	r.unit = ""
	for _, s := range r.texts {
		s = text.Fold(s)
		unit := ""
		if m := ioUnit.FindStringSubmatch(s); m != nil {
			unit = m[1]
		} else if m := ioUnitEn.FindStringSubmatch(s); m != nil {
			unit = strings.NewReplacer(" ", "", ",", "").Replace(strings.ToLower(m[1]))
			unit = orElse(yuan[unit], unit)
		} else if unit = ioUnitWord.FindString(s); unit == "" {
			continue
		}
		if _, ok := scales[unit]; !ok || !strings.HasSuffix(unit, "元") {
			r.out.Finding(finding.Finding{Severity: finding.Error, Code: "io.unit", Value: unit})
			return false
		}
		r.unit = unit
		return true
	}
	r.out.Finding(finding.Finding{Severity: finding.Warning, Code: "io.no_unit"})
	return true
}

// begin tells whether a table of this region and year can be taken; false is told.
func (r *ioReader) begin(region, year string) bool {
	switch {
	case year == "" && !r.stated["year"]:
		r.out.Finding(finding.Finding{Severity: finding.Error, Code: "io.no_year"})
		return false
	case r.seen[region+"|"+year]:
		r.out.Finding(finding.Finding{Severity: finding.Error, Code: "io.twice", Value: joined(" ", region, year)})
		return false
	}
	r.seen[region+"|"+year] = true
	return true
}

// put writes one flow.
func (r *ioReader) put(line int64, region, year, from, to, value string) {
	if r.err == nil {
		r.err = r.out.Row("io_flow", Row{Line: line, Fields: []Field{{Name: "region_code", Value: region}, {Name: "year", Value: year}, {Name: "from_sector", Value: from}, {Name: "to_sector", Value: to}, {Name: "flow_cny", Value: value, Unit: r.unit}}})
	}
}

func (r *ioReader) reject(line int64, row []string, f finding.Finding) {
	f.Field, f.Line = "flow_cny", line
	if err := r.out.Reject(line, row, f); r.err == nil {
		r.err = err
	}
}

// ioBad is a cell that cannot be used.
func ioBad(code string, row []string, column int, to string) finding.Finding {
	letters, _ := excelize.ColumnNumberToName(column + 1)
	return finding.Finding{Severity: finding.Error, Field: "flow_cny", Code: code, Value: at(row, column), Args: map[string]string{"column": letters, "to": to}}
}

// ioNumber reads an amount. A blank or a dash is 0, as in a printed table.
func ioNumber(cell string) (x float64, filled, ok bool) {
	cell = cleanCell(cell)
	switch cell {
	case "", "-", "--", "—", "——", "－":
		return 0, false, true
	}
	number, unit := splitUnit(text.Fold(cell))
	v, ok := exact(number)
	if !ok || unit != "" {
		return 0, true, false
	}
	x, _ = v.Float64()
	return x, true, true
}

// number is ioNumber within what an amount of CNY may come to.
func (r *ioReader) number(cell string) (x float64, filled, ok bool) {
	x, filled, ok = ioNumber(cell)
	scale, _ := scales[r.unit].Float64()
	return x, filled, ok && math.Abs(x)*scale < 1e17
}

// ioOutput is what gross output is called as a to_sector.
const ioOutput = "总产出"

// ioTotal tells sums of other columns or rows.
func ioTotal(key string) bool {
	switch key {
	case "tiu", "thc", "tc", "gcf", "tfu", "tii", "tva", "ti", "总投入", "總投入", "总需求", "总供给":
		return true
	}
	return strings.Contains(key, "合计") || strings.Contains(key, "小计") || strings.Contains(key, "总计") || strings.HasPrefix(key, "total") || strings.HasPrefix(key, "subtotal") || econ.IsGrossOutput(key) || ioGross(key)
}

// ioGross tells the names that can only be gross output.
func ioGross(key string) bool {
	switch key {
	case "总产出", "總產出", "output", "totaloutput", "grossoutput", "go":
		return true
	}
	return false
}
