package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"asterism/internal/lake"
)

func (l layout) applied(v *TableView) {
	for _, c := range l.s.Where {
		name := c.Column
		if c.Op != "" {
			name += "__" + c.Op
		}
		label, _, _ := l.r.Site.tables.word(l.s.Table.Name, c.Column, l.r.Lang)
		values := make([]string, len(c.Values))
		for i, x := range c.Values {
			values[i] = first(l.r.coded(l.s.Table.Name, c.Column, x), text(x))
		}
		words := fmt.Sprintf("%s %s %s", label, l.r.T("op."+first(c.Op, "eq")), strings.Join(values, ", "))
		v.Applied = append(v.Applied, LinkView{Text: words, URL: l.r.Here(name, "", "page", "") + "#" + v.ID})
	}
}

// filters lists the fields of the filter form and what the form has to keep.
func (l layout) filters(v *TableView) {
	own := map[string]bool{"page": true, "count": true}
	for _, c := range l.s.Table.Columns {
		if l.shape.Filters != nil && !slices.Contains(l.shape.Filters, c.Name) || l.shape.Filters == nil && len(v.Filters) >= 16 {
			continue
		}
		f := l.filter(c)
		own[f.Name], own[f.Second] = true, true
		v.Filters = append(v.Filters, f)
	}
	v.Hidden = hidden(l.r.Values, own)
}

func hidden(values url.Values, own map[string]bool) []Pair {
	var kept []Pair
	for _, name := range sortedKeys(values) {
		if !own[name] {
			kept = append(kept, Pair{name, values.Get(name)})
		}
	}
	return kept
}

func (l layout) filter(c lake.Column) FilterView {
	label, _, _ := l.r.Site.tables.word(l.s.Table.Name, c.Name, l.r.Lang)
	f := FilterView{Label: label, Kind: kindOf(c.Type)}
	switch f.Kind {
	case "number", "date":
		f.Name, f.Second = c.Name+"__gte", c.Name+"__lte"
		f.SecondValue = l.r.Values.Get(f.Second)
	case "flag":
		f.Name = c.Name
	default:
		f.Name = c.Name + "__contains"
		if f.Choices = l.r.codes(l.s.Table.Name, c.Name); len(f.Choices) > 0 {
			f.Name, f.Kind = c.Name, "choice"
		}
	}
	f.Value = l.r.Values.Get(f.Name)
	return f
}
