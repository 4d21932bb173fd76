package lake

import (
	"context"
	"testing"

	"golang.org/x/sys/unix"
)

// TestFullDisk fills a small tmpfs.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("no tmpfs may be mounted here (%v); TestFileSizeLimit covers a full disk in its place", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
	l := openAt(t, dir)
	defer l.Close()
	importFirms(t, l, "before", 1, crashRows)
	check(t, tooLarge(context.Background(), l))
	if got := one(t, l, 0, "select count(*) from raw.firm"); got != int64(crashRows) {
		t.Errorf("%v rows", got)
	}
	importFirms(t, l, "after", 1, crashRows)
	if got := one(t, l, 0, "select count(*) from raw.firm"); got != int64(2*crashRows) {
		t.Errorf("%v rows after", got)
	}
}
