// Package page holds the pages people look at. Each page with behaviour is a trio x.go x.tmpl x_test.go: Load reads
// the request and a snapshot and returns a typed view, the template turns it into HTML. pages.go is the list.
// Requests flow in as URL state (language prefix, snapshot, filters), numbers flow out with links to their traces.
package page

import (
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"asterism/graph"
	"asterism/internal/workspace"
)

// Options of the site. Zero values: the actor "local", no method pages, no version in the address of assets.
type Options struct {
	Actor   string // who acts while there are no accounts
	Docs    fs.FS  // docs/methods and docs/formats, shown by the method page
	Assets  string // version put into the address of app.js and app.css, so that they can be cached for ever
	Version string // of the program, shown on the page about it
	Log     *slog.Logger
}

// Site serves the pages of one workspace.
type Site struct {
	Options
	w         *workspace.Workspace
	templates templates
	jobs      *Jobs
	results   *results
	tables    *dictionary
	statuses  statuses
	made      madeReports
	outlines  drawnOutlines
	networks  drawn[graph.Exchange]
	maps      drawn[[]byte]
	paths     foundPaths
	divisions map[string]string // names of administrative codes
}

// New makes a site over an open workspace. It parses every template, so that a broken one stops the program here.
func New(w *workspace.Workspace, o Options) (*Site, error) {
	if o.Actor == "" {
		o.Actor = "local"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{Options: o, w: w, jobs: NewJobs(w.Store(), o.Log), results: newResults(resultCells)}
	var err error
	if s.tables, err = newDictionary(w.Content(), w.Graph()); err != nil {
		return nil, err
	}
	if s.divisions, err = readDivisions(w.Content()); err != nil {
		return nil, err
	}
	if s.templates, err = parseTemplates(s); err != nil {
		return nil, err
	}
	s.sweepUploads(time.Now().Add(-uploadLife))
	return s, nil
}

// Jobs is the site's long work; the JSON interface shares it.
func (s *Site) Jobs() *Jobs { return s.jobs }

// Close cancels running jobs and waits for them.
func (s *Site) Close() { s.jobs.Close() }

// Handler serves every page of the list, Chinese at the root and English under /en.
func (s *Site) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, p := range pages {
		mux.Handle("GET "+p.Path, s.page(p))
	}
	for _, a := range actions {
		mux.Handle("POST "+a.Path, s.action(a))
	}
	for _, a := range answers {
		mux.Handle("POST "+a.Path, s.answer(a))
	}
	for _, d := range downloads {
		mux.Handle("GET "+d.Path, s.download(d))
	}
	mux.Handle("/", s.page(Page{Name: "missing", Load: loadMissing, Query: "*"}))
	return speak(mux)
}

// uploadLife is how long an upload waits to be imported.
const uploadLife = 24 * time.Hour

func (s *Site) uploads() string { return filepath.Join(s.w.Dir(), "uploads") }

// sweepUploads removes uploads nobody imported.
func (s *Site) sweepUploads(before time.Time) {
	entries, err := os.ReadDir(s.uploads())
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			os.RemoveAll(filepath.Join(s.uploads(), e.Name()))
		}
	}
}
