package page

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// Request is what a page sees of a request: the language, the snapshot it reads, and the rest of the URL.
type Request struct {
	*http.Request
	Site   *Site
	Lang   string
	At     int64 // snapshot named in the URL; 0: the current one
	Reader *lake.Reader
	Values url.Values

	places map[string]string            // names by code, read when first needed
	names  map[string]map[string]string // names by key of a table, read when first needed
}

type langKey struct{}

// speak takes the language off the path: /en/plan is /plan in English.
func speak(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, english := strings.CutPrefix(r.URL.Path, "/en")
		if !english || rest != "" && rest[0] != '/' {
			next.ServeHTTP(w, r)
			return
		}
		inner := r.Clone(context.WithValue(r.Context(), langKey{}, "en"))
		inner.URL.Path, inner.URL.RawPath = "/"+strings.TrimPrefix(rest, "/"), ""
		next.ServeHTTP(w, inner)
	})
}

// request opens the snapshot that the URL names. The caller closes the reader.
func (s *Site) request(r *http.Request) (*Request, error) {
	q := &Request{Request: r, Site: s, Lang: languageOf(r), Values: r.URL.Query()}
	if at := q.Values.Get("at"); at != "" {
		id, err := strconv.ParseInt(at, 10, 64)
		if err != nil || id < 0 {
			return q, fail.New(fail.Invalid, "at=%s is no snapshot number", at)
		}
		q.At = id
	}
	reader, err := s.w.Lake().Read(r.Context(), q.At)
	if err != nil {
		return q, err
	}
	q.Reader = reader
	return q, nil
}

func (r *Request) close() {
	if r.Reader != nil {
		r.Reader.Close()
	}
}

func languageOf(r *http.Request) string {
	if l, ok := r.Context().Value(langKey{}).(string); ok {
		return l
	}
	return lang.Languages[0]
}

// T is a text of content/i18n/web.yaml in the request's language.
func (r *Request) T(key string, pairs ...any) string {
	return r.Site.w.Catalog().Text(r.Lang, "web."+key, pairs...)
}

// Link is the address of a page in the request's language and snapshot; pairs are query names and values, of
// which empty values are left out.
func (r *Request) Link(path string, pairs ...any) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := text(pairs[i+1]); v != "" {
			q.Add(text(pairs[i]), v)
		}
	}
	if r.At != 0 {
		q.Set("at", strconv.FormatInt(r.At, 10))
	}
	return r.address(path, q)
}

// Here is the address of this page with some query names changed; an empty value removes the name.
func (r *Request) Here(pairs ...any) string {
	q := url.Values{}
	for k, v := range r.Values {
		q[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Del(text(pairs[i]))
		if v := text(pairs[i+1]); v != "" {
			q.Set(text(pairs[i]), v)
		}
	}
	return r.address(r.URL.Path, q)
}

func (r *Request) address(path string, q url.Values) string {
	return address(r.Lang, path, q)
}

// address writes a path in a language: /plan in Chinese, /en/plan in English.
func address(language, path string, q url.Values) string {
	path = (&url.URL{Path: path}).EscapedPath()
	if language == "en" {
		path = "/en" + strings.TrimSuffix(path, "/")
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Has tells whether the snapshot holds all these tables with at least one row.
func (r *Request) Has(tables ...string) bool {
	for _, name := range tables {
		if t, ok := r.Reader.Snapshot().Table(name); !ok || t.Rows == 0 {
			return false
		}
	}
	return true
}

// HasColumn tells whether a table of the snapshot has a column.
func (r *Request) HasColumn(table, column string) bool {
	t, _ := r.Reader.Snapshot().Table(table)
	for _, c := range t.Columns {
		if c.Name == column {
			return true
		}
	}
	return false
}

// Query runs the product's own SQL over the request's snapshot. Results are kept: a snapshot never changes.
func (r *Request) Query(sql string) (*lake.Rows, error) {
	return r.Site.results.query(r.Context(), r.Reader, sql)
}

// Value runs SQL that yields one value; nil when it yields none.
func (r *Request) Value(sql string) (any, error) {
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 || len(rows.Data[0]) == 0 {
		return nil, err
	}
	return rows.Data[0][0], nil
}
