package ingest

import (
	"math/big"
	"strconv"
	"time"

	"asterism/internal/finding"
)

// errorCells are what a workbook shows where a formula failed; none of them is a value, nor the wish for none.
var errorCells = map[string]bool{"#N/A": true, "#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true,
	"#NUM!": true, "#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#GETTING_DATA": true}

// typed reads a corrected cell as its column's type and writes it as the text that an edit keeps. Unlike an import,
// which keeps what it can, a correction that does not fit is refused.
func (c *correctionReader) typed(col *TableCol, cell string) (value *string, ok bool) {
	switch {
	case errorCells[cell]:
		return c.refuse("correct.error_cell", col, cell)
	case missing(cell) && col.Required:
		return c.refuse("correct.required", col, cell)
	case missing(cell):
		return nil, true
	}
	switch kinds[col.Type] {
	case kindText:
		v := c.sink.coded(col, cell)
		return &v, true
	case kindDate:
		return c.day(col, cell)
	case kindFlag:
		return c.flag(col, cell)
	}
	return c.number(col, cell)
}

func (c *correctionReader) refuse(code string, col *TableCol, cell string) (*string, bool) {
	c.remark(code, col.Name, cell)
	return nil, false
}

// day wants a whole date: half a date would pass for its first day.
func (c *correctionReader) day(col *TableCol, cell string) (*string, bool) {
	d, precision, ok := parseDay(cell, c.sink.order)
	if !ok || !d.known || precision != "day" {
		return c.refuse("correct.date", col, cell)
	}
	v := time.Unix(int64(d.days)*secondsPerDay, 0).UTC().Format(time.DateOnly)
	return &v, true
}

func (c *correctionReader) flag(col *TableCol, cell string) (*string, bool) {
	b := truths[fold(cell)]
	if b == nil {
		return c.refuse("correct.flag", col, cell)
	}
	v := strconv.FormatBool(*b)
	return &v, true
}

func (c *correctionReader) number(col *TableCol, cell string) (*string, bool) {
	plain := *col
	plain.Type = map[bool]string{true: "float", false: col.Type}[col.Type == "share"] // its range is checked below, as an error
	n, ok := c.sink.quantity(&plain, Field{Name: col.Name, Value: cell})
	if !ok {
		return c.refuse("correct.number", col, cell)
	}
	if col.Type == "share" && (n.Sign() < 0 || n.Cmp(big.NewRat(1, 1)) > 0) {
		return c.refuse("correct.share", col, cell)
	}
	return c.decimal(col, n, cell)
}

func (c *correctionReader) decimal(col *TableCol, n *big.Rat, cell string) (*string, bool) {
	v := ""
	switch kinds[col.Type] {
	case kindFloat:
		f, _ := n.Float64()
		v = strconv.FormatFloat(f, 'f', -1, 64)
	case kindMoney:
		v = n.FloatString(2)
	default:
		v = n.RatString()
		if !n.IsInt() {
			return c.refuse("correct.whole", col, cell)
		}
	}
	if most := new(big.Rat).SetInt64(limitOf(col)); new(big.Rat).Abs(n).Cmp(most) > 0 {
		return c.refuse("correct.number", col, cell)
	}
	return &v, true
}

// limitOf is the greatest number a column's type holds, with room to round.
func limitOf(col *TableCol) int64 {
	if kinds[col.Type] == kindSmall {
		return 1<<31 - 1
	}
	return 1e17
}

// Conflict is the finding on a corrected cell whose value is no longer the exported one.
func (c CorrectedCell) Conflict(present *string) finding.Finding {
	return c.finding("correct.conflict", map[string]string{"present": orElse(deref(present), "–")})
}

// Gone is the finding on a corrected cell whose row is no longer in the table.
func (c CorrectedCell) Gone() finding.Finding { return c.finding("correct.gone", nil) }

func (c CorrectedCell) finding(code string, args map[string]string) finding.Finding {
	return finding.Finding{Sheet: c.Sheet, Line: c.Line, Field: c.Field, Severity: finding.Error, Code: code, Value: shorten(deref(c.Value)), Args: args}
}
