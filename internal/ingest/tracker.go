package ingest

import (
	"sync"
	"time"
)

// tracker passes progress on, at most ten times a second and at the turn of phases.
type tracker struct {
	mu   sync.Mutex
	tell func(Progress)
	now  Progress
	last time.Time
}

func newTracker(tell func(Progress)) *tracker {
	if tell == nil {
		tell = func(Progress) {}
	}
	return &tracker{tell: tell}
}

func (t *tracker) phase(name string, total int64, files int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now = Progress{Phase: name, Total: total, OfFiles: files}
	t.tell(t.now)
}

// add counts bytes done.
func (t *tracker) add(n int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.Bytes += n
	t.due()
}

func (t *tracker) fileDone(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.Files++
	t.now.CurrentFile = name
	t.due()
}

func (t *tracker) due() {
	if time.Since(t.last) > 100*time.Millisecond {
		t.last = time.Now()
		t.tell(t.now)
	}
}
