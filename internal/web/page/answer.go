package page

import (
	"encoding/json"
	"io"
	"net/http"

	"asterism/internal/fail"
)

// Answer is what a script of a page asks for while somebody works: JSON goes in and comes out. What is wrong is answered as
// {"error": …} in the reader's language.
type Answer struct {
	Path string
	Do   func(*Request) (any, error)
}

// maxAsked bounds what a script sends.
const maxAsked = 4 << 20

func (s *Site) answer(a Answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		hr.Body = http.MaxBytesReader(w, hr.Body, maxAsked)
		r, err := s.request(hr)
		defer r.close()
		var told any
		if err == nil {
			told, err = a.Do(r)
		}
		status := http.StatusOK
		if err != nil {
			status, told = fail.KindOf(err).Status(), map[string]string{"error": r.failed(err)}
			if fail.KindOf(err) == fail.Internal {
				s.Log.Error("answer failed", "path", hr.URL.Path, "error", err)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(told)
	})
}

// asked reads what a script sent; unknown names are refused.
func (r *Request) asked(into any) error {
	in := json.NewDecoder(r.Body)
	in.DisallowUnknownFields()
	if err := in.Decode(into); err != nil {
		return fail.New(fail.Invalid, "the request is no JSON of the form expected: %v", err)
	}
	if _, err := in.Token(); err != io.EOF {
		return fail.New(fail.Invalid, "the request is no JSON of the form expected: %v", "two values")
	}
	return nil
}
