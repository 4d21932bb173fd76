package ingest

import (
	"bufio"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"asterism/internal/fail"
)

// groupRows is the size of a row group, the one DuckDB itself uses.
const groupRows = 122880

// part writes one raw table's rows to a staged Parquet file, on a goroutine of its own.
type part struct {
	table *rawTable
	path  string
	rows  int64
	in    chan arrow.RecordBatch
	done  chan struct{}
	err   error
}

func newPart(dir string, t *rawTable) *part {
	p := &part{table: t, path: filepath.Join(dir, t.name+".parquet"), in: make(chan arrow.RecordBatch, 8), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *part) run() {
	defer close(p.done)
	p.err = p.write()
	for b := range p.in { // after a failure: take what still comes, so that nobody waits for ever
		b.Release()
	}
}

func (p *part) write() (err error) {
	defer recovered(&err)
	f, err := os.Create(p.path)
	if err != nil {
		return fail.As(fail.Unavailable, err, "stage")
	}
	defer f.Close()
	buffered := bufio.NewWriterSize(f, 1<<20)
	w, err := pqarrow.NewFileWriter(p.table.schema, buffered, writerProperties(p.table), pqarrow.NewArrowWriterProperties())
	if err != nil {
		return err
	}
	for b := range p.in {
		err := w.WriteBuffered(b)
		p.rows += b.NumRows()
		b.Release()
		if err != nil {
			return fail.As(fail.Unavailable, err, "stage")
		}
	}
	if err := w.Close(); err != nil {
		return fail.As(fail.Unavailable, err, "stage")
	}
	if err := buffered.Flush(); err != nil {
		return fail.As(fail.Unavailable, err, "stage")
	}
	return fail.As(fail.Unavailable, f.Sync(), "stage")
}

// writerProperties: dictionaries where values repeat, none for long texts and numbers, which never do.
func writerProperties(t *rawTable) *parquet.WriterProperties {
	options := []parquet.WriterProperty{parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCompressionLevel(1),
		parquet.WithMaxRowGroupLength(groupRows), parquet.WithBatchSize(4096), parquet.WithCreatedBy("asterism")}
	for _, c := range t.columns {
		if unique[c.name] {
			options = append(options, parquet.WithDictionaryFor(c.name, false), parquet.WithStatsFor(c.name, c.name == "patent_id"))
		}
	}
	return parquet.NewWriterProperties(options...)
}

var unique = map[string]bool{"body": true, "source_row": true, "patent_id": true, "record": true, "line": true, "title": true,
	"application_raw": true, "application_number": true, "publication_raw": true, "publication_number": true, "npl_text": true, "cells": true}

// close waits for the file to be whole.
func (p *part) close() error {
	close(p.in)
	<-p.done
	return p.err
}

// parts are the staged files of one unit, one per table that got rows.
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

// close finishes all parts and lists them by table name.
func (p *parts) close() ([]stagedPart, error) {
	var out []stagedPart
	var first error
	for t, w := range p.open {
		if err := w.close(); err != nil && first == nil {
			first = err
		}
		info, err := os.Stat(w.path)
		if err == nil {
			out = append(out, stagedPart{Table: t.name, File: filepath.Base(w.path), Rows: w.rows, Bytes: info.Size()})
		}
	}
	sortParts(out)
	return out, first
}
