package ingest

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"

	"asterism/internal/ingest/xlsx"
)

// The records that are read, by their numbers in [MS-XLS] 2.3.
const (
	xlsFormula    = 0x0006
	xlsEOF        = 0x000a
	xlsDateMode   = 0x0022
	xlsFilePass   = 0x002f
	xlsContinue   = 0x003c
	xlsCodePage   = 0x0042
	xlsBoundSheet = 0x0085
	xlsMulRK      = 0x00bd
	xlsRString    = 0x00d6
	xlsXF         = 0x00e0
	xlsMerged     = 0x00e5
	xlsSST        = 0x00fc
	xlsLabelSST   = 0x00fd
	xlsNumber     = 0x0203
	xlsLabel      = 0x0204
	xlsBoolErr    = 0x0205
	xlsString     = 0x0207
	xlsRK         = 0x027e
	xlsFormat     = 0x041e
	xlsBOF        = 0x0809
)

// xlsCell is one cell that holds something; row and column count from 0.
type xlsCell struct {
	row, column uint16
	text        string
}

var errXLSPassword = errors.New("protected by a password")

// record reads the next record into body.
func (b *xlsBook) record() (id uint16, err error) {
	var head [4]byte
	if _, err := io.ReadFull(b.in, head[:]); err != nil {
		return 0, &broken{"file.truncated", err}
	}
	id, size := binary.LittleEndian.Uint16(head[:]), int(binary.LittleEndian.Uint16(head[2:]))
	if cap(b.body) < size {
		b.body = make([]byte, math.MaxUint16)
	}
	b.body = b.body[:size]
	if _, err := io.ReadFull(b.in, b.body); err != nil {
		return 0, &broken{"file.truncated", err}
	}
	return id, nil
}

// continues tells whether the next record goes on with the present one.
func (b *xlsBook) continues() bool {
	next, err := b.in.Peek(2)
	return err == nil && binary.LittleEndian.Uint16(next) == xlsContinue
}

// short is a 16-bit number of the present record; beyond its end it is 0.
func (b *xlsBook) short(at int) uint16 {
	if at+2 > len(b.body) {
		return 0
	}
	return binary.LittleEndian.Uint16(b.body[at:])
}

// globals reads the workbook's first substream: sheets, shared strings, formats.
func (b *xlsBook) globals() error {
	if id, err := b.record(); err != nil || id != xlsBOF {
		return &broken{"file.corrupt", errors.Join(err, errors.New("no BIFF5 or BIFF8 workbook"))}
	}
	b.biff5 = b.short(0) == 0x0500
	for {
		id, err := b.record()
		if err != nil {
			return err
		}
		switch id {
		case xlsEOF:
			return nil
		case xlsFilePass:
			return &broken{"workbook.unreadable", errXLSPassword}
		case xlsSST:
			if err := b.sharedStrings(); err != nil {
				return err
			}
		default:
			b.global(id)
		}
	}
}

func (b *xlsBook) global(id uint16) {
	switch id {
	case xlsDateMode:
		b.from04 = b.short(0) == 1
	case xlsCodePage:
		if p, ok := xlsPages[b.short(0)]; ok {
			b.page = p
		}
	case xlsXF:
		b.xf = append(b.xf, b.short(2))
	case xlsFormat:
		if len(b.body) > 2 {
			b.formats[b.short(0)] = b.textAt(2, !b.biff5)
		}
	case xlsBoundSheet:
		if len(b.body) > 6 && b.body[5] == 0 { // a worksheet, no chart or macro
			b.sheets = append(b.sheets, xlsPlace{b.textAt(6, false), int64(binary.LittleEndian.Uint32(b.body))})
		}
	}
}

// cells reads the substream of a sheet up to a cell of row `until`; those of charts inside it are passed over.
func (b *xlsBook) cells(p xlsPlace, until int) (cells []xlsCell, merged []mergedRange, err error) {
	defer xlsFault(&err)
	if _, err := b.stream.Seek(p.at, io.SeekStart); err != nil {
		return nil, nil, &broken{"file.truncated", err}
	}
	b.in.Reset(b.stream)
	depth := 0
	for {
		id, err := b.record()
		if err != nil {
			return cells, merged, err
		}
		switch {
		case id == xlsBOF:
			depth++
		case id == xlsEOF:
			if depth--; depth <= 0 {
				return cells, merged, nil
			}
		case depth == 1 && id == xlsMerged && len(merged) < 1<<16:
			merged = append(merged, b.mergedCells()...)
		case depth == 1:
			cells = b.cell(id, cells)
		}
		if n := len(cells); n > 0 && int(cells[n-1].row) >= until {
			return cells, merged, nil
		}
		if b.left < 0 {
			return cells, merged, &broken{"file.too_large", nil}
		}
	}
}

