package ingest

import (
	"bufio"
	"encoding/binary"
	"os"
	"sync"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/metadata"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/klauspost/compress/zstd"
)

// Sizes of what a part is made of. Rows and bytes alone decide where pages and row groups end, so that the same rows
// give the same file.
const (
	pageRows   = 16384
	pageBytes  = 4 << 20
	groupRows  = 122880   // the size DuckDB itself uses
	groupBytes = 64 << 20 // compressed, waiting in memory
	zstdWindow = 512 << 10
)

// partFile is one Parquet file being written. Values are encoded here, straight from the columns; page headers and
// the footer are the library's.
type partFile struct {
	path   string
	out    *output
	footer *metadata.FileMetaDataBuilder
	zstd   *zstd.Encoder
	held   []int // columns of the table that are in the file
	has    map[int]bool
	chunks []chunk
	rows   int64

	group    int // ordinal of the open row group
	grouped  int32
	waiting  int // bytes of its finished pages
	pageRows int32
}

func newPartFile(path string, t *rawTable, held []int) (*partFile, error) {
	p := &partFile{path: path, held: held, has: map[int]bool{}}
	columns := make([]column, len(held))
	for i, c := range held {
		columns[i], p.has[c] = t.columns[c], true
		p.chunks = append(p.chunks, chunk{column: t.columns[c], sought: sought[t.columns[c].name]})
	}
	properties := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCompressionLevel(1),
		parquet.WithCreatedBy("asterism"))
	schema, err := pqarrow.ToParquet(arrowSchema(columns), properties, pqarrow.DefaultWriterProps())
	if err != nil {
		return nil, err
	}
	p.footer = metadata.NewFileMetadataBuilder(schema, properties, nil)
	p.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false),
		zstd.WithWindowSize(zstdWindow), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	if p.out, err = newOutput(path); err != nil {
		return nil, err
	}
	_, err = p.out.Write([]byte(parquetMark))
	return p, err
}

const parquetMark = "PAR1"

// write takes a batch's rows in.
func (p *partFile) write(b *batch) error {
	for i, at := range p.held {
		c := &p.chunks[i]
		if c.kind == kindConst {
			c.same(b.from.constant(c.name), b.count)
		} else {
			c.add(&b.vectors[at], b.count)
		}
	}
	p.rows += int64(b.count)
	p.grouped += b.count
	p.pageRows += b.count
	if p.pageRows >= pageRows || p.open() >= pageBytes {
		p.closePage()
	}
	if p.grouped >= groupRows || p.waiting >= groupBytes {
		return p.closeGroup()
	}
	return nil
}

func (p *partFile) open() int {
	n := 0
	for i := range p.chunks {
		n += p.chunks[i].size()
	}
	return n
}

func (p *partFile) closePage() {
	for i := range p.chunks {
		c := &p.chunks[i]
		before := len(c.pages)
		c.close(p.zstd)
		for _, done := range c.pages[before:] {
			p.waiting += len(done.body)
		}
	}
	p.pageRows = 0
}

// closeGroup writes the row group column by column.
func (p *partFile) closeGroup() error {
	p.closePage()
	if p.grouped == 0 {
		return nil
	}
	g := p.footer.AppendRowGroup()
	for i := range p.chunks {
		if err := p.writeChunk(&p.chunks[i], g.NextColumnChunk(), int16(i)); err != nil {
			return err
		}
		p.chunks[i].next()
	}
	g.SetNumRows(int(p.grouped))
	err := g.Finish(0, int16(p.group))
	p.group, p.grouped, p.waiting = p.group+1, 0, 0
	p.out.settle()
	return err
}

// writeChunk writes a column's pages. Its metadata is finished here and not by the page writer, which lists the
// encodings of a column that has two of them in an order of chance.
func (p *partFile) writeChunk(c *chunk, about *metadata.ColumnChunkMetaDataBuilder, at int16) error {
	pages, err := file.NewPageWriter(p.out, compress.Codecs.Zstd, 1, about, int16(p.group), at, memory.DefaultAllocator, false, nil, nil)
	if err != nil {
		return err
	}
	info := metadata.ChunkMetaInfo{IndexPageOffset: -1}
	start := p.out.Tell()
	coded := len(c.dict.words) > 0
	if coded {
		plain := c.dict.plain()
		dict := file.NewDictionaryPage(memory.NewBufferBytes(plain), int32(len(c.dict.words)), parquet.Encodings.Plain)
		if _, err := pages.WriteDictionaryPage(dict); err != nil {
			return err
		}
		info.DictPageOffset = start
		info.UncompressedSize += int64(len(plain))
	}
	info.DataPageOffset = p.out.Tell()
	fell := false
	for _, done := range c.pages {
		page := file.NewDataPageV1(memory.NewBufferBytes(done.body), done.rows, done.encoding, parquet.Encodings.RLE, parquet.Encodings.RLE, done.size)
		if _, err := pages.WriteDataPage(page); err != nil {
			return err
		}
		info.NumValues += int64(done.rows)
		info.UncompressedSize += int64(done.size)
		fell = fell || coded && done.encoding == parquet.Encodings.Plain
	}
	info.CompressedSize = p.out.Tell() - start
	if s, ok := c.stats(); ok {
		about.SetStats(s)
	}
	return about.Finish(info, coded, fell, metadata.EncodingStats{})
}

func (p *partFile) close() (int64, error) {
	if err := p.closeGroup(); err != nil {
		p.out.close()
		return 0, err
	}
	footer, err := p.footer.Finish()
	if err != nil {
		p.out.close()
		return 0, err
	}
	n, err := footer.WriteTo(p.out, nil)
	if err == nil {
		_, err = p.out.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(n)), parquetMark...))
	}
	if cerr := p.out.close(); err == nil {
		err = cerr
	}
	return p.out.at, err
}

// output is the file under a part: buffered, counted, and sent to the disk while further rows are made.
type output struct {
	file    *os.File
	buffer  *bufio.Writer
	at      int64
	settled int64
	busy    sync.WaitGroup
	err     error
}

func newOutput(path string) (*output, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &output{file: f, buffer: bufio.NewWriterSize(f, 1<<20)}, nil
}

func (s *output) Write(b []byte) (int, error) {
	n, err := s.buffer.Write(b)
	s.at += int64(n)
	return n, err
}

// Tell is the bytes written so far.
func (s *output) Tell() int64 { return s.at }

// settleFrom is how much is written before it is sent to the disk, beside further work.
const settleFrom = 16 << 20

// syncFrom is the size from which a staged file is forced to disk at once. Smaller ones may be lost with the power:
// the next run sees that and reads the source again. The lake forces every part to disk before it counts.
const syncFrom = 1 << 20

func (s *output) settle() {
	if s.at-s.settled < settleFrom {
		return
	}
	s.busy.Wait()
	s.settled = s.at
	s.busy.Go(func() {
		if err := s.file.Sync(); err != nil {
			s.err = err
		}
	})
}

func (s *output) close() error {
	s.busy.Wait()
	err := firstError(s.err, s.buffer.Flush())
	if err == nil && s.at >= syncFrom {
		err = s.file.Sync()
	}
	return firstError(err, s.file.Close())
}
