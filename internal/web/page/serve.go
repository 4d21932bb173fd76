package page

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// Page is a page of the list. Load reads the request and returns the page's view.
type Page struct {
	Name string // of its template, and of the navigation entry it belongs to
	Path string // pattern of net/http's mux, without the method
	Load func(*Request) (View, error)

	// Query names what the page reads of the address, with spaces between; one that ends in a dot begins such names. Others are refused, but for the
	// snapshot (at). "*": Load refuses them itself, since its names are columns of a table or parameters of a report.
	Query string
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
		if err = r.reads(p); err != nil {
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

// reads refuses what a page does not read.
func (r *Request) reads(p Page) error {
	if p.Query == "*" {
		return nil
	}
	return r.only(strings.Fields(p.Query)...)
}

// only refuses query names other than these and those that begin with one that ends in a dot.
func (r *Request) only(names ...string) error {
	known := func(name string) bool {
		return name == "at" || slices.ContainsFunc(names, func(n string) bool { return n == name || strings.HasSuffix(n, ".") && strings.HasPrefix(name, n) })
	}
	for _, name := range sortedKeys(r.Values) {
		if !known(name) {
			return fail.New(fail.Invalid, "unknown parameter %s", name)
		}
	}
	return nil
}

// oneOf is the value of a query name, "" where there is none; another than these is refused.
func (r *Request) oneOf(name string, of ...string) (string, error) {
	value := r.Values.Get(name)
	if value != "" && !slices.Contains(of, value) {
		return "", fail.New(fail.Invalid, "option %s=%s: one of %s", name, value, strings.Join(of, ", "))
	}
	return value, nil
}

// knownPlace refuses a code that no place has.
func (r *Request) knownPlace(name string) error {
	if code := r.Values.Get(name); code != "" && r.placeName(code) == code {
		return fail.New(fail.NotFound, "no place %s", code)
	}
	return nil
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
