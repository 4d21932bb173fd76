package lake

import (
	"os"
	"path/filepath"

	"asterism/internal/fail"
)

// Mapped are the bytes of a snapshot's named file, in memory as long as they are used. They must not be written to.
type Mapped struct {
	Data  []byte
	unmap func() error
}

// Close gives the memory back: Data is not to be read after.
func (m *Mapped) Close() error {
	m.Data = nil
	return m.unmap()
}

// Map opens a named file of the snapshot; NotFound when it has none of that name.
func (r *Reader) Map(name string) (*Mapped, error) {
	f, ok := r.snapshot.File(name)
	if !ok {
		return nil, fail.New(fail.NotFound, "no file %s in snapshot %d", name, r.snapshot.ID)
	}
	file, err := os.Open(r.lake.path(filepath.FromSlash(f.Path)))
	if err != nil {
		return nil, storageError(err)
	}
	defer file.Close()
	data, unmap, err := mapFile(file, int(f.Bytes))
	if err != nil {
		return nil, storageError(err)
	}
	return &Mapped{data, unmap}, nil
}
