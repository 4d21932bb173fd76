package lake

import (
	"context"

	"asterism/internal/fail"
)

// Reader reads one snapshot, with a view schema.table for each table. It is safe for concurrent use.
type Reader struct {
	lake     *Lake
	snapshot *Snapshot
	catalog  *catalog
	opened   *opened // nil for a transaction's reader
}

// opened is a snapshot in use by this process: one lease and one set of views for all its readers.
type opened struct {
	readers int
	lease   *lease
	product *catalog
	users   *catalog // nil until a user's query comes
}

func (o *opened) close() {
	o.product.close()
	if o.users != nil {
		o.users.close()
	}
	o.lease.remove()
}

// Read opens a snapshot, the current one when at is 0. The snapshot is leased until Close.
func (l *Lake) Read(ctx context.Context, at int64) (_ *Reader, err error) {
	defer fail.Wrap(&err, "read snapshot %d", at)
	if at != 0 {
		return l.readAt(ctx, at)
	}
	for {
		id, err := l.currentID()
		if err != nil {
			return nil, err
		}
		r, err := l.readAt(ctx, id)
		if err == nil || fail.KindOf(err) != fail.NotFound {
			return r, err
		}
		if now, later := l.currentID(); later != nil || now == id { // else it was collected before it was leased
			return nil, err
		}
	}
}

func (l *Lake) readAt(ctx context.Context, id int64) (*Reader, error) {
	if r := l.reuse(id); r != nil {
		return r, nil
	}
	return l.openReader(ctx, id)
}

// reuse joins the readers of a snapshot this process has open.
func (l *Lake) reuse(id int64) *Reader {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.opened[id]
	if o == nil {
		return nil
	}
	return l.join(o)
}

func (l *Lake) join(o *opened) *Reader {
	o.readers++
	return &Reader{lake: l, snapshot: o.lease.snapshot, catalog: o.product, opened: o}
}

func (l *Lake) openReader(ctx context.Context, id int64) (*Reader, error) {
	held, err := l.lease(ctx, id)
	if err != nil {
		return nil, err
	}
	c, err := l.newCatalog(ctx, product, held.snapshot.Tables)
	if err != nil {
		l.forget(held)
		return nil, err
	}
	return l.keep(id, &opened{lease: held, product: c}), nil
}

// keep lists a snapshot as open and joins it, or the one another goroutine listed meanwhile. Unread older ones
// are closed.
func (l *Lake) keep(id int64, o *opened) *Reader {
	l.mu.Lock()
	defer l.mu.Unlock()
	for other, old := range l.opened {
		if other != id && old.readers == 0 {
			l.shut(other, old)
		}
	}
	l.newest = max(l.newest, id)
	if faster := l.opened[id]; faster != nil {
		l.shut(0, o)
		o = faster
	}
	l.opened[id] = o
	return l.join(o)
}

// shut closes an unread snapshot; l.mu is held.
func (l *Lake) shut(id int64, o *opened) {
	delete(l.opened, id)
	delete(l.beats, o.lease.path)
	o.close()
}

// Snapshot is what the reader reads.
func (r *Reader) Snapshot() *Snapshot { return r.snapshot }

// Close ends the lease when this was the snapshot's last reader. The newest snapshot's views stay warm.
func (r *Reader) Close() error {
	if r.opened == nil {
		return nil
	}
	l := r.lake
	l.mu.Lock()
	defer l.mu.Unlock()
	o := r.opened
	r.opened = nil
	o.readers--
	id := r.snapshot.ID
	if o.readers == 0 && id != l.newest && l.opened[id] == o {
		l.shut(id, o)
	}
	return nil
}
