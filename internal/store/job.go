package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// JobState is where a job stands.
type JobState string

const (
	Queued    JobState = "queued"
	Running   JobState = "running"
	Succeeded JobState = "succeeded"
	Failed    JobState = "failed"
	Cancelled JobState = "cancelled"
)

// Interrupted is the Error of a job whose process died while it ran.
const Interrupted = "interrupted"

// Job is one piece of long work: an import, a build, a report.
type Job struct {
	bun.BaseModel `bun:"table:job" json:"-"`

	ID         int64           `bun:"id,pk" json:"id"`
	Kind       string          `bun:"kind" json:"kind"` // import | build | report | …
	State      JobState        `bun:"state" json:"state"`
	Request    json.RawMessage `bun:"request,type:text" json:"request,omitempty"`
	Step       string          `bun:"step" json:"step,omitempty"` // what is being done now
	Done       int64           `bun:"done" json:"done"`           // units of Step done, of Total
	Total      int64           `bun:"total" json:"total"`         // 0 = not known
	Result     json.RawMessage `bun:"result,type:text" json:"result,omitempty"`
	Error      string          `bun:"error" json:"error,omitempty"` // why it failed, for people
	Actor      string          `bun:"actor" json:"actor"`
	Cancelling bool            `bun:"cancelling" json:"cancelling,omitempty"` // asked to stop, not yet stopped
	Created    time.Time       `bun:"created" json:"created"`
	Started    time.Time       `bun:"started,nullzero" json:"started,omitzero"`
	Finished   time.Time       `bun:"finished,nullzero" json:"finished,omitzero"`

	Owner string    `bun:"owner" json:"-"` // process that runs it
	Beat  time.Time `bun:"beat,nullzero" json:"-"`
}

// Ended tells that the job will not change any more.
func (j *Job) Ended() bool { return j.State != Queued && j.State != Running }

// Progress says how far a job has come.
type Progress struct {
	Step        string
	Done, Total int64
}

// JobFilter narrows Jobs; zero fields do not narrow. Limit 0 means 100.
type JobFilter struct {
	Kind  string
	State JobState
	Limit int
}

// CreateJob queues a job; request is kept as JSON so that a restarted program can see what was asked.
func (s *Store) CreateJob(ctx context.Context, actor, kind string, request any) (_ *Job, err error) {
	defer fail.Wrap(&err, "create %s job", kind)
	if kind == "" {
		return nil, fail.New(fail.Invalid, "a job needs a kind")
	}
	body, err := json.Marshal(request)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "job request")
	}
	j := &Job{Kind: kind, State: Queued, Request: body, Actor: actor, Created: now()}
	return j, s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		if j.ID, err = next(ctx, tx, "job"); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(j).Exec(ctx)
		return err
	})
}

// StartJob marks a queued job as run by this process. A job somebody else started is fail.Conflict.
func (s *Store) StartJob(ctx context.Context, actor string, id int64) (err error) {
	defer fail.Wrap(&err, "start job %d", id)
	err = s.changeJob(ctx, actor, id, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("state = ?", Running).Set("started = ?", now()).Set("beat = ?", now()).Set("owner = ?", owner).Where("state = ?", Queued)
	})
	if err == nil {
		s.running.Add(1)
	}
	return err
}

// ProgressJob records how far a running job has come and returns true when it has been asked to stop.
func (s *Store) ProgressJob(ctx context.Context, actor string, id int64, p Progress) (cancelling bool, err error) {
	defer fail.Wrap(&err, "progress of job %d", id)
	err = s.changeJob(ctx, actor, id, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("step = ?", p.Step).Set("done = ?", p.Done).Set("total = ?", p.Total).Set("beat = ?", now()).
			Where("state = ?", Running).Where("owner = ?", owner)
	})
	if err != nil {
		return false, err
	}
	j, err := s.Job(ctx, id)
	return err == nil && j.Cancelling, err
}

// FinishJob ends a running job: succeeded with a result when failure is nil, cancelled when failure comes from
// a cancelled context, else failed with the failure's text.
func (s *Store) FinishJob(ctx context.Context, actor string, id int64, result any, failure error) (err error) {
	defer fail.Wrap(&err, "finish job %d", id)
	body, err := json.Marshal(result)
	if err != nil {
		return fail.As(fail.Internal, err, "job result")
	}
	state, text := outcome(failure)
	err = s.changeJob(ctx, actor, id, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("state = ?", state).Set("error = ?", text).Set("result = ?", string(body)).Set("finished = ?", now()).
			Where("state = ?", Running).Where("owner = ?", owner)
	})
	if err == nil {
		s.running.Add(-1)
	}
	return err
}

func outcome(failure error) (JobState, string) {
	switch {
	case failure == nil:
		return Succeeded, ""
	case errors.Is(failure, context.Canceled):
		return Cancelled, ""
	}
	return Failed, failure.Error()
}

// CancelJob cancels a queued job at once and asks a running one to stop (ProgressJob tells it so).
func (s *Store) CancelJob(ctx context.Context, actor string, id int64) (err error) {
	defer fail.Wrap(&err, "cancel job %d", id)
	return s.changeJob(ctx, actor, id, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("cancelling = (state = ?)", Running).
			Set("finished = case when state = ? then ? else finished end", Queued, now()).
			Set("state = case when state = ? then ? else state end", Queued, Cancelled).
			Where("state in (?, ?)", Queued, Running)
	})
}

// changeJob updates one job where the change's own condition holds; otherwise it says why not.
func (s *Store) changeJob(ctx context.Context, actor string, id int64, change func(*bun.UpdateQuery) *bun.UpdateQuery) error {
	return s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		done, err := change(tx.NewUpdate().Table("job").Where("id = ?", id)).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return whyNot(ctx, tx, id)
	})
}

func whyNot(ctx context.Context, tx bun.Tx, id int64) error {
	j := new(Job)
	if err := tx.NewSelect().Model(j).Where("id = ?", id).Scan(ctx); err != nil {
		return err
	}
	return fail.New(fail.Conflict, "the job is %s", j.State)
}

// Job returns one job, or fail.NotFound.
func (s *Store) Job(ctx context.Context, id int64) (*Job, error) {
	j := new(Job)
	err := s.db.NewSelect().Model(j).Where("id = ?", id).Scan(ctx)
	return j, classify(err)
}

// Jobs lists jobs, the newest first.
func (s *Store) Jobs(ctx context.Context, f JobFilter) ([]*Job, error) {
	var jobs []*Job
	q := s.db.NewSelect().Model(&jobs).OrderExpr("id desc").Limit(int64(limitOr(f.Limit, 100)))
	if f.Kind != "" {
		q.Where("kind = ?", f.Kind)
	}
	if f.State != "" {
		q.Where("state = ?", f.State)
	}
	return jobs, classify(q.Scan(ctx))
}

func limitOr(limit, otherwise int) int {
	if limit <= 0 {
		return otherwise
	}
	return limit
}
