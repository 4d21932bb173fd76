package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/plan"
	"asterism/internal/report"
	"asterism/internal/store"
	"asterism/internal/web/page"

	"github.com/danielgtaylor/huma/v2"
)

// register lists every operation.
func (a *api) register(h huma.API) {
	get(h, "batches", "/batches", "Import batches of a snapshot", a.batches)
	post(h, "undo", "/batches/{batch}/undo", "Take an import batch back", 202, a.undo)
	post(h, "build", "/build", "Build every table whose inputs changed", 202, a.build)
	get(h, "jobs", "/jobs", "Long work, the newest first", a.jobs)
	get(h, "job", "/jobs/{id}", "One job", a.job)
	post(h, "cancel", "/jobs/{id}/cancel", "Ask a job to stop", 202, a.cancel)
	get(h, "plans", "/plans", "Policy plans", a.plans)
	get(h, "plan", "/plans/{plan}/status", "A plan's targets, clusters and commitments as the data show them", a.plan)
	post(h, "query", "/query", "Run one SELECT through the gate", 200, a.query)
	get(h, "reports", "/reports", "Reports with their parameters", a.reports)
	post(h, "report", "/reports/{report}", "Run a report", 200, a.report)
	get(h, "search", "/search", "Patents that a query finds, with a count for each of its parts", a.search)
	get(h, "translate", "/search/translation", "A query in another query language", a.translate)
	get(h, "snapshots", "/snapshots", "Snapshots that still exist, the newest first", a.snapshots)
	get(h, "tables", "/tables", "Tables of a snapshot", a.tables)
	get(h, "rows", "/tables/{table}/rows", "Rows of a table: column=value, column__op=value (ne, gte, gt, lte, lt, in, contains, isnull), sort, fields", a.rows)
}

// SnapshotAt names a snapshot; 0 is the current one. It is exported since huma reads no embedded field of others.
type SnapshotAt struct {
	At int64 `query:"at" minimum:"0" doc:"Snapshot; 0 is the current one"`
}

func (a *api) batches(ctx context.Context, in *SnapshotAt) (*answer[[]lake.Batch], error) {
	s, err := a.snapshot(in.At)
	if err != nil {
		return nil, asProblem(err)
	}
	return &answer[[]lake.Batch]{append([]lake.Batch{}, s.Batches...)}, nil
}

func (a *api) snapshot(id int64) (*lake.Snapshot, error) {
	if id == 0 {
		return a.w.Lake().Current()
	}
	return a.w.Lake().Snapshot(id)
}

// accepted tells where a job can be watched.
type accepted struct {
	Location string `header:"Location"`
	Body     *store.Job
}

func (a *api) started(job *store.Job, err error) (*accepted, error) {
	if err != nil {
		return nil, asProblem(err)
	}
	return &accepted{"/api/v1/jobs/" + strconv.FormatInt(job.ID, 10), job}, nil
}

type batchPath struct {
	Batch string `path:"batch"`
}

func (a *api) undo(ctx context.Context, in *batchPath) (*accepted, error) {
	return a.started(a.site.StartUndo(ctx, in.Batch))
}

func (a *api) build(ctx context.Context, _ *none) (*accepted, error) {
	return a.started(a.site.StartBuild(ctx))
}

func (a *api) jobs(ctx context.Context, in *struct {
	Kind  string `query:"kind"`
	State string `query:"state" enum:"queued,running,succeeded,failed,cancelled"`
}) (*answer[[]*store.Job], error) {
	jobs, err := a.w.Store().Jobs(ctx, store.JobFilter{Kind: in.Kind, State: store.JobState(in.State)})
	return &answer[[]*store.Job]{append([]*store.Job{}, jobs...)}, asProblem(err)
}

type jobPath struct {
	ID int64 `path:"id"`
}

func (a *api) job(ctx context.Context, in *jobPath) (*answer[*store.Job], error) {
	job, err := a.w.Store().Job(ctx, in.ID)
	return &answer[*store.Job]{job}, asProblem(err)
}

