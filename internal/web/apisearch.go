package web

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/internal/search"
	"asterism/internal/workspace"
)

// searchQuery is what a search takes. Query languages and facets are those of the console.
type searchQuery struct {
	SnapshotAt
	Query   string `query:"query" required:"true" minLength:"1" maxLength:"20000" doc:"In any of the query languages"`
	Dialect string `query:"dialect" default:"auto" enum:"auto,plain,incopat,patsnap,cnipa,orbit,cql,us"`
	Sort    string `query:"sort" default:"relevance" enum:"relevance,date,cited"`
	Facets  string `query:"facets" doc:"Names with commas between: applicant, inventor, year, publication_year, class, ipc, cpc, locarno, region, status, type, office, event"`
	Limit   int    `query:"limit" default:"20" minimum:"0" maximum:"1000"`
	Offset  int    `query:"offset" default:"0" minimum:"0" maximum:"10000"`
}

type searchBody struct {
	Snapshot int64           `json:"snapshot"`
	Dialect  string          `json:"dialect"`
	Total    int             `json:"total" doc:"Patents found"`
	Clauses  []search.Clause `json:"clauses" doc:"How many each part of the query finds"`
	Hits     []searchHit     `json:"hits"`
	Facets   []search.Facet  `json:"facets,omitempty"`
}

type searchHit struct {
	Patent     string  `json:"patent_id"`
	Score      float64 `json:"score" doc:"0 where the query has no words to rank by"`
	Title      string  `json:"title,omitempty"`
	Date       string  `json:"application_date,omitempty"`
	Type       string  `json:"patent_type,omitempty"`
	Status     string  `json:"legal_status,omitempty"`
	Applicants string  `json:"applicants,omitempty"`
}

func (a *api) search(ctx context.Context, in *searchQuery) (*answer[searchBody], error) {
	request := search.Request{Query: in.Query, Dialect: in.Dialect, Limit: in.Limit, Offset: in.Offset, Sort: strings.TrimPrefix(in.Sort, "relevance")}
	for _, name := range strings.FieldsFunc(in.Facets, func(c rune) bool { return c == ',' || c == ' ' }) {
		if !search.HasFacet(name) {
			return nil, asProblem(fail.New(fail.Invalid, "no facet %q; there are: %s", name, strings.Join(search.Facets, " ")))
		}
		request.Facets = append(request.Facets, name)
	}
	reader, err := a.w.Lake().Read(ctx, in.At)
	if err != nil {
		return nil, asProblem(err)
	}
	defer reader.Close()
	body := searchBody{Snapshot: reader.Snapshot().ID, Hits: []searchHit{}}
	err = a.w.Search(reader, func(e *search.Engine) error {
		found, err := e.Search(ctx, request)
		if err != nil {
			return err
		}
		body.Dialect, body.Total, body.Clauses, body.Facets = found.Dialect, found.Total, found.Clauses, found.Facets
		body.Hits, err = describeHits(ctx, reader, found.Hits)
		return err
	})
	return &answer[searchBody]{body}, queryProblem(err)
}

func describeHits(ctx context.Context, in *lake.Reader, hits []search.Hit) ([]searchHit, error) {
	ids, out := make([]string, len(hits)), make([]searchHit, len(hits))
	for i, h := range hits {
		ids[i] = h.Patent
	}
	told, err := workspace.DescribePatents(ctx, in, ids)
	for i, h := range hits {
		p := told[h.Patent]
		out[i] = searchHit{h.Patent, h.Score, p.Title, p.Date, p.Type, p.Status, p.Applicants}
	}
	return out, err
}

type translationBody struct {
	Query    string      `json:"query"`
	Warnings []lang.Text `json:"warnings" doc:"What the other language cannot say, and what was written for it"`
}

func (a *api) translate(_ context.Context, in *struct {
	Query string `query:"query" required:"true" minLength:"1" maxLength:"20000"`
	From  string `query:"from" default:"auto" enum:"auto,plain,incopat,patsnap,cnipa,orbit,cql,us"`
	To    string `query:"to" required:"true" enum:"plain,incopat,patsnap,cnipa,orbit,cql,us"`
}) (*answer[translationBody], error) {
	written, warnings, err := search.Translate(in.From, in.To, in.Query)
	return &answer[translationBody]{translationBody{written, append([]lang.Text{}, warnings...)}}, queryProblem(err)
}

// queryProblem points at the piece of a query that cannot be meant: bytes from and to of it.
func queryProblem(err error) error {
	var p *search.Problem
	if !errors.As(err, &p) {
		return asProblem(err)
	}
	out := newProblem(fail.Invalid.Status(), fail.Invalid.String(), err.Error())
	out.Errors = []detail{{"/query/" + strconv.Itoa(p.Pos) + "-" + strconv.Itoa(p.End), p.Reason.Error()}}
	return out
}
