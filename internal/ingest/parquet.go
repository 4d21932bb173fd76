package ingest

import (
	"context"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"asterism/internal/fail"
	"asterism/internal/ingest/xlsx"
)

// parquetHead is the column names and the first rows of a Parquet file.
func parquetHead(it *item) []SheetHead {
	var head SheetHead
	r, done, err := openParquet(context.Background(), it)
	if err != nil {
		return nil
	}
	defer done()
	head.Rows = append(head.Rows, r.header())
	rows, _, _ := r.next(headRows - 1)
	head.Rows = append(head.Rows, rows...)
	return []SheetHead{head}
}

// parquetSheet reads a Parquet file as a table of texts whose first row is its column names.
func parquetSheet(ctx context.Context, in *Source, do func(*sheet) error) error {
	r, done, err := openParquet(ctx, in.item)
	if err != nil {
		in.broken = err
		return nil
	}
	defer done()
	remark := func(out *Sink) { remarkWorkbook(out, xlsx.Remarks{Cut: r.long}) }
	return do(&sheet{next: r.next, remark: remark})
}

// parquetRows turns record batches into rows of texts.
type parquetRows struct {
	records pqarrow.RecordReader
	schema  *arrow.Schema
	batch   arrow.RecordBatch
	at      int64
	line    int64
	limits  Limits
	left    int64 // bytes of texts that may still come: one value may stand in every row
	long    xlsx.Count
}

func openParquet(ctx context.Context, it *item) (*parquetRows, func(), error) {
	f, size, err := it.file()
	if err != nil {
		return nil, nil, err
	}
	r, err := parquetReader(ctx, f, size, it.work.limits)
	if err != nil {
		f.Close()
		return nil, nil, asBroken(err)
	}
	return r, func() { f.Close() }, nil // the batches are the garbage collector's
}

func parquetReader(ctx context.Context, f *os.File, size int64, l Limits) (r *parquetRows, err error) {
	defer parquetFault(&err)
	p, err := file.NewParquetReader(f)
	if err != nil {
		return nil, err
	}
	batch, err := parquetBatch(p, size, l)
	if err != nil {
		return nil, err
	}
	props := pqarrow.ArrowReadProperties{BatchSize: batch}
	for i := range p.MetaData().Schema.NumColumns() {
		props.SetReadDict(i, p.MetaData().Schema.Column(i).PhysicalType() == parquet.Types.ByteArray) // a text that stands often is held once
	}
	a, err := pqarrow.NewFileReader(p, props, memory.DefaultAllocator)
	if err != nil {
		return nil, err
	}
	schema, err := a.Schema()
	if err != nil {
		return nil, err
	}
	records, err := a.GetRecordReader(ctx, nil, nil)
	return &parquetRows{records: records, schema: schema, limits: l, left: max(sheetTexts, l.Ratio*size)}, err
}

// parquetBatch is how many rows are decoded at once: some megabytes of them. A file that unpacks beyond the ratio, by
// its own word, is refused.
func parquetBatch(p *file.Reader, size int64, l Limits) (int64, error) {
	unpacked := int64(0)
	for i := range p.NumRowGroups() {
		unpacked += p.MetaData().RowGroup(i).TotalByteSize()
	}
	if unpacked > ratioFrom && unpacked/l.Ratio > size {
		return 0, &broken{code: "file.ratio"}
	}
	row := unpacked / max(1, p.NumRows())
	return min(max(8<<20/max(row, 1), 16), blockRows), nil
}

func (p *parquetRows) header() []string {
	names := make([]string, p.schema.NumFields())
	for i, f := range p.schema.Fields() {
		names[i] = f.Name
	}
	return names
}

func (p *parquetRows) next(n int) (rows [][]string, lines []int64, err error) {
	defer parquetFault(&err)
	if p.line == 0 {
		rows, lines, p.line = [][]string{p.header()}, []int64{1}, 1
	}
	for before := p.left; len(rows) < n && before-p.left < 4<<20; {
		if p.batch == nil || p.at == p.batch.NumRows() {
			if !p.records.Next() {
				return rows, lines, endOfParquet(p.records.Err())
			}
			p.batch, p.at = p.records.RecordBatch(), 0
			continue
		}
		p.line++
		rows, lines = append(rows, p.row()), append(lines, p.line)
		p.at++
		if p.left < 0 {
			return rows, lines, &broken{code: "file.too_large"}
		}
	}
	return rows, lines, nil
}

// parquetFault takes a panic of the reader for what it is: the library trusts the file's footer and offsets.
func parquetFault(err *error) {
	if p := recover(); p != nil {
		*err = &broken{"file.corrupt", fail.New(fail.Invalid, "%v", p)}
	}
}

func endOfParquet(err error) error {
	if err != nil && err != io.EOF {
		return &broken{"file.corrupt", err}
	}
	return io.EOF
}

// row is the present row as texts, within the limits of fields and rows.
func (p *parquetRows) row() []string {
	cells := make([]string, min(int(p.batch.NumCols()), p.limits.Columns))
	left, cut := p.limits.RowBytes, len(cells) < int(p.batch.NumCols())
	for c := range cells {
		v := textOf(p.batch.Column(c), int(p.at))
		if most := min(left, p.limits.FieldBytes); len(v) > most {
			v, cut = v[:most], true // inside a character, maybe: whole mends it
		}
		left -= len(v)
		cells[c] = v
	}
	if cut {
		p.long.Add(p.line)
	}
	p.left -= int64(p.limits.RowBytes - left)
	return whole(cells)
}

// whole replaces what is no UTF-8: a column may claim it and lie.
func whole(cells []string) []string {
	for i, c := range cells {
		if !utf8.ValidString(c) {
			cells[i] = strings.ToValidUTF8(c, "�")
		}
	}
	return cells
}

// textOf writes a value as text; a missing one is blank. A list is joined the way lists are written in cells.
func textOf(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return ""
	}
	if d, ok := a.(*array.Dictionary); ok {
		return textOf(d.Dictionary(), d.GetValueIndex(i))
	}
	l, ok := a.(*array.List)
	if !ok {
		return a.ValueStr(i)
	}
	from, to := l.ValueOffsets(i)
	out := ""
	for k := from; k < to; k++ {
		out = orJoin(out, textOf(l.ListValues(), int(k)))
	}
	return out
}
