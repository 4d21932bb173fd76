package web

import (
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// compressed sends texts as gzip to whoever takes it. Streams of events and files that are packed already pass as
// they are.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipped{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

var writers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return w
}}

// zipped decides at the first byte whether to compress.
type zipped struct {
	http.ResponseWriter
	out     *gzip.Writer
	decided bool
}

func (z *zipped) WriteHeader(code int) {
	z.decide(code)
	z.ResponseWriter.WriteHeader(code)
}

func (z *zipped) decide(code int) {
	if z.decided {
		return
	}
	z.decided = true
	h := z.Header()
	if code < 200 || code == http.StatusNoContent || code == http.StatusNotModified || h.Get("Content-Encoding") != "" || !isText(h.Get("Content-Type")) {
		return
	}
	h.Del("Content-Length")
	h.Set("Content-Encoding", "gzip")
	z.out = writers.Get().(*gzip.Writer)
	z.out.Reset(z.ResponseWriter)
}

func isText(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") && kind != "text/event-stream" || strings.Contains(kind, "json") || strings.Contains(kind, "javascript") || strings.Contains(kind, "xml") && strings.HasPrefix(kind, "image/")
}

func (z *zipped) Write(p []byte) (int, error) {
	if !z.decided && z.Header().Get("Content-Type") == "" {
		z.Header().Set("Content-Type", http.DetectContentType(p))
	}
	z.decide(http.StatusOK)
	if z.out == nil {
		return z.ResponseWriter.Write(p)
	}
	return z.out.Write(p)
}

func (z *zipped) close() {
	if z.out != nil {
		z.out.Close()
		writers.Put(z.out)
	}
}

// Unwrap lets http.ResponseController reach the connection, for what is not compressed.
func (z *zipped) Unwrap() http.ResponseWriter { return z.ResponseWriter }
