package report

import (
	"regexp"
	"strings"
)

// shared is a table of the report's common part, "name as (select …)": many queries read it, one run computes it.
type shared struct {
	name, sql string
	word      *regexp.Regexp
}

// commonParts parts "a as (…), b as (…)"; a later one may read an earlier one.
func commonParts(common string) []shared {
	var parts []shared
	depth, from := 0, 0
	common = strings.TrimSpace(common) + ","
	for i, c := range common {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0 && i > from:
			parts, from = append(parts, sharedOf(common[from:i])), i+1
		}
	}
	return parts
}

func sharedOf(part string) shared {
	name, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
	sql := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "as"))
	sql = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(sql, "("), ")"))
	return shared{name, sql, regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)}
}

// complete notes which common tables a query reads, and writes the query as one statement that holds them:
// with a as (…), b as (…) select …
func (r *Report) complete(q query) query {
	q.own = q.sql
	named := q.sql
	var with []string
	for i := len(r.common) - 1; i >= 0; i-- {
		if c := r.common[i]; c.word.MatchString(named) {
			q.shared = append([]shared{c}, q.shared...)
			with = append([]string{c.name + " as (" + c.sql + ")"}, with...)
			named += c.sql
		}
	}
	switch rest, more := strings.CutPrefix(q.sql, "with "); {
	case len(with) == 0:
	case more:
		q.sql = "with " + strings.Join(with, ", ") + ", " + rest
	default:
		q.sql = "with " + strings.Join(with, ", ") + "\n" + q.sql
	}
	return q
}
