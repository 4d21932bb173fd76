package ingest

import (
	"fmt"
	"path/filepath"

	"asterism/internal/fail"
)

// part writes one raw table's rows to staged Parquet files, on a goroutine of its own. A file holds only the
// columns that have values: most sources fill a third of a table. When a further column appears, a further file
// begins; after mostFiles of them it holds all columns.
type part struct {
	table *rawTable
	dir   string
	in    chan *batch
	done  chan struct{}
	err   error

	open  *partFile
	files []stagedPart
}

const mostFiles = 3

func newPart(dir string, t *rawTable) *part {
	p := &part{table: t, dir: dir, in: make(chan *batch, 8), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *part) run() {
	defer close(p.done)
	p.err = fail.As(fail.Unavailable, p.write(), "stage")
	if p.err != nil && p.open != nil {
		p.open.out.close() // what it says does not matter any more
	}
	for b := range p.in { // after a failure: take what still comes, so that nobody waits for ever
		p.table.recycle(b)
	}
}

func (p *part) write() (err error) {
	defer recovered(&err)
	for b := range p.in {
		if err := p.fits(b); err != nil {
			return err
		}
		err := p.open.write(b)
		p.table.recycle(b)
		if err != nil {
			return err
		}
	}
	return p.finish()
}

// fits makes sure that the open file holds every column the rows fill.
func (p *part) fits(b *batch) error {
	var held []int
	fits := p.open != nil
	for i, c := range p.table.columns {
		filled := b.vectors[i].n > 0 || c.kind == kindConst || always[c.name] || len(p.files) == mostFiles
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

// sought are the columns whose bounds a footer tells, so that readers leave row groups out.
var sought = map[string]bool{"patent_id": true, "application_date": true, "publication_date": true, "year": true}

// parts are the staged files of one unit, of every table that got rows.
type parts struct {
	dir  string
	open map[*rawTable]*part
}

func (p *parts) emit(t *rawTable, b *batch) error {
	w := p.open[t]
	if w == nil {
		w = newPart(p.dir, t)
		p.open[t] = w
	}
	select {
	case <-w.done:
		t.recycle(b)
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
