package workspace

import (
	"errors"
	"io/fs"
	"sort"
)

// overlay shows a workspace's own content files over the product's: a file of the same path replaces, others add.
type overlay struct{ own, product fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	info, err := fs.Stat(o.own, name)
	if err == nil && !info.IsDir() {
		return o.own.Open(name)
	}
	f, productErr := o.product.Open(name)
	if productErr != nil && err == nil {
		return o.own.Open(name)
	}
	return f, productErr
}

// ReadDir lists both folders' entries once, sorted by name, so that walks and globs see the union.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	product, productErr := fs.ReadDir(o.product, name)
	own, ownErr := fs.ReadDir(o.own, name)
	if productErr != nil && ownErr != nil {
		return nil, productErr
	}
	if ownErr != nil && !errors.Is(ownErr, fs.ErrNotExist) {
		return nil, ownErr
	}
	return union(own, product), nil
}

func union(own, product []fs.DirEntry) []fs.DirEntry {
	seen := map[string]bool{}
	var all []fs.DirEntry
	for _, e := range append(own, product...) {
		if !seen[e.Name()] {
			seen[e.Name()] = true
			all = append(all, e)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name() < all[j].Name() })
	return all
}
