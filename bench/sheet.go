package main

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"asterism/internal/ingest/xlsx"
)

// sheetFigures: every cell of one sheet as a text, by our reader and by excelize's row iterator.
type sheetFigures struct {
	Rows, Columns int
	Bytes         int64
	Ours, Peer    timing
	OursMemory    memory
	PeerMemory    memory
}

// Cells in millions a second.
func (f *sheetFigures) Cells(t timing) float64 {
	return float64(f.Rows) * float64(f.Columns) / 1e6 / t.Wall.Median()
}

const sheetRows, sheetColumns = 200_000, 20

func measureSheet(ctx context.Context, b *bench, p *report) (err error) {
	f := &sheetFigures{Rows: int(sheetRows * b.scale), Columns: sheetColumns}
	p.Sheet = f
	path := filepath.Join(b.dir, "cells.xlsx")
	defer os.Remove(path)
	if f.Bytes, err = writeSheet(path, f.Rows, f.Columns); err != nil {
		return err
	}
	for range b.runs {
		ours, err := inChild(ctx, "xlsx", path, 0)
		if err != nil {
			return err
		}
		peer, err := inChild(ctx, "xlsx-excelize", path, 0)
		if err != nil {
			return err
		}
		if ours.Count != peer.Count {
			return fmt.Errorf("we read %d cells, excelize %d", ours.Count, peer.Count)
		}
		f.Ours.add(ours.Seconds, ours.CPU)
		f.Peer.add(peer.Seconds, peer.CPU)
		f.OursMemory, f.PeerMemory = worse(f.OursMemory, ours.memory), worse(f.PeerMemory, peer.memory)
		say("%d × %d cells: %.2f s, excelize %.2f s", f.Rows, f.Columns, ours.Seconds, peer.Seconds)
	}
	return nil
}

// readSheet counts the cells that hold something.
func readSheet(_ context.Context, path string) (cells int, err error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	b, err := xlsx.Open(&z.Reader, xlsx.Options{})
	if err != nil {
		return 0, err
	}
	defer b.Close()
	r, err := b.Rows(b.Sheets[0])
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for err == nil {
		var rows [][]string
		rows, _, err = r.Next(2048)
		for _, row := range rows {
			cells += filled(row)
		}
	}
	if err != io.EOF {
		return 0, err
	}
	return cells, nil
}

func filled(row []string) (n int) {
	for _, c := range row {
		if c != "" {
			n++
		}
	}
	return n
}

func readSheetExcelize(_ context.Context, path string) (cells int, err error) {
	x, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return 0, err
	}
	defer x.Close()
	rows, err := x.Rows(x.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return 0, err
		}
		cells += filled(row)
	}
	return cells, rows.Error()
}
