package ingest

import "encoding/binary"

// vector is one column of a run of rows. Values stand one after another as Parquet's PLAIN encoding writes them (flags
// as a byte each); missing ones are gaps between them and take no room. A coded column keeps its words instead.
type vector struct {
	kind  kind
	coded bool
	n     int32    // rows up to the last value
	gaps  []gap    // runs of missing values before n
	data  []byte   // values
	last  int      // where the last value begins in data
	words []string // of a coded column: a word a row, "" where missing
}

// gap is a run of rows without a value: from ≤ row < to.
type gap struct{ from, to int32 }

// reach marks what was left out before the row as missing.
func (v *vector) reach(row int32) {
	if v.n < row {
		v.gaps = append(v.gaps, gap{v.n, row})
	}
	v.n, v.last = row+1, len(v.data)
}

func (v *vector) text(row int32, s string) {
	v.reach(row)
	v.data = append(binary.LittleEndian.AppendUint32(v.data, uint32(len(s))), s...)
}

// word keeps a text of a coded column.
func (v *vector) word(row int32, s string) {
	for v.n < row {
		v.words = append(v.words, "")
		v.n++
	}
	v.words, v.n = append(v.words, s), row+1
}

func (v *vector) four(row int32, bits uint32) {
	v.reach(row)
	v.data = binary.LittleEndian.AppendUint32(v.data, bits)
}

func (v *vector) eight(row int32, bits uint64) {
	v.reach(row)
	v.data = binary.LittleEndian.AppendUint64(v.data, bits)
}

func (v *vector) bytes(row int32, b ...byte) {
	v.reach(row)
	v.data = append(v.data, b...)
}

// cells writes a JSON array of texts as one text.
func (v *vector) cells(row int32, cells []string) {
	v.reach(row)
	v.data = appendCells(append(v.data, 0, 0, 0, 0), cells)
	binary.LittleEndian.PutUint32(v.data[v.last:], uint32(len(v.data)-v.last-4))
}

// cutTo drops a value of a row that was never closed.
func (v *vector) cutTo(rows int32) {
	if v.n <= rows {
		return
	}
	v.n = rows
	if v.coded {
		v.words = v.words[:rows]
		return
	}
	v.data = v.data[:v.last]
}

// reset empties the vector for other rows; the words are let go.
func (v *vector) reset() {
	clear(v.words)
	v.n, v.last, v.gaps, v.data, v.words = 0, 0, v.gaps[:0], v.data[:0], v.words[:0]
}
