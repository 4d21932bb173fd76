package lake

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// Current is the current snapshot; an empty lake has snapshot 0 without tables.
func (l *Lake) Current() (*Snapshot, error) {
	id, err := l.currentID()
	if err != nil {
		return nil, err
	}
	return l.snapshot(id)
}

func (l *Lake) currentID() (int64, error) {
	data, err := os.ReadFile(l.path("current"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, storageError(err)
	}
	id, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	return id, fail.As(fail.Internal, err, "lake/current holds no snapshot number")
}

// publish makes s the current snapshot. Its parts are on disk already. When it returns nil, s survives a power cut.
func (l *Lake) publish(s *Snapshot) error {
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := replaceFile(l.path("snapshots", snapshotFile(s.ID)), data); err != nil {
		return err
	}
	return replaceFile(l.path("current"), []byte(strconv.FormatInt(s.ID, 10)+"\n"))
}

// replaceFile writes path by way of a temporary file: content synced, renamed, folder synced.
func replaceFile(path string, data []byte) error {
	tmp := path + ".new"
	if err := writeSynced(tmp, data); err != nil {
		os.Remove(tmp)
		return storageError(err)
	}
	if err := rename(tmp, path); err != nil {
		return storageError(err)
	}
	return storageError(syncDir(filepath.Dir(path)))
}

func writeSynced(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

func (l *Lake) exists(elem ...string) bool {
	_, err := os.Stat(l.path(elem...))
	return err == nil
}
