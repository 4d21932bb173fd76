package page

import (
	"context"
	"net/url"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/store"
)

// StartBuild brings every table up to date, as a job.
func (s *Site) StartBuild(ctx context.Context) (*store.Job, error) {
	return s.jobs.Start(ctx, s.Actor, "build", nil, func(ctx context.Context, report func(store.Progress)) (any, error) {
		result, err := s.build(ctx, report)
		return jobResult{Build: result}, err
	})
}

// StartUndo takes an import batch back and builds what stood on it, as a job.
func (s *Site) StartUndo(ctx context.Context, batch string) (*store.Job, error) {
	now, err := s.w.Lake().Current()
	if err != nil {
		return nil, err
	}
	if !hasBatch(now, batch) {
		return nil, fail.New(fail.NotFound, "no batch %s in snapshot %d", batch, now.ID)
	}
	return s.jobs.Start(ctx, s.Actor, "undo", map[string]string{"batch": batch}, func(ctx context.Context, report func(store.Progress)) (any, error) {
		report(store.Progress{Step: "undo"})
		if _, err := s.w.Undo(ctx, s.Actor, batch); err != nil {
			return nil, err
		}
		result, err := s.build(ctx, report)
		return jobResult{Build: result}, err
	})
}

func hasBatch(s *lake.Snapshot, id string) bool {
	for _, b := range s.Batches {
		if b.ID == id {
			return true
		}
	}
	return false
}

// Selection reads a table's state out of a query string, in a total order: what pages and the JSON interface share.
func (s *Site) Selection(snapshot *lake.Snapshot, table string, values url.Values, also ...string) (Select, error) {
	t, ok := snapshot.Table(table)
	if !ok {
		return Select{}, fail.New(fail.NotFound, "no table %s in snapshot %d", table, snapshot.ID)
	}
	sel, err := ParseSelect(t, values, also...)
	return sel.by(s.tables.order(table)...).by(s.tables.grain(table)...), err
}
