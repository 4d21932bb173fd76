package lake

import (
	"errors"
	"os"
	"path/filepath"
)

// place syncs a finished file and renames it to its final path.
func (t *Tx) place(scratch, final string, rows int64) (Part, error) {
	size, err := t.lake.settle(scratch, final)
	if err != nil {
		os.Remove(scratch)
		return Part{}, storageError(err)
	}
	t.wrote(final)
	return Part{Path: final, Rows: rows, Bytes: size}, nil
}

// settle makes scratch durable under its final path, relative to the lake, and returns its size.
func (l *Lake) settle(scratch, final string) (int64, error) {
	target := l.path(filepath.FromSlash(final))
	if err := l.makeDir(filepath.Dir(target)); err != nil {
		return 0, err
	}
	size, err := syncFile(scratch)
	if err != nil {
		return 0, err
	}
	if err := rename(scratch, target); err != nil {
		return 0, err
	}
	return size, syncDir(filepath.Dir(target))
}

// makeDir makes a folder below the lake and syncs the folders that name it.
func (l *Lake) makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for d := filepath.Dir(dir); len(d) >= len(l.dir); d = filepath.Dir(d) {
		if err := syncDir(d); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(name string) (int64, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
