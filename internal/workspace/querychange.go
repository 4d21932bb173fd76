package workspace

import (
	"context"
	"slices"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/search"
)

// QueryChange is what became different of a query's patents between two snapshots, by patent.
type QueryChange struct {
	Before, After    int64 // snapshots
	New, Gone        []string
	Granted, Lapsed  []string // of those found in both
	Transferred      []string
	TotalBefore, Now int
}

// QueryChanges compares what a query finds in an earlier snapshot with what it finds in a reader's. Where the earlier one is no longer kept,
// the oldest one after it that has an index stands for it; Before tells which. Errors: NotFound where none is left before the reader's.
func (w *Workspace) QueryChanges(ctx context.Context, now *lake.Reader, before int64, dialect, query string) (*QueryChange, error) {
	then, err := w.earlier(ctx, before, now.Snapshot().ID)
	if err != nil {
		return nil, err
	}
	defer then.Close()
	c := &QueryChange{Before: then.Snapshot().ID, After: now.Snapshot().ID}
	former, err := w.foundIn(ctx, then, dialect, query)
	if err != nil {
		return nil, err
	}
	present, err := w.foundIn(ctx, now, dialect, query)
	if err != nil {
		return nil, err
	}
	c.TotalBefore, c.Now = len(former), len(present)
	both := c.compare(former, present)
	return c, c.states(ctx, then, now, both)
}

// earlier opens a snapshot, or the oldest with an index between it and the one compared.
func (w *Workspace) earlier(ctx context.Context, before, now int64) (*lake.Reader, error) {
	then, missing := w.lake.Read(ctx, before)
	if fail.KindOf(missing) != fail.NotFound {
		return then, missing
	}
	kept, err := w.lake.Snapshots() // newest first
	if err != nil {
		return nil, err
	}
	for _, s := range slices.Backward(kept) {
		if _, indexed := s.File(search.TextFile); indexed && s.ID > before && s.ID < now {
			return w.lake.Read(ctx, s.ID)
		}
	}
	return nil, missing
}

func (w *Workspace) foundIn(ctx context.Context, in *lake.Reader, dialect, query string) (ids []string, err error) {
	err = w.Search(in, func(e *search.Engine) error {
		set, err := e.Find(ctx, dialect, query)
		if err == nil {
			ids = e.IDs(set)
		}
		return err
	})
	if len(ids) > maxSet {
		return nil, fail.New(fail.Invalid, "%d patents: an export takes %d; narrow the query", len(ids), maxSet)
	}
	return ids, err
}

// compare walks both lists, which are in order.
func (c *QueryChange) compare(former, present []string) (both []string) {
	for len(former) > 0 || len(present) > 0 {
		switch {
		case len(former) == 0 || len(present) > 0 && present[0] < former[0]:
			c.New, present = append(c.New, present[0]), present[1:]
		case len(present) == 0 || former[0] < present[0]:
			c.Gone, former = append(c.Gone, former[0]), former[1:]
		default:
			both, former, present = append(both, former[0]), former[1:], present[1:]
		}
	}
	return both
}

// patentState is what of a patent may change.
type patentState struct {
	granted, dead bool
	transfers     int64
}

func (c *QueryChange) states(ctx context.Context, then, now *lake.Reader, both []string) error {
	former, err := patentStates(ctx, then, both)
	if err != nil {
		return err
	}
	present, err := patentStates(ctx, now, both)
	for _, id := range both {
		a, b := former[id], present[id]
		if b.granted && !a.granted {
			c.Granted = append(c.Granted, id)
		}
		if b.dead && !a.dead {
			c.Lapsed = append(c.Lapsed, id)
		}
		if b.transfers > a.transfers {
			c.Transferred = append(c.Transferred, id)
		}
	}
	return err
}

func patentStates(ctx context.Context, in *lake.Reader, ids []string) (map[string]patentState, error) {
	states := map[string]patentState{}
	if len(ids) == 0 {
		return states, nil
	}
	list := quotedIDs(ids)
	rows, err := in.Query(ctx, `with moved as (select patent_id, count(*) as n from base.legal_event where event_class = 'transfer' and patent_id in (`+list+`) group by patent_id)
select p.patent_id, p.is_granted, p.legal_status in ('lapsed', 'expired', 'withdrawn', 'rejected', 'revoked'), cast(coalesce(m.n, 0) as bigint)
from base.patent as p left join moved as m on m.patent_id = p.patent_id where p.patent_id in (`+list+`)`)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		granted, _ := row[1].(bool)
		dead, _ := row[2].(bool)
		states[row[0].(string)] = patentState{granted, dead, row[3].(int64)}
	}
	return states, nil
}
