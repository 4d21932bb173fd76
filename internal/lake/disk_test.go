//go:build unix

package lake

import (
	"context"
	"fmt"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"asterism/internal/fail"
)

// TestFileSizeLimit runs a writer under RLIMIT_FSIZE, in a process of its own since the limit is the process's.
func TestFileSizeLimit(t *testing.T) {
	dir := t.TempDir()
	l := openAt(t, dir)
	importFirms(t, l, "before", 1, crashRows)
	check(t, l.Close())
	out, err := child("limited", dir).Output()
	if err != nil || !strings.Contains(string(out), "limited as expected") {
		t.Fatalf("%v\n%s", err, out)
	}
	l = openAt(t, dir)
	defer l.Close()
	if got := one(t, l, 0, "select count(*) from raw.firm"); got != int64(2*crashRows) {
		t.Errorf("%v rows", got)
	}
}

const sizeLimit = 16 << 10

func writeLimited(dir string) error {
	ctx := context.Background()
	l, err := Open(ctx, dir, Options{Threads: 1})
	if err != nil {
		return err
	}
	defer l.Close()
	signal.Ignore(syscall.SIGXFSZ)
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: sizeLimit, Max: limit.Max}); err != nil {
		return err
	}
	if err := tooLarge(ctx, l); err != nil {
		return err
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := importStep(l); err != nil {
		return err
	}
	fmt.Println("limited as expected")
	return nil
}

// tooLarge tries to write and to build more than fits, and returns an error unless both fail as they should.
func tooLarge(ctx context.Context, l *Lake) error {
	for _, attempt := range []func(context.Context, *Lake) error{importTooLarge, buildTooLarge} {
		err := attempt(ctx, l)
		if fail.KindOf(err) != fail.Unavailable || !strings.Contains(err.Error(), "no space left for the lake") {
			return fmt.Errorf("want no space left, got %v: %w", fail.KindOf(err), err)
		}
		s, err := l.Current()
		if err != nil || s.ID != 1 {
			return fmt.Errorf("current snapshot %v: %w", s, err)
		}
	}
	return nil
}

func importTooLarge(ctx context.Context, l *Lake) error {
	tx, err := l.Write(ctx, "too large")
	if err != nil {
		return err
	}
	defer tx.Rollback()
	schema := wideSchema()
	w, err := tx.NewPart("raw.wide", schema, "")
	if err != nil {
		return err
	}
	for i := range 100 {
		record := wide(schema, i*10_000, 10_000)
		err := w.Write(record)
		record.Release()
		if err != nil {
			return err
		}
	}
	_, err = w.Close()
	return err
}

func buildTooLarge(ctx context.Context, l *Lake) error {
	tx, err := l.Write(ctx, "too large")
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, _, err = tx.Build(ctx, "base.large", "select range as id, hash(range) as h from range(3000000)", "h", "large")
	return err
}
