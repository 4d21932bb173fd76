package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"asterism/internal/fail"

	"github.com/danielgtaylor/huma/v2"
)

// problem is RFC 9457's answer to what went wrong; no path under /api answers anything else.
type problem struct {
	Type   string   `json:"type" doc:"Page about this kind of problem"`
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Detail string   `json:"detail,omitempty"`
	Code   string   `json:"code" doc:"Stable name of the kind: invalid, not_found, denied, conflict, unavailable, internal, refused"`
	Errors []detail `json:"errors,omitempty"`
}

type detail struct {
	Pointer string `json:"pointer,omitempty"`
	Message string `json:"message"`
}

func (p *problem) Error() string             { return p.Detail }
func (p *problem) GetStatus() int            { return p.Status }
func (p *problem) ContentType(string) string { return "application/problem+json" }

func newProblem(status int, code, text string) *problem {
	return &problem{Type: "/docs#" + code, Title: http.StatusText(status), Status: status, Code: code, Detail: text}
}

// asProblem turns an error of the engines into its answer; what is ours to mend is not shown.
func asProblem(err error) error {
	if err == nil {
		return nil
	}
	kind := fail.KindOf(err)
	text := err.Error()
	if kind == fail.Internal {
		text = ""
	}
	return newProblem(kind.Status(), kind.String(), text)
}

// frameworkProblem words what the framework itself refuses: a body or a parameter that does not fit.
func frameworkProblem(status int, message string, errs ...error) huma.StatusError {
	code := map[int]string{404: "not_found", 409: "conflict", 500: "internal", 503: "unavailable"}[status]
	if code == "" {
		code = "invalid"
	}
	if status == http.StatusUnprocessableEntity {
		status = http.StatusBadRequest
	}
	p := newProblem(status, code, message)
	for _, err := range errs {
		if d, ok := err.(*huma.ErrorDetail); ok {
			p.Errors = append(p.Errors, detail{"/" + strings.ReplaceAll(d.Location, ".", "/"), d.Message})
		} else if err != nil {
			p.Errors = append(p.Errors, detail{Message: err.Error()})
		}
	}
	return p
}

func writeProblem(w http.ResponseWriter, status int, code, text string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(newProblem(status, code, text))
}
