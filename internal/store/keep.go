package store

import (
	"context"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// A running job's process beats; a job without a beat for silence has lost its process. Six beats may be missed,
// so a machine that stalls for a while does not lose its jobs.
const (
	beatEvery = 10 * time.Second
	silence   = 60 * time.Second
)

// keep beats for the jobs of this process and closes those of dead ones, until ctx ends. A failing database is
// met again at the next beat; the job's own calls report it.
func (s *Store) keep(ctx context.Context) {
	defer close(s.stopped)
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = s.beat(ctx)
			_ = s.closeDead(ctx)
		}
	}
}

func (s *Store) beat(ctx context.Context) error {
	if s.running.Load() <= 0 {
		return nil
	}
	_, err := s.db.NewUpdate().Table("job").Set("beat = ?", now()).Where("state = ?", Running).Where("owner = ?", owner).Exec(ctx)
	return classify(err)
}

// closeDead turns running jobs whose process has died into failed ones with the error "interrupted".
func (s *Store) closeDead(ctx context.Context) error {
	var running []*Job
	if err := s.db.NewSelect().Model(&running).Where("state = ?", Running).Scan(ctx); err != nil {
		return classify(err)
	}
	for _, j := range running {
		if !lost(j) {
			continue
		}
		err := s.changeJob(ctx, j.Actor, j.ID, func(q *bun.UpdateQuery) *bun.UpdateQuery {
			return q.Set("state = ?", Failed).Set("error = ?", Interrupted).Set("finished = ?", now()).
				Where("state = ?", Running).Where("owner = ?", j.Owner)
		})
		if err != nil && fail.KindOf(err) != fail.Conflict { // Conflict: another process closed it first
			return err
		}
	}
	return nil
}

func lost(j *Job) bool {
	return j.Owner != owner && (surelyDead(j.Owner) || now().Sub(j.Beat) > silence)
}