// cell adds the cells of one record.
func (b *xlsBook) cell(id uint16, cells []xlsCell) []xlsCell {
	if id == xlsString && len(cells) > 0 { // the text of the formula before
		cells[len(cells)-1].text = b.longText(0)
		return cells
	}
	if len(b.body) < 6 {
		return cells
	}
	switch id {
	case xlsMulRK:
		for at := 4; at+8 <= len(b.body); at += 6 {
			column := b.short(2) + uint16((at-4)/6)
			cells = b.add(cells, column, b.number(b.short(at), rkNumber(b.body[at+2:])))
		}
	case xlsLabelSST, xlsRK, xlsNumber, xlsFormula, xlsBoolErr, xlsLabel, xlsRString:
		cells = b.add(cells, b.short(2), b.value(id))
	}
	return cells
}

func (b *xlsBook) add(cells []xlsCell, column uint16, text string) []xlsCell {
	if column > 255 { // more columns than any sheet of these years has
		return cells
	}
	b.left -= int64(len(text)) + 32
	return append(cells, xlsCell{b.short(0), column, text})
}

// value is the text of a cell of its own record.
func (b *xlsBook) value(id uint16) string {
	rest := b.body[6:]
	switch {
	case (id == xlsLabel || id == xlsRString):
		return b.longText(6)
	case id == xlsBoolErr && len(rest) >= 2:
		return b.boolOrError(rest[0], rest[1] != 0)
	case id == xlsLabelSST && len(rest) >= 4:
		if i := binary.LittleEndian.Uint32(rest); int64(i) < int64(len(b.strings)) {
			return b.strings[i]
		}
	case id == xlsRK && len(rest) >= 4:
		return b.number(b.short(4), rkNumber(rest))
	case id == xlsNumber && len(rest) >= 8:
		return b.number(b.short(4), math.Float64frombits(binary.LittleEndian.Uint64(rest)))
	case id == xlsFormula && len(rest) >= 8:
		return b.result(rest)
	}
	return ""
}

// result is what a formula came to; a text follows in a record of its own.
func (b *xlsBook) result(v []byte) string {
	if v[6] != 0xff || v[7] != 0xff {
		return b.number(b.short(4), math.Float64frombits(binary.LittleEndian.Uint64(v)))
	}
	switch v[0] {
	case 1:
		return b.boolOrError(v[2], false)
	case 2:
		return b.boolOrError(v[2], true)
	}
	return ""
}

// rkNumber reads the short form of numbers ([MS-XLS] 2.5.122): the upper 30 bits of a double or an integer, maybe
// in hundredths.
func rkNumber(v []byte) float64 {
	raw := binary.LittleEndian.Uint32(v)
	n := math.Float64frombits(uint64(raw&^3) << 32)
	if raw&2 != 0 {
		n = float64(int32(raw) >> 2)
	}
	if raw&1 != 0 {
		n /= 100
	}
	return n
}

var xlsErrors = map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A"}

// boolOrError is a truth value, or an error of the sheet, which is counted.
func (b *xlsBook) boolOrError(v byte, isError bool) string {
	if isError {
		if b.errors.N++; b.errors.N == 1 {
			b.errors.Line = int64(b.short(0)) + 1
		}
		return xlsErrors[v]
	}
	return map[bool]string{true: "TRUE", false: "FALSE"}[v != 0]
}

// number writes a number as short as it can be, one in a cell of dates as date.
func (b *xlsBook) number(style uint16, n float64) string {
	if int(style) < len(b.xf) {
		if at, ok := xlsx.DateText(n, b.shows(b.xf[style]), b.from04); ok {
			return at
		}
	}
	if math.Abs(n) < 1e21 {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strconv.FormatFloat(n, 'g', -1, 64)
}

// shows tells what a number format shows.
func (b *xlsBook) shows(format uint16) xlsx.Format {
	f, known := b.shown[format]
	if !known {
		f = xlsx.FormatNumbered(int(format), b.formats[format])
		b.shown[format] = f
	}
	return f
}

// mergedCells lists the ranges of one record that lie in the sheet's top.
func (b *xlsBook) mergedCells() (out []mergedRange) {
	for at := 2; at+8 <= len(b.body); at += 8 {
		for row := int(b.short(at)); row <= min(int(b.short(at+2)), headRows); row++ {
			out = append(out, mergedRange{row, int(b.short(at + 4)), int(b.short(at + 6))})
		}
	}
	return out
}
