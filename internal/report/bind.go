package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
)

// tokens are, in order of trial: comments, quoted texts and names, casts, parameters.
var tokens = regexp.MustCompile(`(?s)--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|::|:[A-Za-z_][A-Za-z0-9_]*`)

// bind replaces each :name outside of quotes and comments by $1, $2 … and returns the values in that order: a
// value is always an argument, never part of the statement.
func bind(sql string, values map[string]any) (string, []any, error) {
	var args []any
	var missing error
	places := map[string]int{}
	bound := tokens.ReplaceAllStringFunc(sql, func(token string) string {
		if len(token) < 2 || token[0] != ':' || token[1] == ':' {
			return token
		}
		value, known := values[token[1:]]
		if !known {
			missing = fmt.Errorf("no parameter %s", token)
		}
		if places[token] == 0 {
			args = append(args, value)
			places[token] = len(args)
		}
		return fmt.Sprintf("$%d", places[token])
	})
	return bound, args, missing
}

// values types the parameters, and :lang beside them: what is not given takes its default; a value outside its type is fail.Invalid.
func (r *Report) values(given map[string]string) (map[string]any, error) {
	for name := range given {
		if !slices.ContainsFunc(r.Parameters, func(p Parameter) bool { return p.Name == name }) {
			return nil, fail.New(fail.Invalid, "report %s has no parameter %q; it has %s", r.Name, name, r.parameterNames())
		}
	}
	out := map[string]any{}
	for _, p := range r.Parameters {
		v, err := p.value(given)
		if err != nil {
			return nil, err
		}
		out[p.Name] = v
	}
	return out, nil
}

func (p Parameter) value(given map[string]string) (any, error) {
	text, ok := given[p.Name]
	if !ok || strings.TrimSpace(text) == "" {
		text = p.Default
	}
	text = strings.TrimSpace(text)
	if text == "" && p.Needed {
		return nil, fail.New(fail.Invalid, "parameter %s (%s) is needed", p.Name, p.Title.En)
	}
	if p.Type != "int" && p.Type != "year" {
		return text, nil
	}
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, fail.New(fail.Invalid, "parameter %s: %q is not a whole number", p.Name, text)
	}
	return n, nil
}

func (r *Report) parameterNames() string {
	names := []string{}
	for _, p := range r.Parameters {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
