package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"asterism/internal/fail"
)

// writeFile writes a file that appears whole or not at all, through a temporary name beside it. What is no regular file (a pipe, a device, /dev/stdout
// even where that is a file) is written to as it is: renaming would put another in its place.
func writeFile(name string, write func(*os.File) error) error {
	if info, err := os.Stat(name); err == nil && (!info.Mode().IsRegular() || strings.HasPrefix(name, "/dev/")) {
		return writeThrough(name, write)
	}
	if at, err := filepath.EvalSymlinks(name); err == nil {
		name = at
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".asterism-*")
	if err != nil {
		return fail.As(fail.Unavailable, err, "write %s", name)
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Close()); err != nil {
		return fail.As(fail.Unavailable, err, "write %s", name)
	}
	return fail.As(fail.Unavailable, os.Rename(f.Name(), name), "write %s", name)
}

func writeThrough(name string, write func(*os.File) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fail.As(fail.Unavailable, err, "write %s", name)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return fail.As(fail.Unavailable, f.Close(), "write %s", name)
}
