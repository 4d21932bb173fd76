package ingest

import (
	"math/big"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// Row types one row of an entity table and writes it. A cell that does not fit its type is a finding and a missing
// value; a row without a required value, or without any, is rejected.
func (s *Sink) Row(table string, r Row) error {
	t, ok := s.job.tables.Named(table)
	if !ok {
		return fail.New(fail.Invalid, "no table %s", table)
	}
	s.origin.record++
	s.origin.line = r.Line
	values := s.align(t, r)
	if lacking := lacks(t, values); lacking != "" {
		return s.reject(r.Line, r.Cells, finding.Finding{Code: "row.required", Field: lacking})
	}
	s.log.counts.Accepted++
	s.origin.date = s.since
	s.normalSymbols(t, values)
	s.writeRow(t, values, r.Cells)
	s.preview.row(t, values)
	return s.settle()
}

// align orders the fields as the table's columns; constants of the importer fill what is missing.
func (s *Sink) align(t *Table, r Row) []Field {
	values := make([]Field, len(t.Columns))
	for _, f := range r.Fields {
		if i, ok := t.index[f.Name]; ok && !missing(f.Value) && values[i].Value == "" {
			values[i] = f
		}
	}
	for _, a := range s.set {
		if i, ok := t.index[a.field]; ok && values[i].Value == "" {
			values[i] = Field{Name: a.field, Value: a.value}
			s.log.asserted(a.field)
		}
	}
	return values
}

// lacks names the first required column without a value.
func lacks(t *Table, values []Field) string {
	for i := range t.Columns {
		if t.Columns[i].Required && values[i].Value == "" {
			return t.Columns[i].Name
		}
	}
	return ""
}

func (s *Sink) writeRow(t *Table, values []Field, cells []string) {
	w := s.rows(t.raw)
	for i := range t.Columns {
		s.writeField(w, &t.Columns[i], values[i])
	}
	w.provenance(s.origin, cells)
}

func (s *Sink) writeField(w *rows, c *TableCol, f Field) {
	if f.Value == "" {
		w.null()
		return
	}
	switch kinds[c.Type] {
	case kindText:
		w.text(s.cut(c.Name, s.coded(c, f.Value)))
	case kindDate:
		s.writeDay(w, c.Name, f.Value)
	case kindFlag:
		w.flag(s.truth(c, f.Value))
	default:
		s.writeNumber(w, c, f)
	}
}

// coded maps a synonym to its code; a value outside the list is kept and told.
func (s *Sink) coded(c *TableCol, v string) string {
	if c.Type == "code" {
		v = strings.TrimSuffix(v, ".0") // a workbook's number cell
	}
	if isUSCC(c.Name) {
		return s.uscc(c.Name, v)
	}
	if c.region && !digits(v) {
		return orElse(s.region(c.Name, v, day{}), v)
	}
	if c.bearer {
		return s.bearer(c.Name, v)
	}
	if c.coded == nil {
		return v
	}
	if code, ok := c.coded[fold(v)]; ok {
		return code
	}
	s.remark(finding.Warning, "value.not_listed", c.Name, v)
	return v
}

var truths = map[string]*bool{"是": &yes, "有": &yes, "y": &yes, "yes": &yes, "true": &yes, "t": &yes, "1": &yes, "√": &yes, "✓": &yes,
	"否": &no, "无": &no, "n": &no, "no": &no, "false": &no, "f": &no, "0": &no, "×": &no, "x": &no}

func (s *Sink) truth(c *TableCol, v string) *bool {
	if b := truths[fold(v)]; b != nil {
		return b
	}
	s.remark(finding.Warning, "value.not_bool", c.Name, v)
	return nil
}

func (s *Sink) writeNumber(w *rows, c *TableCol, f Field) {
	v, ok := s.quantity(c, f)
	if !ok {
		s.remark(finding.Warning, "value.not_number", c.Name, f.Value)
		w.null()
		return
	}
	switch kinds[c.Type] {
	case kindFloat:
		x, _ := v.Float64()
		w.float(x)
	case kindMoney:
		w.money(rounded(v.Mul(v, hundred)))
	case kindWhole:
		w.whole(rounded(v).Int64())
	default:
		w.small(int(rounded(v).Int64()))
	}
}

var hundred = big.NewRat(100, 1)

// rounded rounds half away from zero.
func rounded(v *big.Rat) *big.Int {
	if v.IsInt() {
		return v.Num()
	}
	half := big.NewRat(1, 2)
	if v.Sign() < 0 {
		half.Neg(half)
	}
	sum := new(big.Rat).Add(v, half)
	return new(big.Int).Quo(sum.Num(), sum.Denom())
}
