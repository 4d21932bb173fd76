package ingest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"asterism/internal/fail"
)

// groupRows is the size of a row group, the one DuckDB itself uses.
const groupRows = 122880

// part writes one raw table's rows to staged Parquet files, on a goroutine of its own. A file holds only the
// columns that have values: most sources fill a third of a table. When a further column appears, a further file
// begins; after mostFiles of them it holds all columns.
type part struct {
	table *rawTable
	dir   string
	in    chan arrow.RecordBatch
	done  chan struct{}
	err   error

	open  *partFile
	files []stagedPart
}

const mostFiles = 3

func newPart(dir string, t *rawTable) *part {
	p := &part{table: t, dir: dir, in: make(chan arrow.RecordBatch, 8), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *part) run() {
	defer close(p.done)
	p.err = fail.As(fail.Unavailable, p.write(), "stage")
	for b := range p.in { // after a failure: take what still comes, so that nobody waits for ever
		b.Release()
	}
}

func (p *part) write() (err error) {
	defer recovered(&err)
	for b := range p.in {
		if err := p.fits(b); err != nil {
			return err
		}
		err := p.open.write(b)
		b.Release()
		if err != nil {
			return err
		}
	}
	return p.finish()
}

// fits makes sure that the open file holds every column the rows fill.
func (p *part) fits(b arrow.RecordBatch) error {
	var held []int
	fits := p.open != nil
	for i, c := range p.table.columns {
		filled := b.Column(i).NullN() < int(b.NumRows()) || always[c.name] || len(p.files) == mostFiles
		before := p.open != nil && p.open.has[i]
		if filled && !before {
			fits = false
		}
		if filled || before {
			held = append(held, i)
		}
	}
	if fits {
		return nil
	}
	if err := p.finish(); err != nil {
		return err
	}
	return p.begin(held)
}

// always are the columns every file has, filled or not.
var always = map[string]bool{"patent_id": true, "batch": true, "file": true, "record": true}

func (p *part) begin(held []int) (err error) {
	name := p.table.name + ".parquet"
	if n := len(p.files); n > 0 {
		name = fmt.Sprintf("%s-%d.parquet", p.table.name, n+1)
	}
	p.open, err = newPartFile(filepath.Join(p.dir, name), p.table, held)
	return err
}

func (p *part) finish() error {
	if p.open == nil {
		return nil
	}
	bytes, err := p.open.close()
	if err != nil {
		return err
	}
	p.files = append(p.files, stagedPart{Table: p.table.name, File: filepath.Base(p.open.path), Rows: p.open.rows, Bytes: bytes})
	p.open = nil
	return nil
}

// close waits for the files to be whole.
func (p *part) close() error {
	close(p.in)
	<-p.done
	return p.err
}

// partFile is one Parquet file being written.
type partFile struct {
	path   string
	file   *os.File
	buffer *bufio.Writer
	writer *pqarrow.FileWriter
	schema *arrow.Schema
	held   []int
	has    map[int]bool
	rows   int64
}

func newPartFile(path string, t *rawTable, held []int) (*partFile, error) {
	columns, has := make([]column, len(held)), map[int]bool{}
	for i, c := range held {
		columns[i], has[c] = t.columns[c], true
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	p := &partFile{path: path, file: f, buffer: bufio.NewWriterSize(f, 1<<20), schema: arrowSchema(columns), held: held, has: has}
	p.writer, err = pqarrow.NewFileWriter(p.schema, p.buffer, writerProperties(columns), pqarrow.NewArrowWriterProperties())
	if err != nil {
		f.Close()
	}
	return p, err
}

func (p *partFile) write(b arrow.RecordBatch) error {
	columns := make([]arrow.Array, len(p.held))
	for i, c := range p.held {
		columns[i] = b.Column(c)
	}
	narrow := array.NewRecordBatch(p.schema, columns, b.NumRows())
	defer narrow.Release()
	p.rows += b.NumRows()
	return p.writer.WriteBuffered(narrow)
}

func (p *partFile) close() (int64, error) {
	defer p.file.Close()
	if err := p.writer.Close(); err != nil {
		return 0, err
	}
	if err := p.buffer.Flush(); err != nil {
		return 0, err
	}
	info, err := p.file.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() < syncFrom {
		return info.Size(), nil
	}
	return info.Size(), p.file.Sync()
}

// syncFrom is the size from which a staged file is forced to disk at once. Smaller ones may be lost with the power:
// the next run sees that and reads the source again. The lake forces every part to disk before it counts.
const syncFrom = 1 << 20

// writerProperties: dictionaries only for short values that repeat. The dictionary encoder costs an allocation a
// value, so columns of one value in every row (batch, file) and columns of many values go plain: zstd folds them.
func writerProperties(columns []column) *parquet.WriterProperties {
	options := []parquet.WriterProperty{parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCompressionLevel(1),
		parquet.WithMaxRowGroupLength(groupRows), parquet.WithBatchSize(8192), parquet.WithCreatedBy("asterism"), parquet.WithDictionaryDefault(false)}
	for _, c := range columns {
		options = append(options, parquet.WithDictionaryFor(c.name, c.kind == kindConst || repeated[c.name]), parquet.WithStatsFor(c.name, sought[c.name]))
	}
	return parquet.NewWriterProperties(options...)
}

var (
	repeated = map[string]bool{"symbol": true, "name": true, "cited_country": true}
	sought   = map[string]bool{"patent_id": true, "application_date": true, "publication_date": true, "year": true}
)

// parts are the staged files of one unit, of every table that got rows.
type parts struct {
	dir  string
	open map[*rawTable]*part
}

func (p *parts) emit(t *rawTable, b arrow.RecordBatch) error {
	w := p.open[t]
	if w == nil {
		w = newPart(p.dir, t)
		p.open[t] = w
	}
	select {
	case <-w.done:
		b.Release()
		return w.err
	case w.in <- b:
		return nil
	}
}

// close finishes all parts and lists their files by table.
func (p *parts) close() ([]stagedPart, error) {
	var out []stagedPart
	var first error
	for _, w := range p.open {
		if err := w.close(); err != nil && first == nil {
			first = err
		}
		out = append(out, w.files...)
	}
	sortParts(out)
	return out, first
}
