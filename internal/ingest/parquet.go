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
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"asterism/internal/fail"
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
		in.broken = &broken{"file.corrupt", err}
		return nil
	}
	defer done()
	return do(&sheet{next: r.next})
}

// parquetRows turns record batches into rows of texts.
type parquetRows struct {
	records pqarrow.RecordReader
	schema  *arrow.Schema
	batch   arrow.RecordBatch
	at      int64
	line    int64
}

func openParquet(ctx context.Context, it *item) (*parquetRows, func(), error) {
	f, _, err := it.file()
	if err != nil {
		return nil, nil, err
	}
	r, err := parquetReader(ctx, f)
	if err != nil {
		f.Close()
		return nil, nil, &broken{"file.corrupt", err}
	}
	return r, func() { f.Close() }, nil // the batches are the garbage collector's
}

func parquetReader(ctx context.Context, f *os.File) (r *parquetRows, err error) {
	defer parquetFault(&err)
	p, err := file.NewParquetReader(f)
	if err != nil {
		return nil, err
	}
	a, err := pqarrow.NewFileReader(p, pqarrow.ArrowReadProperties{BatchSize: blockRows}, memory.DefaultAllocator)
	if err != nil {
		return nil, err
	}
	schema, err := a.Schema()
	if err != nil {
		return nil, err
	}
	records, err := a.GetRecordReader(ctx, nil, nil)
	return &parquetRows{records: records, schema: schema}, err
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
	for len(rows) < n {
		if p.batch == nil || p.at == p.batch.NumRows() {
			if !p.records.Next() {
				return rows, lines, endOfParquet(p.records.Err())
			}
			p.batch, p.at = p.records.RecordBatch(), 0
			continue
		}
		p.line++
		rows, lines = append(rows, rowOf(p.batch, int(p.at))), append(lines, p.line)
		p.at++
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

func rowOf(b arrow.RecordBatch, i int) []string {
	cells := make([]string, b.NumCols())
	for c := range cells {
		cells[c] = textOf(b.Column(c), i)
	}
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
