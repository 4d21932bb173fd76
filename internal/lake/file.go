package lake

import (
	"path/filepath"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// AddFile moves a finished file, named by Scratch, into the snapshot under name, replacing one of that name. fingerprint names what it was made of.
func (t *Tx) AddFile(name, tmpfile, fingerprint string) (_ NamedFile, err error) {
	defer fail.Wrap(&err, "add file %s", name)
	if !partName.MatchString(name) {
		return NamedFile{}, fail.New(fail.Invalid, "%q is no file name", name)
	}
	final := "files/" + ownPrefix + token() + "-" + name
	if filepath.Dir(tmpfile) != t.staging {
		return NamedFile{}, fail.New(fail.Invalid, "the file to add must come from Scratch")
	}
	size, err := t.lake.settle(tmpfile, final)
	if err != nil {
		return NamedFile{}, storageError(err)
	}
	t.wrote(final)
	f := NamedFile{Name: name, Path: final, Bytes: size, Fingerprint: fingerprint}
	t.DropFile(name)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Files = append(t.next.Files, f)
	slices.SortFunc(t.next.Files, func(a, b NamedFile) int { return strings.Compare(a.Name, b.Name) })
	return f, nil
}

// DropFile takes a named file out of the snapshot.
func (t *Tx) DropFile(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Files = slices.DeleteFunc(t.next.Files, func(f NamedFile) bool { return f.Name == name })
}
