package lake

import (
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// tryLock takes an exclusive lock on f without waiting; it ends with the process or with f.
func tryLock(f *os.File) (bool, error) {
	flags := uint32(windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY)
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// Another process reading the target for an instant makes a rename fail; it is tried again for a second.
const (
	renameTries = 50
	renameWait  = 20 * time.Millisecond
)

func rename(from, to string) error {
	err := os.Rename(from, to)
	for range renameTries {
		if !errors.Is(err, windows.ERROR_ACCESS_DENIED) && !errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
			return err
		}
		time.Sleep(renameWait)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir does nothing: NTFS journals renames, and folders cannot be flushed.
func syncDir(string) error { return nil }

// diskFull tells errors of a full disk or quota from others.
func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_FILE_TOO_LARGE)
}

// mapFile reads the whole file: a mapping would keep gc from deleting it.
func mapFile(f *os.File, size int) (data []byte, unmap func() error, err error) {
	data = make([]byte, size)
	_, err = io.ReadFull(f, data)
	return data, func() error { return nil }, err
}
