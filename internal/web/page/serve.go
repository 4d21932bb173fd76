package page

import (
	"bytes"
	"net/http"
	"strconv"

	"asterism/internal/fail"
)

// Page is a page of the list. Load reads the request and returns the page's view.
type Page struct {
	Name string // of its template, and of the navigation entry it belongs to
	Path string // pattern of net/http's mux, without the method
	Load func(*Request) (View, error)
}

// Action changes something and answers with the address to look at next.
type Action struct {
	Path string
	Do   func(*Request) (string, error)
}

// Download sends a file.
type Download struct {
	Path string
	Send func(*Request, http.ResponseWriter) error
}

func (s *Site) page(p Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(hr)
		defer r.close()
		if err != nil {
			s.fail(w, r, err)
			return
		}
		view, err := p.Load(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.render(w, r, p.Name, statusOf(view), view)
	})
}

// statusOf is 200 unless the view says otherwise.
func statusOf(v View) int {
	if status := v.base().Status; status != 0 {
		return status
	}
	return http.StatusOK
}

// render executes a page's template into memory first, so that a fault never leaves half a page.
func (s *Site) render(w http.ResponseWriter, r *Request, name string, status int, view View) {
	view.base().fill(r, name)
	if own, ok := view.(interface{ template() string }); ok {
		name = own.template()
	}
	var page bytes.Buffer
	if err := s.templates.execute(&page, r.Lang, name, view); err != nil {
		s.Log.Error("template", "page", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", map[string]string{"zh": "zh-CN", "en": "en"}[r.Lang])
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	w.Write(page.Bytes())
}

func (s *Site) action(a Action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		hr.Body = http.MaxBytesReader(w, hr.Body, maxUpload)
		r, err := s.request(hr)
		defer r.close()
		var next string
		if err == nil {
			next, err = a.Do(r)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		http.Redirect(w, hr, next, http.StatusSeeOther)
	})
}

func (s *Site) download(d Download) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(hr)
		defer r.close()
		if err == nil {
			err = d.Send(r, w)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// errorView is the page about a failure.
type errorView struct {
	Base
	Kind    string
	Message string
}

// fail answers an error as a page. What is ours to mend is logged and not shown.
func (s *Site) fail(w http.ResponseWriter, r *Request, err error) {
	if r.Context().Err() != nil {
		return // nobody waits for the answer
	}
	kind := fail.KindOf(err)
	v := &errorView{Kind: kind.String(), Message: r.failed(err)}
	v.Title = r.T("error." + kind.String())
	if kind == fail.Internal {
		s.Log.Error("page failed", "path", r.URL.Path, "error", err)
		v.Message = ""
	}
	s.render(w, r, "error", kind.Status(), v)
}

// failed words an error in the reader's language.
func (r *Request) failed(err error) string {
	return fail.In(err, func(format string) string { return r.Site.w.Catalog().Wording(r.Lang, format) })
}

func loadMissing(r *Request) (View, error) {
	return nil, fail.New(fail.NotFound, "%s", r.URL.Path)
}
