package page

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// findingGroup is one cause with its wording and its first places.
type findingGroup struct {
	Severity, Code, Field, What, Why, Do string
	Count                                int64
	Examples                             []string
	Fields                               []fieldCount // where several fields have the same cause
}

type fieldCount struct {
	Label, Name string
	Count       int64
}

// merged puts the fields of one cause with one wording together, in the order of their first.
func (r *Request) merged(groups []findingGroup) []findingGroup {
	var all []findingGroup
	at := map[string]int{}
	for _, g := range groups {
		key := g.Severity + "\n" + g.Code + "\n" + g.What + "\n" + g.Why + "\n" + g.Do
		i, seen := at[key]
		if !seen {
			i, at[key] = len(all), len(all)
			all = append(all, g)
			all[i].Count, all[i].Examples = 0, nil
		}
		all[i].Count += g.Count
		all[i].Examples = append(all[i].Examples, g.Examples[:min(len(g.Examples), 3)]...)
		if g.Field != "" {
			all[i].Fields = append(all[i].Fields, fieldCount{r.fieldWord(g.Field), g.Field, g.Count})
		}
	}
	slices.SortStableFunc(all, func(a, b findingGroup) int {
		if a.Severity == b.Severity {
			return int(b.Count - a.Count)
		}
		return 0
	})
	return all
}

// fieldWord is a field's label wherever it is declared.
func (r *Request) fieldWord(name string) string {
	label, _, _ := r.Site.tables.word("base.patent", name, r.Lang)
	return label
}

// findings groups the remarks of some imports by cause: errors first, then the most frequent.
func (r *Request) findings(batches []string) ([]findingGroup, error) {
	if len(batches) == 0 || !r.Has("raw.finding") {
		return nil, nil
	}
	values := make([]any, len(batches))
	for i, b := range batches {
		values[i] = b
	}
	rows, err := r.Query(`select severity, code, coalesce(field, '') as field, count(*) as n, min(args) as args
from raw.finding
where batch in (` + literals(values) + `)
group by severity, code, coalesce(field, '')
order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, n desc, code, field
limit 100`)
	if err != nil {
		return nil, err
	}
	groups := make([]findingGroup, 0, len(rows.Data))
	for _, row := range rows.Data {
		g := findingGroup{Severity: text(row[0]), Code: text(row[1]), Field: text(row[2]), Count: row[3].(int64)}
		g.word(r, text(row[4]))
		if err := g.places(r, literals(values)); err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	return r.merged(groups), nil
}

func (g *findingGroup) word(r *Request, args string) {
	var pairs map[string]string
	_ = json.Unmarshal([]byte(args), &pairs) // an unreadable one leaves its places unfilled
	g.What, g.Why, g.Do = r.findingText(g.Code, "what", pairs), r.findingText(g.Code, "why", pairs), r.findingText(g.Code, "do", pairs)
}

// findingText words a finding; a code without text shows itself as what.
func (r *Request) findingText(code, part string, args map[string]string) string {
	key := "finding." + code + "." + part
	if !r.Site.w.Catalog().Has(key) {
		return map[string]string{"what": code}[part]
	}
	pairs := make([]any, 0, 2*len(args))
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	return r.Site.w.Catalog().Text(r.Lang, key, pairs...)
}

func (g *findingGroup) places(r *Request, batches string) error {
	rows, err := r.Query(fmt.Sprintf(`select f.name, x.sheet, x.line, x.record, x.value
from raw.finding as x left join raw.file as f on f.file = x.file and f.batch = x.batch
where x.batch in (%s) and x.code = %s and coalesce(x.field, '') = %s
order by f.name, x.line, x.record limit 5`, batches, literal(g.Code), literal(g.Field)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		g.Examples = append(g.Examples, r.place(row))
	}
	return nil
}

// place writes where a finding is: file, sheet, line or record, and what stood there.
func (r *Request) place(row []any) string {
	parts := []string{text(row[0])}
	if s := text(row[1]); s != "" {
		parts = append(parts, s)
	}
	if line, _ := row[2].(int64); line > 0 {
		parts = append(parts, r.T("finding.line", "n", line))
	} else if record, _ := row[3].(int64); record > 0 {
		parts = append(parts, r.T("finding.record", "n", record))
	}
	if v := text(row[4]); v != "" {
		parts = append(parts, v)
	}
	return strings.Join(parts, " · ")
}
