package page

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"asterism/internal/fail"
	"asterism/internal/store"
)

// Jobs runs long work in the background: each job is a row of the store, so that any page, any process and the next
// start of the program can tell what became of it.
type Jobs struct {
	store *store.Store
	log   *slog.Logger
	ctx   context.Context
	stop  context.CancelFunc
	done  sync.WaitGroup
}

// Work is what a job does. It tells its progress through report, which may be called from any goroutine, and stops
// when ctx ends.
type Work func(ctx context.Context, report func(store.Progress)) (result any, err error)

// NewJobs makes a runner over a store.
func NewJobs(s *store.Store, log *slog.Logger) *Jobs {
	ctx, stop := context.WithCancel(context.Background())
	return &Jobs{store: s, log: log, ctx: ctx, stop: stop}
}

// Close cancels what runs and waits until it has stopped.
func (j *Jobs) Close() {
	j.stop()
	j.done.Wait()
}

// Start creates a job and runs its work. The request is kept with the job, as JSON.
func (j *Jobs) Start(ctx context.Context, actor, kind string, request any, work Work) (*store.Job, error) {
	job, err := j.store.CreateJob(ctx, actor, kind, request)
	if err != nil {
		return nil, err
	}
	if err := j.store.StartJob(ctx, actor, job.ID); err != nil {
		return nil, err
	}
	j.done.Add(1)
	go j.run(actor, job, work)
	return job, nil
}

func (j *Jobs) run(actor string, job *store.Job, work Work) {
	defer j.done.Done()
	ctx, cancel := context.WithCancel(j.ctx)
	defer cancel()
	p := &progress{jobs: j, actor: actor, id: job.ID, cancel: cancel}
	beat := time.NewTicker(tick)
	stopped := make(chan struct{})
	go p.follow(beat.C, stopped)
	result, err := j.attempt(ctx, p.set, work)
	beat.Stop()
	close(stopped)
	if ctx.Err() != nil && err != nil {
		err = context.Canceled
	}
	p.flush()
	if finish := j.store.FinishJob(context.WithoutCancel(ctx), actor, job.ID, result, err); finish != nil {
		j.log.Error("finish job", "job", job.ID, "error", finish)
	}
	j.log.Info("job", "job", job.ID, "kind", job.Kind, "error", err)
}

// attempt turns a panic into a failure of the job: one bad file must not stop the server.
func (j *Jobs) attempt(ctx context.Context, report func(store.Progress), work Work) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fail.New(fail.Internal, "%v", p)
		}
	}()
	return work(ctx, report)
}

// tick is how often progress reaches the store, and how soon a request to cancel is seen.
const tick = 250 * time.Millisecond

// progress holds the newest progress between two ticks.
type progress struct {
	jobs   *Jobs
	actor  string
	id     int64
	cancel context.CancelFunc
	mu     sync.Mutex
	newest store.Progress
}

func (p *progress) set(n store.Progress) {
	p.mu.Lock()
	p.newest = n
	p.mu.Unlock()
}

func (p *progress) follow(ticks <-chan time.Time, stopped <-chan struct{}) {
	for {
		select {
		case <-stopped:
			return
		case <-ticks:
			p.flush()
		}
	}
}

// flush writes the newest progress, which also tells that the job is alive, and obeys a request to cancel.
func (p *progress) flush() {
	p.mu.Lock()
	newest := p.newest
	p.mu.Unlock()
	cancelling, err := p.jobs.store.ProgressJob(context.Background(), p.actor, p.id, newest)
	if cancelling {
		p.cancel()
	}
	if err != nil && !errors.Is(err, context.Canceled) && fail.KindOf(err) != fail.Conflict {
		p.jobs.log.Warn("progress of job", "job", p.id, "error", err)
	}
}

// running lists the jobs under way, for the head of every page.
func (j *Jobs) running(ctx context.Context) []*store.Job {
	jobs, err := j.store.Jobs(ctx, store.JobFilter{State: store.Running, Limit: 3})
	if err != nil {
		return nil
	}
	return jobs
}
