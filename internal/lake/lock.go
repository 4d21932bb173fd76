package lake

import (
	"context"
	"os"
	"time"

	"asterism/internal/fail"
)

// Between two attempts at a lock: short first, since most waits are for a commit's last milliseconds.
const (
	firstWait = 2 * time.Millisecond
	longWait  = 100 * time.Millisecond
)

// lock waits for the exclusive lock of a file in the lake until ctx ends. Closing the file releases it.
func (l *Lake) lock(ctx context.Context, elem ...string) (*os.File, error) {
	f, err := os.OpenFile(l.path(elem...), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, storageError(err)
	}
	for wait := firstWait; ; wait = min(2*wait, longWait) {
		held, err := tryLock(f)
		if held {
			return f, nil
		}
		if err == nil {
			err = sleep(ctx, wait)
		}
		if err != nil {
			f.Close()
			return nil, fail.As(fail.Conflict, err, "another process writes to the lake")
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
