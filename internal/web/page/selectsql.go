package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ident quotes a name of a column or a table.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// tableName quotes schema.table.
func tableName(name string) string {
	schema, table, _ := strings.Cut(name, ".")
	if plain(schema) && plain(table) {
		return name
	}
	return ident(schema) + "." + ident(table)
}

// plain tells that a name needs no quotes, which keeps shown SQL readable.
func plain(name string) bool {
	for i, c := range name {
		if c != '_' && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != "" && !words[name]
}

// words are names that SQL keeps for itself, as far as tables have such columns.
var words = map[string]bool{"order": true, "group": true, "column": true, "table": true, "end": true, "from": true, "to": true,
	"desc": true, "default": true, "check": true, "primary": true, "references": true, "user": true, "when": true, "case": true}

func columnName(name string) string {
	if plain(name) {
		return name
	}
	return ident(name)
}

// literal writes a value as SQL. Texts are quoted with every quote doubled; DuckDB knows no other escape in them.
// What is shown in a trace is therefore what ran.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case number:
		return string(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return "date '" + v.Format(time.DateOnly) + "'"
	}
	return "'" + strings.ReplaceAll(strings.ReplaceAll(fmt.Sprint(v), "\x00", ""), "'", "''") + "'"
}

// containing is a condition that holds where a text contains another, whatever the case of its letters.
func containing(column, part string) string {
	escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(part))
	return "lower(" + column + ") like " + literal("%"+escaped+"%") + ` escape '\'`
}

func (c Condition) sql() string {
	name := columnName(c.Column)
	switch c.Op {
	case "isnull":
		if c.Values[0] == true {
			return name + " is null"
		}
		return name + " is not null"
	case "contains":
		return containing("cast("+name+" as varchar)", text(c.Values[0]))
	case "in":
		return name + " in (" + literals(c.Values) + ")"
	}
	return name + " " + operators[c.Op] + " " + literal(c.Values[0])
}

func literals(values []any) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = literal(v)
	}
	return strings.Join(all, ", ")
}

func (s Select) source() string {
	if s.From != "" {
		return s.From
	}
	return tableName(s.Table.Name)
}

func (s Select) where() string {
	var all []string
	for _, c := range s.Where {
		all = append(all, c.sql())
	}
	all = append(all, s.Within...)
	if len(all) == 0 {
		return ""
	}
	return "\nwhere " + strings.Join(all, "\n  and ")
}

// AllSQL selects every row that fits, in order: what downloads contain.
func (s Select) AllSQL() string {
	columns := "*"
	if len(s.Fields) > 0 {
		names := make([]string, len(s.Fields))
		for i, f := range s.Fields {
			names[i] = columnName(f)
		}
		columns = strings.Join(names, ", ")
	}
	return "select " + columns + "\nfrom " + s.source() + s.where() + s.orderBy()
}

// PageSQL selects the page's rows and one more, which tells whether there is a next page.
func (s Select) PageSQL() string {
	sql := s.AllSQL() + fmt.Sprintf("\nlimit %d", s.Size+1)
	if s.Page > 1 {
		sql += fmt.Sprintf(" offset %d", (s.Page-1)*s.Size)
	}
	return sql
}

// CountSQL counts the rows that fit.
func (s Select) CountSQL() string {
	return "select count(*) as row_count\nfrom " + s.source() + s.where()
}

// orderBy ends with every other short column of the table's beginning, so that pages never overlap.
func (s Select) orderBy() string {
	if len(s.Order) == 0 {
		return ""
	}
	var all []string
	for _, o := range s.Order {
		direction := ""
		if o.Down {
			direction = " desc"
		}
		all = append(all, columnName(o.Column)+direction+" nulls last")
	}
	return "\norder by " + strings.Join(all, ", ")
}

// by adds columns to the order that are not in it yet: a table's grain makes the order total.
func (s Select) by(columns ...string) Select {
	for _, name := range columns {
		name, down := strings.CutSuffix(name, " desc")
		if _, ok := s.column(name); ok && !s.sortedBy(name) {
			s.Order = append(s.Order, Order{name, down})
		}
	}
	return s
}

func (s Select) sortedBy(column string) bool {
	for _, o := range s.Order {
		if o.Column == column {
			return true
		}
	}
	return false
}
