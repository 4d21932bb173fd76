package page

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"asterism/internal/report"
	"asterism/internal/store"
)

// madeReports keeps reports over snapshots: the same snapshot, language, parameters and texts give the same
// document. Who asks for one that is being made waits for it.
type madeReports struct {
	making singleflight.Group
	mu     sync.Mutex
	found  map[string]*madeReport
	chosen map[string][]report.Choice
}

type madeReport struct {
	doc      *report.Document
	fragment []byte
}

// keptReports bounds either map; a full one starts anew.
const keptReports = 48

// document is a report over the request's snapshot.
func (r *Request) document(name string, params map[string]string) (*report.Document, error) {
	made, err := r.made(name, params)
	if err != nil {
		return nil, err
	}
	return made.doc, nil
}

func (r *Request) made(name string, params map[string]string) (*madeReport, error) {
	written, err := r.Site.w.Texts(r.Context(), name, params)
	if err != nil {
		return nil, err
	}
	q := url.Values{}
	for k, v := range params {
		q.Set(k, v)
	}
	c := &r.Site.made
	key := r.keyed(strconv.FormatInt(r.At, 10), name, q.Encode(), versions(written))
	c.mu.Lock()
	found := c.found[key]
	c.mu.Unlock()
	if found != nil {
		return found, nil
	}
	made, err, _ := c.making.Do(key, func() (any, error) { return r.make(key, name, params) })
	if err != nil {
		return nil, err
	}
	return made.(*madeReport), nil
}

// keyed writes what an answer depends on beside the snapshot and the language.
func (r *Request) keyed(parts ...string) string {
	return strings.Join(append([]string{r.Lang, strconv.FormatInt(r.Reader.Snapshot().ID, 10)}, parts...), "\n")
}

// make runs a report to its end even when the one who asked first goes away: others may wait for it.
func (r *Request) make(key, name string, params map[string]string) (*madeReport, error) {
	doc, err := r.Site.w.Report(context.WithoutCancel(r.Context()), name, r.Reader.Snapshot().ID, r.Lang, params)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	o := report.PageOptions{TraceURL: func(id string) string { return r.reportTrace(name, id) }, EditURL: func(block string) string { return r.address("/reports/"+name+"/text/"+block, r.Values) }}
	if err := doc.Fragment(&b, o); err != nil {
		return nil, err
	}
	made := &madeReport{doc, b.Bytes()}
	c := &r.Site.made
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil || len(c.found) >= keptReports {
		c.found = map[string]*madeReport{}
	}
	c.found[key] = made
	return made, nil
}

// versions tells texts of one state from those of another.
func versions(written []*store.Prose) string {
	var b strings.Builder
	for _, p := range written {
		fmt.Fprintf(&b, "%s %s %d %s;", p.Block, p.Lang, p.Version, p.State)
	}
	return b.String()
}

// choices are what a parameter may be set to; they hang on the parameters that their SQL names.
func (r *Request) choices(p *report.Report, one report.Parameter, params map[string]string) ([]report.Choice, error) {
	parts := []string{p.Name, one.Name}
	for _, other := range p.Parameters {
		if strings.Contains(one.Choices, ":"+other.Name) {
			parts = append(parts, other.Name, params[other.Name])
		}
	}
	c, key := &r.Site.made, r.keyed(parts...)
	c.mu.Lock()
	found, ok := c.chosen[key]
	c.mu.Unlock()
	if ok {
		return found, nil
	}
	found, err := p.Choices(r.Context(), report.Env{Reader: r.Reader, Lang: r.Lang, Catalog: r.Site.w.Catalog(), Params: params}, one.Name)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.chosen == nil || len(c.chosen) >= keptReports {
		c.chosen = map[string][]report.Choice{}
	}
	c.chosen[key] = found
	return found, nil
}
