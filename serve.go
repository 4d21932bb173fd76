package asterism

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"asterism/internal/fail"
	"asterism/internal/web"
)

//go:embed docs
var documents embed.FS

// Handler serves a workspace's pages and its API. Close it when it serves no more: it ends background work.
func Handler(w *Workspace) (*web.Server, error) {
	docs, err := fs.Sub(documents, "docs")
	if err != nil {
		return nil, err
	}
	return web.New(w, web.Options{Version: Version, Docs: docs, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
}

// Serve listens on a loopback address until ctx ends; ready is told the URL once connections are accepted.
func Serve(ctx context.Context, w *Workspace, address string, ready func(url string)) error {
	if err := loopback(address); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fail.As(fail.Unavailable, err, "listen on %s (taken? try --listen 127.0.0.1:8081)", address)
	}
	handler, err := Handler(w)
	if err != nil {
		return err
	}
	defer handler.Close()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	ready("http://" + listener.Addr().String())
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return shutdown(server)
	}
}

func shutdown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return server.Close()
}

// loopback refuses addresses that other machines reach: there are no accounts yet, and whoever reaches the
// pages may import and undo.
func loopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fail.New(fail.Invalid, "address %q: want HOST:PORT", address)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fail.New(fail.Denied, "%s is not a loopback address: without accounts the pages serve this machine only", host)
}
