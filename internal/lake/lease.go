package lake

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
)

// A lease is a file leases/<snapshot>-<pid>-<token> whose time is renewed while it is held. One not renewed for
// leaseLife belongs to a process that died.
const (
	heartbeatEvery = 15 * time.Second
	leaseLife      = 2 * time.Minute
)

type lease struct {
	path     string
	snapshot *Snapshot
}

func (h *lease) remove() { os.Remove(h.path) }

// lease takes a lease on a snapshot. The lease lock keeps gc from deciding in between.
func (l *Lake) lease(ctx context.Context, id int64) (*lease, error) {
	gate, err := l.lock(ctx, "leases", "lock")
	if err != nil {
		return nil, err
	}
	defer gate.Close()
	s, err := l.Snapshot(id)
	if err != nil {
		return nil, err
	}
	h := &lease{path: l.path("leases", fmt.Sprintf("%d-%d-%s", id, os.Getpid(), token())), snapshot: s}
	if err := os.WriteFile(h.path, nil, 0o644); err != nil {
		return nil, storageError(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.beats[h.path] = h
	return h, nil
}

func (l *Lake) forget(h *lease) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.beats, h.path)
	h.remove()
}

func (l *Lake) heartbeat() {
	tick := time.NewTicker(heartbeatEvery)
	defer tick.Stop()
	for {
		select {
		case <-l.stop:
			return
		case now := <-tick.C:
			l.renew(now)
		}
	}
}

func (l *Lake) renew(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for path := range l.beats {
		os.Chtimes(path, now, now)
	}
}

// leased returns the snapshots under a live lease and removes dead leases. The lease lock is held.
func (l *Lake) leased(now time.Time) (map[int64]bool, error) {
	entries, err := os.ReadDir(l.path("leases"))
	if err != nil {
		return nil, fail.As(fail.Internal, err, "leases")
	}
	held := map[int64]bool{}
	for _, e := range entries {
		number, _, _ := strings.Cut(e.Name(), "-")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			continue // the lock
		}
		info, err := e.Info()
		if err == nil && now.Sub(info.ModTime()) > leaseLife {
			os.Remove(l.path("leases", e.Name()))
			continue
		}
		held[id] = true
	}
	return held, nil
}
