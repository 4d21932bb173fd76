package lake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
)

// Statement is what the gate learned of a query from DuckDB's own syntax tree.
type Statement struct {
	Tables    []string          // schema.table it reads, sorted
	Functions []string          // it calls, as the parser names them, sorted
	Problems  []finding.Finding // Error: refused for everybody; Warning: outside the portable subset
	Line      int               // of its first part that has a place, from 1
}

// Refusal is the error for SQL the gate does not let through.
type Refusal struct{ Finding finding.Finding }

func (r *Refusal) Error() string {
	f := r.Finding
	text := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(f.Code, "sql_"), "_near"), "_", " ")
	if f.Value != "" {
		text += ": " + f.Value
	}
	return fmt.Sprintf("line %d: %s", f.Line, text)
}

// Parse checks SQL with DuckDB's parser: one SELECT whose tables are schema.table or names of its own WITH, whose
// functions are on the list, without table functions. Otherwise the error wraps a Refusal; the statement is
// returned beside it when the SQL could be read at all. What is allowed but outside the portable subset is
// among Problems as a Warning; content must have none.
func (l *Lake) Parse(ctx context.Context, query string) (*Statement, error) {
	return l.parse(ctx, query, nil)
}

// parse lets a query read known names beside tables and those of its own WITH.
func (l *Lake) parse(ctx context.Context, query string, known []string) (*Statement, error) {
	tree, err := l.tree(ctx, query)
	if err != nil {
		return nil, err
	}
	w := newWalk(query, l.functions)
	w.node(tree, known)
	s := w.statement()
	for _, p := range s.Problems {
		if p.Severity == finding.Error {
			return s, refuse(fail.Denied, p)
		}
	}
	return s, nil
}

func refuse(kind fail.Kind, f finding.Finding) error {
	return fail.New(kind, "SQL refused: %w", &Refusal{f})
}

// serialized is what json_serialize_sql returns.
type serialized struct {
	Error      bool        `json:"error"`
	Message    string      `json:"error_message"`
	Type       string      `json:"error_type"`
	Position   json.Number `json:"position"`
	Statements []struct {
		Node map[string]any `json:"node"`
	} `json:"statements"`
}

func (l *Lake) tree(ctx context.Context, query string) (map[string]any, error) {
	out, err := l.serialize(ctx, query)
	if err != nil {
		return nil, err
	}
	if out.Error && out.Type != "parser" {
		return nil, refuse(fail.Denied, finding.Finding{Code: "sql_not_a_select", Severity: finding.Error, Line: 1})
	}
	if out.Error {
		at, _ := strconv.Atoi(out.Position.String())
		return nil, refuse(fail.Invalid, finding.Finding{Code: "sql_syntax", Severity: finding.Error,
			Line: lineAt(query, at), Value: out.Message, Args: map[string]string{"name": out.Message}})
	}
	if len(out.Statements) != 1 {
		return nil, refuse(fail.Denied, finding.Finding{Code: "sql_not_one_statement", Severity: finding.Error, Line: 1})
	}
	return out.Statements[0].Node, nil
}

func (l *Lake) serialize(ctx context.Context, query string) (*serialized, error) {
	e, err := l.engine(gating)
	if err != nil {
		return nil, err
	}
	var text string
	err = e.db.QueryRowContext(ctx, "select cast(json_serialize_sql(cast(? as varchar)) as varchar)", query).Scan(&text)
	if err != nil {
		return nil, engineError(ctx, err)
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	out := &serialized{}
	return out, fail.As(fail.Internal, d.Decode(out), "syntax tree")
}

// lineAt is the line of a byte offset, from 1.
func lineAt(query string, offset int) int64 {
	offset = max(0, min(offset, len(query)))
	return int64(1 + strings.Count(query[:offset], "\n"))
}

// RefusalOf returns the finding of an error for SQL the gate refused.
func RefusalOf(err error) (finding.Finding, bool) {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Finding, true
	}
	return finding.Finding{}, false
}

func (w *walk) statement() *Statement {
	s := &Statement{Tables: keys(w.tables), Functions: keys(w.called), Problems: w.problems, Line: int(lineAt(w.query, max(w.first, 0)))}
	slices.SortStableFunc(s.Problems, func(a, b finding.Finding) int { return int(a.Line - b.Line) })
	return s
}

func keys(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}