func (a *api) cancel(ctx context.Context, in *jobPath) (*accepted, error) {
	if err := a.w.Store().CancelJob(ctx, a.site.Actor, in.ID); err != nil {
		return nil, asProblem(err)
	}
	return a.started(a.w.Store().Job(ctx, in.ID))
}

func (a *api) plans(ctx context.Context, _ *none) (*answer[[]*plan.Plan], error) {
	return &answer[[]*plan.Plan]{append([]*plan.Plan{}, a.w.Plans()...)}, nil
}

func (a *api) plan(ctx context.Context, in *struct {
	SnapshotAt
	Plan string `path:"plan"`
	Year int    `query:"year" minimum:"1980" maximum:"2100" doc:"As of this year; the plan's last where absent"`
}) (*answer[*plan.Status], error) {
	s, err := a.w.PlanStatus(ctx, in.Plan, in.At, in.Year)
	return &answer[*plan.Status]{s}, asProblem(err)
}

// rowsBody is a page of rows.
type rowsBody struct {
	Snapshot  int64             `json:"snapshot"`
	Columns   []lake.Column     `json:"columns"`
	Items     []json.RawMessage `json:"items" doc:"Objects with the columns' names: integers as numbers, codes and decimals as texts"`
	Next      string            `json:"next_page_token,omitempty"`
	Total     *int64            `json:"total,omitempty" doc:"Only with count=exact"`
	Truncated bool              `json:"truncated,omitempty"`
}

func bodyOf(rows *lake.Rows, snapshot int64) (rowsBody, error) {
	b := rowsBody{Snapshot: snapshot, Columns: rows.Columns, Items: make([]json.RawMessage, 0, len(rows.Data)), Truncated: rows.Truncated}
	for _, row := range rows.Data {
		object, err := page.JSONRow(rows.Columns, row)
		if err != nil {
			return b, err
		}
		b.Items = append(b.Items, object)
	}
	return b, nil
}

func (a *api) query(ctx context.Context, in *struct {
	Body struct {
		SQL   string `json:"sql" minLength:"1"`
		At    int64  `json:"at,omitempty"`
		Limit int    `json:"limit,omitempty" minimum:"1" maximum:"100000" default:"1000"`
	}
}) (*answer[rowsBody], error) {
	rows, err := a.w.Query(ctx, in.Body.SQL, in.Body.At, lake.QueryLimit{Rows: in.Body.Limit, Time: 30 * time.Second})
	if err != nil {
		return nil, asProblem(err)
	}
	body, err := bodyOf(rows, in.Body.At)
	return &answer[rowsBody]{body}, asProblem(err)
}

func (a *api) reports(ctx context.Context, _ *none) (*answer[[]*report.Report], error) {
	return &answer[[]*report.Report]{append([]*report.Report{}, a.w.Reports()...)}, nil
}

func (a *api) report(ctx context.Context, in *struct {
	Report string `path:"report"`
	Body   struct {
		At     int64             `json:"at,omitempty"`
		Lang   string            `json:"lang,omitempty" enum:"zh,en"`
		Params map[string]string `json:"params,omitempty"`
	}
}) (*answer[*report.Document], error) {
	doc, err := a.w.Report(ctx, in.Report, in.Body.At, in.Body.Lang, in.Body.Params)
	return &answer[*report.Document]{doc}, asProblem(err)
}

// snapshotBody is a snapshot without its files.
type snapshotBody struct {
	ID      int64     `json:"id"`
	Parent  int64     `json:"parent"`
	Created time.Time `json:"created"`
	Reason  string    `json:"reason"`
	Tables  int       `json:"tables"`
	Batches int       `json:"batches"`
}

func (a *api) snapshots(ctx context.Context, _ *none) (*answer[[]snapshotBody], error) {
	all, err := a.w.Lake().Snapshots()
	bodies := make([]snapshotBody, 0, len(all))
	for _, s := range all {
		bodies = append(bodies, snapshotBody{s.ID, s.Parent, s.Created, s.Reason, len(s.Tables), len(s.Batches)})
	}
	return &answer[[]snapshotBody]{bodies}, asProblem(err)
}

