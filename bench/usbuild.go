package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"asterism/internal/derive"
)

// usBuildFigures: US grants as bulk bibliographic files, imported and built; a profile over both.
type usBuildFigures struct {
	buildFigures
	Bytes     int64
	Tables    []derive.Built
	Functions []cost
}

// MB is the files' size in millions of bytes.
func (f *usBuildFigures) MB() float64 { return float64(f.Bytes) / 1e6 }

const (
	usDocuments = 1_000_000
	usPerFile   = 20_000
)

func measureUSBuild(ctx context.Context, b *bench, p *report) error {
	f := &usBuildFigures{}
	p.USBuild = f
	dir := filepath.Join(b.dir, "grants")
	defer os.RemoveAll(dir)
	if err := f.write(dir, int(usDocuments*b.scale)); err != nil {
		return err
	}
	stop, err := profile(filepath.Join(b.dir, "cpu.prof"))
	if err != nil {
		return err
	}
	tables, err := f.once(ctx, filepath.Join(b.dir, "us"), dir)
	stop()
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Join(b.dir, "us"))
	f.Tables = tables[:min(dearest, len(tables))]
	f.Functions, err = costs(ctx, filepath.Join(b.dir, "cpu.prof"), 3*dearest)
	return err
}

func (f *usBuildFigures) write(dir string, documents int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for first := 1; first <= documents; first += usPerFile {
		path := filepath.Join(dir, fmt.Sprintf("%08d.xml", first))
		if err := writeBriefGrants(path, first, min(usPerFile, documents-first+1)); err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		f.Bytes += info.Size()
	}
	return nil
}
