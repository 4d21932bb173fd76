package web

import (
	"context"
	"net/http"
	"path"
	"reflect"
	"slices"
	"strings"

	"asterism/internal/web/page"
	"asterism/internal/workspace"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// api is the JSON interface. One file names its operations: apiops.go.
type api struct {
	w    *workspace.Workspace
	site *page.Site
}

// newAPI makes the handler for everything under /api. Errors are application/problem+json, also for paths and
// methods nobody knows.
func newAPI(w *workspace.Workspace, site *page.Site) http.Handler {
	huma.NewError = frameworkProblem // the framework's only way to set it; every server sets the same
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Asterism", "1")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", "/api/schemas"
	config.CreateHooks = nil // no $schema members: bodies are what the schema says
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Info.Description = "Tables, queries, imports, jobs, reports and plans of one workspace. Paths and fields marked unstable may change; the rest only grows."
	h := humago.New(mux, config)
	h.UseMiddleware(strictParameters(h))
	a := &api{w, site}
	a.register(h)
	return inner(mux)
}

// schemaName puts the package before a type's name, since several packages have a Table.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := huma.DefaultSchemaNamer(t, hint)
	folder := path.Base(t.PkgPath())
	if t.Name() == "" || folder == "." || folder == "web" {
		return name
	}
	return strings.ToUpper(folder[:1]) + folder[1:] + name
}

// inner answers problems where the mux would answer its own texts.
func inner(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != "" {
				writeProblem(w, http.StatusMethodNotAllowed, "invalid", r.Method+" is not possible here")
				return
			}
		}
		writeProblem(w, http.StatusNotFound, "not_found", r.URL.Path)
	})
}

// maxBody bounds what a request to the interface carries; files are uploaded on the data page or by the command line.
const maxBody = 4 << 20

// columnar are operations whose parameters are columns of a table: they check the names themselves.
var columnar = []string{"rows"}

// strictParameters refuses query parameters an operation does not know: a typing error must not be silence.
func strictParameters(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		op := ctx.Operation()
		u := ctx.URL()
		for name := range u.Query() {
			known := slices.Contains(columnar, op.OperationID) || slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.In == "query" && p.Name == name })
			if !known {
				huma.WriteErr(h, ctx, http.StatusBadRequest, "unknown parameter "+name)
				return
			}
		}
		next(ctx)
	}
}

type none struct{}

// answer wraps a body.
type answer[T any] struct {
	Body T
}

func get[I, O any](h huma.API, id, path, summary string, f func(context.Context, *I) (*O, error)) {
	huma.Register(h, huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary, Tags: []string{tag(path)}}, f)
}

func post[I, O any](h huma.API, id, path, summary string, status int, f func(context.Context, *I) (*O, error)) {
	huma.Register(h, huma.Operation{OperationID: id, Method: http.MethodPost, Path: "/api/v1" + path, Summary: summary, DefaultStatus: status, Tags: []string{tag(path)}}, f)
}

func tag(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first
}
