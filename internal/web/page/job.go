package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"asterism/internal/fail"
	"asterism/internal/store"
)

// jobView shows a job while it runs and what it came to.
type jobView struct {
	Base
	Job     *store.Job
	Percent int
	Events  string // address of its progress
	Import  *importResult
	Build   *buildResult
	Next    []LinkView
}

func loadJob(r *Request) (View, error) {
	job, err := r.job()
	if err != nil {
		return nil, err
	}
	v := &jobView{Job: job, Percent: percent(job), Events: "/jobs/" + strconv.FormatInt(job.ID, 10) + "/events"}
	v.Title, v.Crumbs = r.T("job."+job.Kind), []Crumb{{r.T("nav.data"), r.Link("/data")}}
	if !job.Ended() {
		return v, nil
	}
	var result jobResult
	if err := json.Unmarshal(job.Result, &result); err == nil {
		v.Import, v.Build = result.Import, result.Build
	}
	if v.Import != nil {
		v.Import.word(r)
	}
	v.Next = []LinkView{{Text: r.T("nav.overview"), URL: r.Link("/"), On: true}, {Text: r.T("nav.data"), URL: r.Link("/data")}, {Text: r.T("nav.tables"), URL: r.Link("/data/tables")}}
	return v, nil
}

func (r *Request) job() (*store.Job, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return nil, fail.New(fail.NotFound, "no job %s", r.PathValue("id"))
	}
	return r.Site.w.Store().Job(r.Context(), id)
}

// percent is how far a job is; a job whose total is not known shows nothing of it.
func percent(j *store.Job) int {
	if j.State == store.Succeeded {
		return 100
	}
	if j.Total <= 0 {
		return 0
	}
	return int(min(100, 100*j.Done/j.Total))
}

// sendEvents streams a job's progress as server-sent events until it has ended.
func sendEvents(r *Request, w http.ResponseWriter) error {
	job, err := r.job()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	out.SetWriteDeadline(time.Time{}) // a long job outlives the server's limit; a server without one refuses, harmlessly
	for last := ""; ; {
		if event := r.event(job); event != last {
			fmt.Fprintf(w, "data: %s\n\n", event)
			out.Flush()
			last = event
		}
		if job.Ended() {
			return nil
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-time.After(tick):
		}
		if job, err = r.Site.w.Store().Job(r.Context(), job.ID); err != nil {
			return nil
		}
	}
}

// event is a job's state as the page's script reads it.
func (r *Request) event(j *store.Job) string {
	data, _ := json.Marshal(map[string]any{"state": j.State, "step": r.step(j), "done": j.Done, "total": j.Total, "percent": percent(j), "ended": j.Ended()})
	return string(data)
}

// step words what a job is doing; steps are keys or, as names of files and tables, themselves.
func (r *Request) step(j *store.Job) string {
	if key := "web.step." + j.Step; r.Site.w.Catalog().Has(key) {
		return r.Site.w.Catalog().Text(r.Lang, key)
	}
	return j.Step
}

func cancelJob(r *Request) (string, error) {
	job, err := r.job()
	if err != nil {
		return "", err
	}
	if err := r.Site.w.Store().CancelJob(r.Context(), r.Site.Actor, job.ID); err != nil && fail.KindOf(err) != fail.Conflict {
		return "", err
	}
	return r.Link("/jobs/" + strconv.FormatInt(job.ID, 10)), nil
}