// tableBody is a table without its files.
type tableBody struct {
	Name        string        `json:"name"`
	Rows        int64         `json:"rows"`
	Columns     []lake.Column `json:"columns"`
	Fingerprint string        `json:"fingerprint"`
}

func (a *api) tables(ctx context.Context, in *SnapshotAt) (*answer[[]tableBody], error) {
	s, err := a.snapshot(in.At)
	if err != nil {
		return nil, asProblem(err)
	}
	bodies := make([]tableBody, 0, len(s.Tables))
	for _, t := range s.Tables {
		bodies = append(bodies, tableBody{t.Name, t.Rows, t.Columns, t.Fingerprint})
	}
	return &answer[[]tableBody]{bodies}, nil
}

// rowsInput takes every query parameter: which are columns is known when the table is.
type rowsInput struct {
	SnapshotAt
	Table    string `path:"table"`
	Size     int    `query:"page_size" minimum:"1" maximum:"1000" default:"50"`
	Token    string `query:"page_token" doc:"next_page_token of the answer before; the other parameters have to stay"`
	Count    string `query:"count" enum:"exact"`
	Sort     string `query:"sort" doc:"Columns; a minus before one turns its order"`
	Fields   string `query:"fields" doc:"Columns to answer"`
	values   url.Values
	snapshot int64
}

// Resolve keeps the whole query string.
func (in *rowsInput) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.values = u.Query()
	return nil
}

func (a *api) rows(ctx context.Context, in *rowsInput) (*answer[rowsBody], error) {
	first, err := in.position()
	if err != nil {
		return nil, asProblem(err)
	}
	r, err := a.w.Lake().Read(ctx, in.At)
	if err != nil {
		return nil, asProblem(err)
	}
	defer r.Close()
	body, err := a.page(ctx, r, in, first)
	return &answer[rowsBody]{body}, asProblem(err)
}

func (a *api) page(ctx context.Context, r *lake.Reader, in *rowsInput, first int) (rowsBody, error) {
	s, err := a.site.Selection(r.Snapshot(), in.Table, in.values, "page_token", "count", "page")
	if err != nil {
		return rowsBody{}, err
	}
	s.Page = first
	rows, err := r.Query(ctx, s.PageSQL())
	if err != nil {
		return rowsBody{}, err
	}
	more := len(rows.Data) > s.Size
	body, err := bodyOf(&lake.Rows{Columns: rows.Columns, Data: rows.Data[:min(len(rows.Data), s.Size)]}, r.Snapshot().ID)
	if more {
		body.Next = token(r.Snapshot().ID, first+1)
	}
	if err != nil || in.Count != "exact" {
		return body, err
	}
	return body, body.count(ctx, r, s)
}

func (b *rowsBody) count(ctx context.Context, r *lake.Reader, s page.Select) error {
	rows, err := r.Query(ctx, s.CountSQL())
	if err != nil {
		return err
	}
	n, _ := rows.Data[0][0].(int64)
	b.Total = &n
	return nil
}

// token names a page of a snapshot. A snapshot never changes, so that pages neither overlap nor leave rows out,
// even while others import.
func token(snapshot int64, number int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(snapshot, 10) + "." + strconv.Itoa(number)))
}

// position reads a token and turns the request to its snapshot.
func (in *rowsInput) position() (number int, err error) {
	if in.Token == "" {
		return 1, nil
	}
	data, err := base64.RawURLEncoding.DecodeString(in.Token)
	if err == nil {
		var snapshot int64
		if snapshot, number, err = cutToken(string(data)); err == nil {
			in.At = snapshot
			return number, nil
		}
	}
	return 0, fail.New(fail.Invalid, "page_token is none that was given out")
}

func cutToken(s string) (snapshot int64, number int, err error) {
	for i := range s {
		if s[i] != '.' {
			continue
		}
		if snapshot, err = strconv.ParseInt(s[:i], 10, 64); err != nil {
			return 0, 0, err
		}
		number, err = strconv.Atoi(s[i+1:])
		return snapshot, number, err
	}
	return 0, 0, fail.New(fail.Invalid, "no point")
}
