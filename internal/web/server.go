// Package web serves a workspace over HTTP: pages for people (package page), a JSON interface under /api/v1, the
// browser's files under /assets. It decides what every answer has in common: headers, compression, logs, limits.
package web

import (
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"asterism/internal/web/page"
	"asterism/internal/workspace"
)

// Options of the server. Zero values: the actor "local", no logs, no method pages, loopback hosts only.
type Options struct {
	Actor   string // who acts while there are no accounts
	Docs    fs.FS  // docs/: method and format pages
	Version string
	Log     *slog.Logger
	Hosts   []string // names besides loopback ones under which the server may be asked
}

// Server is the handler with the background work behind it. Close it after the HTTP server has stopped.
type Server struct {
	http.Handler
	site *page.Site
}

// Close cancels running jobs and waits for them.
func (s *Server) Close() { s.site.Close() }

// New makes the server of an open workspace.
func New(w *workspace.Workspace, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	files, err := newAssets()
	if err != nil {
		return nil, err
	}
	site, err := page.New(w, page.Options{Actor: o.Actor, Docs: o.Docs, Assets: files.version, Version: o.Version, Log: o.Log})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", files)
	mux.HandleFunc("GET /healthz", healthz(w))
	mux.Handle("/api/", newAPI(w, site))
	mux.Handle("/", site.Handler())
	return &Server{around(mux, o), site}, nil
}

// around wraps what every request passes, the outermost first.
func around(h http.Handler, o Options) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(denied))
	h = guard.Handler(h)
	h = compressed(h)
	h = headers(h)
	h = knownHosts(h, o.Hosts)
	h = recovered(h, o.Log)
	return logged(h, o.Log)
}

// Limits of a connection, for http.Server.
const (
	ReadHeaderTimeout = 10 * time.Second
	IdleTimeout       = 2 * time.Minute
	MaxHeaderBytes    = 64 << 10
)

// healthz tells that the workspace's lake can be read.
func healthz(w *workspace.Workspace) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if _, err := w.Lake().Current(); err != nil {
			http.Error(rw, "lake unavailable", http.StatusServiceUnavailable)
			return
		}
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		rw.Write([]byte("ok\n"))
	}
}
